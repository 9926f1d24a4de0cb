// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BufferedRecordReaderTest {
    private static final byte[] CONTENT = "a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void readsNothingBeforeTheFirstNextAndClosesWhatItOpened() {
        FakeRemoteFile file = new FakeRemoteFile(CONTENT);
        RecordReader reader = FileContents.open(file, Options.all(RecordFormat.CSV, null));
        assertThat(file.opened()).isEmpty();
        assertThat(reader.next()).isTrue();
        assertThat(file.open()).isEqualTo(1);
        reader.close();
        reader.close();
        assertThat(file.open()).isZero();
    }

    @Test
    void aClosedReaderFailsAndDoesNotEndAsIfThereWereNoMore() {
        RecordReader reader = FileContents.open(new FakeRemoteFile(CONTENT), Options.utf8(RecordFormat.CSV));
        assertThat(reader.next()).isTrue();
        reader.close();
        assertThatThrownBy(reader::next)
                .hasMessageContaining("854/798@2")
                .satisfies(e -> assertThat(((DingTalkException) e).code()).isEqualTo(ErrorCode.INVALID_STATE));
    }

    @Test
    void aReaderThatIsAtItsEndStaysThereAlsoWhenClosed() {
        FakeRemoteFile file = new FakeRemoteFile(CONTENT);
        RecordReader reader = FileContents.open(file, Options.utf8(RecordFormat.TEXT));
        for (int i = 0; i < 3; i++) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.fields()).isNull();
            assertThat(reader.field(0)).isNull();
        }
        assertThat(reader.recordNumber()).isEqualTo(3);
        assertThat(reader.next()).isFalse();
        reader.close();
        assertThat(reader.next()).isFalse();
        assertThatThrownBy(reader::content).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFailureOfTheStreamComesAfterTheRecordsBeforeItAndStays() {
        FakeRemoteFile file = new FakeRemoteFile(
                (from, target, offset, length) -> {
                    if (from + length > 10) {
                        throw new DingTalkException(ErrorCode.BROKEN_STREAM, "cut");
                    }
                    System.arraycopy(CONTENT, (int) from, target, offset, length);
                },
                CONTENT.length,
                wanted -> Math.min(wanted, 5));
        RecordReader reader = FileContents.open(file, Options.utf8(RecordFormat.CSV));
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.fields()).containsExactly("1", "2");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(reader::next)
                    .satisfies(e -> assertThat(((DingTalkException) e).code()).isEqualTo(ErrorCode.BROKEN_STREAM));
        }
    }

    @Test
    void valuesStayWhatTheyWereAfterTheNextRecord() {
        RecordReader reader = FileContents.open(new FakeRemoteFile(CONTENT), Options.utf8(RecordFormat.CSV));
        assertThat(reader.next()).isTrue();
        var fields = reader.fields();
        String content = reader.content();
        assertThat(reader.next()).isTrue();
        assertThat(reader.field(1)).isEqualTo("2");
        assertThat(fields).containsExactly("a", "b");
        assertThat(content).isEqualTo("a,b");
        assertThatThrownBy(() -> reader.field(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
