// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that many rows name is read once, not once for each of them. */
class RepeatedKeysTest {
    private static final List<FakeFilesTable.Line> LINES = List.of(
            new FakeFilesTable.Line("854", "798", null, 0, "a"),
            new FakeFilesTable.Line("854", "798", null, 2, "b"),
            new FakeFilesTable.Line("854", "798", null, 4, "c"),
            new FakeFilesTable.Line("854", "799", null, 0, "798"));

    private final FakeFilesTable files = new FakeFilesTable("files", LINES, new FanOut(4, false));
    private final FakeDatabase database = new FakeDatabase(files);

    private List<String> opened() {
        return files.opened.stream()
                .map(request -> request.keys().required("dentry_id"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files a JOIN files b ON a.space_id = b.space_id AND a.dentry_id = b.dentry_id AND a.byte_offset ="
                        + " b.byte_offset WHERE a.space_id = '854' AND a.dentry_id = '798'",
                "files a JOIN files b ON a.space_id = b.space_id AND a.dentry_id = b.dentry_id AND a.byte_offset ="
                        + " b.byte_offset WHERE b.space_id = 854 AND b.dentry_id = 798",
                "files a LEFT JOIN files b ON a.space_id = b.space_id AND a.dentry_id = b.dentry_id AND a.byte_offset ="
                        + " b.byte_offset WHERE a.space_id = '854' AND a.dentry_id = '798'",
                "files a, files b WHERE a.space_id = b.space_id AND a.dentry_id = b.dentry_id AND a.byte_offset ="
                        + " b.byte_offset AND a.space_id = '854' AND a.dentry_id IN ('798')",
                "files a JOIN files b USING (space_id, dentry_id, byte_offset) WHERE a.space_id = '854' AND a.dentry_id ="
                        + " '798'",
                "files a JOIN (SELECT space_id s, dentry_id d, byte_offset o FROM files) b ON a.space_id = b.s AND"
                        + " a.dentry_id = b.d AND a.byte_offset = b.o WHERE a.space_id = '854' AND a.dentry_id = '798'",
                "files a JOIN (SELECT space_id, dentry_id, byte_offset, count(*) n FROM files GROUP BY space_id,"
                        + " dentry_id, byte_offset) b ON a.space_id = b.space_id AND a.dentry_id = b.dentry_id AND"
                        + " a.byte_offset = b.byte_offset WHERE a.space_id = '854' AND a.dentry_id = '798'",
                "files a WHERE a.space_id = '854' AND a.dentry_id = '798' AND EXISTS (SELECT 1 FROM files b WHERE"
                        + " a.space_id = b.space_id AND a.dentry_id = b.dentry_id AND a.byte_offset = b.byte_offset)",
                "files a WHERE a.space_id = '854' AND a.dentry_id = '798' AND NOT EXISTS (SELECT 1 FROM files b WHERE"
                        + " a.space_id = b.space_id AND a.dentry_id = b.dentry_id AND a.byte_offset + 1 = b.byte_offset)",
            })
    void aSelfJoinReadsEachSideOnce(String from) {
        assertThat(database.rows("SELECT a.content FROM " + from)).containsExactly("a", "b", "c");
        assertThat(opened()).containsExactly("798", "798");
        assertThat(database.plan("SELECT a.content FROM " + from))
                .contains("HashJoin")
                .doesNotContain("Correlate");
    }

    @Test
    void aSelfJoinReadsEachSideOnceWhenItsKeysAreParameters() {
        assertThat(database.rows(
                        "SELECT a.content, b.content FROM files a JOIN files b ON a.space_id = b.space_id AND a.dentry_id ="
                                + " b.dentry_id AND a.byte_offset = b.byte_offset WHERE a.space_id = ? AND a.dentry_id = ?",
                        "854",
                        "798"))
                .containsExactly("a|a", "b|b", "c|c");
        assertThat(opened()).containsExactly("798", "798");
    }

    @Test
    void threeOfTheSameTableReadEachFileOncePerSide() {
        assertThat(database.rows("SELECT a.content FROM files a, files b, files c WHERE a.space_id = b.space_id AND"
                        + " b.space_id = c.space_id AND a.dentry_id = b.dentry_id AND b.dentry_id = c.dentry_id AND"
                        + " c.space_id = '854' AND c.dentry_id IN ('798', '799') AND a.byte_offset = b.byte_offset AND"
                        + " c.byte_offset = b.byte_offset"))
                .containsExactlyInAnyOrder("a", "b", "c", "798");
        assertThat(opened()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM k JOIN files f ON f.space_id = '854' AND f.dentry_id = k.d",
                "SELECT count(*) FROM k LEFT JOIN files f ON f.space_id = '854' AND f.dentry_id = k.d",
                "SELECT count(*) FROM k, LATERAL (SELECT * FROM files WHERE space_id = '854' AND dentry_id = k.d) f",
                "SELECT sum((SELECT count(*) FROM files f WHERE f.space_id = '854' AND f.dentry_id = k.d)) FROM k",
                "SELECT sum(f.n) FROM k JOIN (SELECT dentry_id, count(*) n FROM files WHERE space_id = '854' GROUP BY"
                        + " dentry_id) f ON f.dentry_id = k.d",
            })
    void aFileThatManyRowsNameIsReadOnce(String query) {
        String keys = IntStream.range(0, 1000)
                .mapToObj(i -> "('79" + (8 + i % 2) + "')")
                .collect(Collectors.joining(", "));
        assertThat(database.rows("WITH k(d) AS (VALUES " + keys + ") " + query)).containsExactly("2000");
        assertThat(opened()).containsExactlyInAnyOrder("798", "799");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT k.d FROM k WHERE EXISTS (SELECT 1 FROM files f WHERE f.space_id = '854' AND f.dentry_id = k.d)",
                "SELECT k.d FROM k WHERE NOT EXISTS (SELECT 1 FROM files f WHERE f.space_id = '854' AND f.dentry_id ="
                        + " k.d AND f.content = 'z')",
                "SELECT k.d FROM k WHERE k.d IN (SELECT f.dentry_id FROM files f WHERE f.space_id = '854' AND f.dentry_id"
                        + " = k.d)",
            })
    void whetherAFileHasRowsIsAskedOnce(String query) {
        assertThat(database.rows("WITH k(d) AS (VALUES ('798'), ('798'), ('799'), ('798'), ('799')) " + query))
                .containsExactlyInAnyOrder("798", "798", "799", "798", "799");
        assertThat(opened()).containsExactlyInAnyOrder("798", "799");
    }

    /** The rows of b that are asked for differ from row to row of a, its file does not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "JOIN files b ON b.space_id = a.space_id AND b.dentry_id = a.dentry_id AND b.content = a.content",
                "LEFT JOIN files b ON b.space_id = a.space_id AND b.dentry_id = a.dentry_id AND b.content = a.content",
                "WHERE a.content IN (SELECT content FROM files b WHERE b.space_id = a.space_id AND b.dentry_id ="
                        + " a.dentry_id)",
                "WHERE NOT EXISTS (SELECT 1 FROM files b WHERE b.space_id = a.space_id AND b.dentry_id = a.dentry_id AND"
                        + " b.content = a.content || 'z')",
            })
    void aFileThatIsAskedForDifferentRowsIsReadOnce(String join) {
        assertThat(database.rows("SELECT a.content FROM (VALUES ('798'), ('799')) AS t(d) JOIN files a ON a.space_id ="
                        + " '854' AND a.dentry_id = t.d " + join))
                .containsExactly("a", "b", "c", "798");
        assertThat(opened().stream().filter("798"::equals).count()).isBetween(2L, 3L);
        assertThat(opened().stream().filter("799"::equals).count()).isEqualTo(2);
    }

    /** A first record may be all that is wanted of a large file, so only then is little read of it. */
    @Test
    void boundsThatDifferAreUsedOnceThenTheFileIsRead() {
        FakeFilesTable files = new FakeFilesTable("files", LINES, FanOut.NONE);
        assertThat(new FakeDatabase(files)
                        .rows("SELECT b.content FROM (VALUES ('798', 4), ('799', 0), ('798', 0), ('798', 2)) AS t(d, o)"
                                + " JOIN files b ON b.space_id = '854' AND b.dentry_id = t.d AND b.byte_offset = t.o"))
                .containsExactly("c", "798", "a", "b");
        assertThat(files.opened)
                .extracting(request -> request.keys().required("dentry_id"))
                .containsExactly("798", "799", "798");
        assertThat(files.opened)
                .extracting(request -> request.range("byte_offset"))
                .containsExactly(new LongRange(4, 4), new LongRange(0, 0), LongRange.ALL);
    }
}
