// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleFilesTest {
    private static final Charset GB18030 = Charset.forName("GB18030");

    private final List<EmulatedFile> files = SampleFiles.files();

    @Test
    void areDescribedInTheOrderOfTheirIds() throws Exception {
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().samples().start()) {
            assertThat(emulator.describe())
                    .contains(
                            "file\t854\t798\t2\tsales_2026.csv",
                            "file\t854\t799\t1\tapp.log",
                            "file\t854\t800\t1\tempty.csv",
                            "file\t854\t801\t1\tstores_gb18030.csv",
                            "file\t854\t802\t1\tinventory.tsv")
                    .hasSize(4 + emulator.files().size())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void salesHaveTheirHeaderQuotesAndLineBreaks() throws Exception {
        String text = decoded(files.get(0).current(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("order_id,ordered_on,region,customer,product,quantity,unit_price,amount,note\n");
        assertThat(text).contains("\"15\"\" 茶巾\"", "\"Filter paper, 100 pcs\"", "\"第一行\n第二行\"");
        assertThat(text.lines().filter(line -> line.startsWith("2026000"))).hasSize(99);
        assertThat(text.lines().filter(line -> line.matches("20260\\d{4},.*"))).hasSize(160);
        assertThat(text).doesNotContain("\r").endsWith("\n");
    }

    @Test
    void salesHaveAnOlderAndShorterVersion() throws Exception {
        EmulatedFile sales = files.get(0);
        assertThat(sales.versions()).extracting(FileVersion::number).containsExactly(1L, 2L);
        String old = decoded(sales.findVersion(1).orElseThrow(), StandardCharsets.UTF_8);
        assertThat(old.lines().filter(line -> line.matches("20260\\d{4},.*"))).hasSize(60);
    }

    @Test
    void theLogHasThreeHundredLines() throws Exception {
        assertThat(decoded(files.get(1).current(), StandardCharsets.UTF_8).lines())
                .hasSize(300)
                .allMatch(line -> line.startsWith("2026-03-01T"));
    }

    @Test
    void theEmptyFileIsEmpty() throws Exception {
        assertThat(files.get(2).current().bytes().length()).isZero();
    }

    @Test
    void storesAreGb18030WithCharactersOfFourBytes() throws Exception {
        String text = decoded(files.get(3).current(), GB18030);
        assertThat(text).contains("S005,𠮷野家隔壁店,深圳").contains("\r\n");
        assertThat("𠮷".getBytes(GB18030)).hasSize(4);
        assertThatThrownBy(() -> decoded(files.get(3).current(), StandardCharsets.UTF_8))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void theInventoryIsSeparatedByTabs() throws Exception {
        assertThat(decoded(files.get(4).current(), StandardCharsets.UTF_8).lines())
                .hasSize(41)
                .allMatch(line -> line.split("\t", -1).length == 5);
    }

    /** Fails on bytes that are not of the charset. */
    private static String decoded(FileVersion version, Charset charset) throws Exception {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes(version)))
                .toString();
    }

    private static byte[] bytes(FileVersion version) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        version.bytes().write(0, version.bytes().length(), out);
        return out.toByteArray();
    }
}
