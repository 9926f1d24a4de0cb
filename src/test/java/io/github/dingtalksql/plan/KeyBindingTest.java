// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyBindingTest {
    private final FakeFilesTable files = new FakeFilesTable(
            "files",
            List.of(
                    line("854", "798", null, 0, "a"),
                    line("854", "798", null, 2, "b"),
                    line("854", "798", null, 4, "c"),
                    line("854", "798", 1L, 0, "old"),
                    line("854", "799", null, 0, "798"),
                    line("854", "800", null, 0, "中"),
                    line("a-b", "x_1", null, 0, "text ids")));
    private final FakeFilesTable ids = new FakeFilesTable(
            "ids",
            List.of(line("1", "1", null, 0, "798"), line("1", "1", null, 4, "799"), line("1", "1", null, 8, "0")));
    private final SqlEngine engine = engine();

    private static FakeFilesTable.Line line(String space, String dentry, Long version, long offset, String content) {
        return new FakeFilesTable.Line(space, dentry, version, offset, content);
    }

    private SqlEngine engine() {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        CalciteSchema schema = root.add("dingtalk", new AbstractSchema());
        schema.add("files", files);
        schema.add("ids", ids);
        return new CalciteEngine(root, new NoCatalog(), InstantSource.fixed(Instant.EPOCH));
    }

    private List<String> rows(String sql, Object... parameters) {
        PreparedQuery query = engine.prepare(sql, "dingtalk", new Execution());
        List<String> rows = new ArrayList<>();
        try (RowCursor cursor = query.execute(Arrays.asList(parameters), new Execution())) {
            while (cursor.next()) {
                rows.add(IntStream.range(0, query.columns().size())
                        .mapToObj(i -> String.valueOf(cursor.value(i)))
                        .collect(Collectors.joining("|")));
            }
        }
        return rows;
    }

    private List<String> openedKeys() {
        return files.opened.stream()
                .map(request -> String.join(
                        "/",
                        request.keys().values().values().stream()
                                .map(String::valueOf)
                                .toList()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "space_id = '854' AND dentry_id = '798'",
                "space_id = 854 AND dentry_id = 798",
                "'854' = space_id AND 798 = dentry_id",
                "space_id = CAST(854 AS VARCHAR) AND dentry_id = '7' || '98'",
                "space_id = CAST(854 AS VARCHAR(10)) AND dentry_id IN ('798')",
                "space_id = CONCAT('8', '54') AND concat('7', '9', '8') = dentry_id",
                "space_id = '854' AND dentry_id = CONCAT(CAST(79 AS VARCHAR), '8')",
                "SPACE_ID = '854' AND \"dentry_id\" = '798'",
                "(space_id, dentry_id) IN (VALUES ('854', '798'))",
                "(space_id, dentry_id) IN (('854', '798'), ('854', '798'))",
                "space_id = '854' AND (dentry_id = '798' OR dentry_id = '798')",
                "(space_id = '854' AND dentry_id = '798') OR (space_id = '854' AND dentry_id = 798)",
                "space_id = '854' AND dentry_id = '798' AND content <> 'z'",
                "NOT (space_id <> '854' OR dentry_id <> '798')",
                "space_id = '854' AND dentry_id IN (SELECT content FROM ids WHERE space_id = '1' AND dentry_id = '1'"
                        + " AND content LIKE '%8')",
            })
    void oneFileIsReadOnceHoweverItIsNamed(String condition) {
        assertThat(rows("SELECT content FROM files WHERE " + condition)).containsExactly("a", "b", "c");
        assertThat(openedKeys()).containsExactly("854/798");
    }

    @Test
    void parametersBindAndPreparedPlansRunAgain() {
        PreparedQuery query = engine.prepare(
                "SELECT count(*) FROM files WHERE space_id = ? AND dentry_id = ?", "dingtalk", new Execution());
        assertThat(query.parameters()).hasSize(2);
        for (String dentry : List.of("798", "799")) {
            try (RowCursor cursor = query.execute(List.of("854", dentry), new Execution())) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.value(0)).isEqualTo(dentry.equals("798") ? 3L : 1L);
            }
        }
        assertThat(openedKeys()).containsExactly("854/798", "854/799");
    }

    @Test
    void aParameterMayBeANumberForAnId() {
        assertThat(rows("SELECT content FROM files WHERE space_id = ? AND dentry_id = ?", 854, 799L))
                .containsExactly("798");
    }

    @Test
    void twoKeysMayComeFromOneColumn() {
        for (String sql : List.of(
                "SELECT i.content FROM ids i JOIN (VALUES ('1'), ('7')) AS t(k) ON i.space_id = t.k AND i.dentry_id = t.k",
                "SELECT i.content FROM (VALUES ('1')) AS t(k) LEFT JOIN ids i ON i.space_id = t.k AND i.dentry_id = t.k",
                "SELECT i.content FROM ids i WHERE i.space_id = '1' AND i.dentry_id = i.space_id")) {
            assertThat(rows(sql)).as(sql).containsExactlyInAnyOrder("798", "799", "0");
        }
        assertThat(rows("SELECT i.content FROM ids i WHERE i.space_id = '1' AND i.dentry_id = i.space_id"
                        + " AND i.dentry_id = '2'"))
                .isEmpty();
    }

    /** Calcite alone simplifies each of these for minutes. */
    @Test
    void longListsMayStandAnywhere() {
        String list = IntStream.range(0, 1000).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", "));
        String key = "f.space_id = '854' AND f.dentry_id = t.d AND ";
        String join = "SELECT f.content FROM files f JOIN (VALUES ('799'), ('9999')) AS t(d) ON ";
        assertThat(rows(join + key + "f.dentry_id IN (" + list + ")")).containsExactly("798");
        assertThat(rows(join + key + "NOT (f.dentry_id NOT IN (" + list + ", NULL))"))
                .containsExactly("798");
        assertThat(rows(join + key + "(f.content IN ('a', NULL) OR f.content IN (" + list + "))"))
                .containsExactly("798");
        assertThat(rows(join + key + "f.content NOT IN (" + list + ")")).isEmpty();
        String file = "SELECT content FROM files WHERE space_id = '854' AND dentry_id = '798' AND ";
        assertThat(rows(file + "content NOT IN (" + list + ")")).containsExactly("a", "b", "c");
        assertThat(rows(file + "content NOT IN (" + list + ", NULL)")).isEmpty();
        assertThat(rows(file + "(content NOT IN (" + list + ") OR content IN (" + list + ")) IS NOT TRUE"))
                .isEmpty();
        assertThat(rows("SELECT content FROM files WHERE (space_id, dentry_id) IN ((854, 799), "
                        + IntStream.range(0, 1000)
                                .mapToObj(i -> "(1, " + i + ")")
                                .collect(Collectors.joining(", "))
                        + ")"))
                .containsExactly("798");
    }

    /** By the thousand and of each type, with NULLs on both sides: as the same list in pieces. */
    @Test
    void longListsFindWhatShortOnesFind() {
        String columns = "SELECT * FROM (VALUES (1, 1.50, 'a', DATE '2024-01-05'), (77, 9.00, '77', DATE '2024-03-01'),"
                + " (CAST(NULL AS INTEGER), CAST(NULL AS DECIMAL(5, 2)), CAST(NULL AS VARCHAR), CAST(NULL AS DATE)))"
                + " AS t(i, n, s, d) WHERE ";
        for (String entry : List.of(
                "i: %d", "n: %d.0", "n: %d.5", "s: '%d'", "i: 1e2 + %d", "d: DATE '2024-01-05' + INTERVAL '%d' DAY")) {
            String column = entry.substring(0, 1);
            String value = entry.substring(3);
            for (String withNull : List.of("", ", NULL")) {
                for (String condition : List.of(
                        "%s",
                        "NOT (%s)",
                        "(%s) IS TRUE",
                        "(%s) IS NOT TRUE",
                        "(%s) IS NULL",
                        "(%s) OR i IS NULL",
                        "i > 60 AND NOT (%s)",
                        "(i > 60 AND NOT (%s)) IS NOT TRUE",
                        "i > 200 OR (%s) OR i < 3")) {
                    String in = column + " IN (" + list(value, 50, 150) + withNull + ")";
                    String pieces = IntStream.range(0, 10)
                            .mapToObj(i -> column + " IN (" + list(value, 50 + 10 * i, 60 + 10 * i) + withNull + ")")
                            .collect(Collectors.joining(" OR "));
                    assertThat(rows(columns + condition.formatted(in)))
                            .as(column + " " + condition + withNull)
                            .isEqualTo(rows(columns + condition.formatted(pieces)));
                }
            }
        }
    }

    private static String list(String value, int from, int to) {
        return IntStream.range(from, to).mapToObj(value::formatted).collect(Collectors.joining(", "));
    }

    /** The code that evaluates keys must fit into the 64 KiB of a method, however many there are. */
    @Test
    void aKeyThatIsNoLiteralMayStandBesideLongLists() {
        String list = IntStream.range(0, 1000).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", "));
        assertThat(rows(
                        "SELECT content FROM files WHERE space_id IN ('854', '1', '2', '3') AND dentry_id IN (" + list
                                + ") AND version = CAST(? AS BIGINT)",
                        1))
                .containsExactly("old");
        assertThat(files.opened).hasSize(4000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "CAST(? AS VARCHAR)", "CONCAT('', CAST(? AS VARCHAR))"})
    void parametersByTheThousandBindEachOnce(String entry) {
        Object[] ids = IntStream.range(0, 3000).mapToObj(i -> "" + (798 + i)).toArray();
        String list = IntStream.range(0, ids.length).mapToObj(i -> entry).collect(Collectors.joining(", "));
        assertThat(rows("SELECT content FROM files WHERE space_id = '854' AND dentry_id IN (" + list + ")", ids))
                .containsExactlyInAnyOrder("a", "b", "c", "798", "中");
        assertThat(files.opened).hasSize(ids.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 19, 20, 1000})
    void longListsBindEachEntryOnce(int entries) {
        String list =
                IntStream.range(0, entries).mapToObj(i -> "'" + (798 + i) + "'").collect(Collectors.joining(", "));
        assertThat(rows("SELECT dentry_id, content FROM files WHERE space_id = '854' AND dentry_id IN (" + list + ")"))
                .contains("798|a", "798|b", "798|c", "799|798");
        assertThat(files.opened).hasSize(entries);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "space_id = '854' AND space_id = '855' AND dentry_id = '798'",
                "1 = 0",
                "space_id = NULL AND dentry_id = '798'",
                "space_id = '854' AND dentry_id = CAST(NULL AS VARCHAR)",
                "space_id = '854' AND dentry_id = '798' AND FALSE",
            })
    void contradictionsReadNothing(String condition) {
        assertThat(rows("SELECT content FROM files WHERE " + condition)).isEmpty();
        assertThat(files.opened).isEmpty();
    }

    @Test
    void contradictingParametersReadNothing() {
        String sql = "SELECT content FROM files WHERE space_id = ? AND space_id = ? AND dentry_id = '798'";
        assertThat(rows(sql, "854", "855")).isEmpty();
        assertThat(rows(sql, "854", null)).isEmpty();
        assertThat(files.opened).isEmpty();
        assertThat(rows(sql, "854", "854")).hasSize(3);
    }

    @Test
    void theVersionIsBoundOnlyWhenItIsNamed() {
        assertThat(
                        rows(
                                "SELECT version, content FROM files WHERE space_id = '854' AND dentry_id = '798' AND version = 1"))
                .containsExactly("1|old");
        assertThat(rows("SELECT version, content FROM files WHERE space_id = '854' AND dentry_id = '799'"))
                .containsExactly("null|798");
        assertThatThrownBy(() ->
                        rows("SELECT content FROM files WHERE space_id = '854' AND dentry_id = '798' AND version > 0"))
                .hasMessageContaining("Column version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content LIKE 'o%'",
                "content <> '' AND content IS NOT NULL AND char_length(content) = 3",
                "content = 'old'",
                "byte_offset < 2 AND content > 'a'",
            })
    void anOptionalKeyIsBoundWhateverElseIsAsked(String more) {
        assertThat(rows("SELECT content FROM files WHERE space_id = '854' AND dentry_id = '798' AND version = 1 AND "
                        + more))
                .containsExactly("old");
        assertThat(openedKeys()).containsExactly("854/798/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "byte_offset >= 2; b,c; 2; 9223372036854775807",
                "byte_offset > 2; c; 2; 9223372036854775807",
                "byte_offset < 4; a,b; -9223372036854775808; 3",
                "byte_offset <= 2; a,b; -9223372036854775808; 2",
                "byte_offset = 2; b; 2; 2",
                "byte_offset BETWEEN 1 AND 3; b; 1; 3",
                "2 <= byte_offset; b,c; 2; 9223372036854775807",
                "byte_offset IN (0, 4); a,c; 0; 4",
            })
    void offsetsNarrowTheReading(String condition, String expected, long min, long max) {
        assertThat(rows("SELECT content FROM files WHERE space_id = '854' AND dentry_id = '798' AND " + condition))
                .containsExactly(expected.split(","));
        assertThat(files.opened).hasSize(1);
        assertThat(files.opened.get(0).range("byte_offset")).isEqualTo(new LongRange(min, max));
    }

    @Test
    void boundsOfTheSameFileUnderOrAreReadOnce() {
        assertThat(rows("SELECT content FROM files WHERE (space_id = '854' AND dentry_id = '798' AND byte_offset < 1)"
                        + " OR (space_id = '854' AND dentry_id = '798' AND byte_offset > 3)"))
                .containsExactly("a", "c");
        assertThat(files.opened).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT f.content FROM (VALUES ('854', '799')) AS t(s, d) JOIN files f ON f.space_id = t.s AND"
                        + " f.dentry_id = t.d",
                "SELECT f.content FROM (VALUES ('854', 799)) AS t(s, d), files f WHERE f.space_id = t.s AND"
                        + " f.dentry_id = t.d",
                "SELECT f.content FROM files f, (VALUES ('854', '799')) AS t(s, d) WHERE f.space_id = t.s AND"
                        + " f.dentry_id = t.d",
                "SELECT f.content FROM files f JOIN (VALUES ('799'), ('79999')) AS t(d) ON f.space_id = '854' AND"
                        + " f.dentry_id = t.d",
                "SELECT f.content FROM ids i JOIN files f ON f.dentry_id = i.content WHERE i.space_id = '1' AND"
                        + " i.dentry_id = '1' AND f.space_id = 854 AND i.byte_offset = 4",
                "SELECT f.content FROM ids i LEFT JOIN files f ON f.dentry_id = i.content AND f.space_id = '854' WHERE"
                        + " i.space_id = '1' AND i.dentry_id = '1' AND i.byte_offset = 4",
                "SELECT content FROM files f WHERE f.space_id = '854' AND EXISTS (SELECT 1 FROM ids i WHERE i.space_id"
                        + " = '1' AND i.dentry_id = '1' AND i.content = f.dentry_id AND i.byte_offset = 4)",
                "SELECT content FROM files WHERE space_id = '854' AND dentry_id IN (SELECT content FROM ids WHERE"
                        + " space_id = '1' AND dentry_id = '1' AND byte_offset = 4)",
                "WITH k AS (SELECT '854' AS s, '799' AS d) SELECT content FROM k JOIN files ON space_id = s AND"
                        + " dentry_id = d",
                "SELECT c FROM (SELECT space_id s, dentry_id d, content c FROM files) v WHERE v.s = '854' AND v.d = 799",
                "SELECT (SELECT max(f.content) FROM files f WHERE f.space_id = '854' AND f.dentry_id = t.d) FROM"
                        + " (VALUES ('799')) AS t(d)",
                "SELECT f.content FROM (VALUES ('799')) AS t(d), LATERAL (SELECT content FROM files WHERE space_id ="
                        + " '854' AND dentry_id = t.d) f",
                "SELECT c.m FROM (VALUES ('799')) AS t(d) JOIN (SELECT dentry_id, max(content) m FROM files WHERE"
                        + " space_id = '854' GROUP BY dentry_id) c ON c.dentry_id = t.d",
                "SELECT b.content FROM files a JOIN ids b ON b.space_id = '1' AND b.dentry_id = '1' AND b.content ="
                        + " a.content WHERE a.space_id = '854' AND a.dentry_id = '799'",
                "SELECT f.content FROM files f RIGHT JOIN (VALUES ('854', '799')) AS t(s, d) ON f.space_id = t.s AND"
                        + " f.dentry_id = t.d",
                "SELECT f.content FROM files f RIGHT JOIN (VALUES ('799'), (CAST(NULL AS VARCHAR))) AS t(d) ON f.space_id ="
                        + " '854' AND f.dentry_id = t.d WHERE t.d IS NOT NULL OR f.content = 'x'",
                "SELECT f.content FROM files f NATURAL JOIN (VALUES ('854', '799')) AS t(space_id, dentry_id)",
                "SELECT f.content FROM (VALUES ('799')) AS t(d) JOIN (SELECT a.content, b.dentry_id FROM files b JOIN"
                        + " files a ON a.space_id = b.space_id AND a.dentry_id = b.dentry_id WHERE b.space_id = '854')"
                        + " f ON f.dentry_id = t.d",
                "SELECT content FROM files WHERE space_id = '854' AND dentry_id = '799' UNION ALL SELECT content FROM"
                        + " files WHERE 1 = 0",
            })
    void keysComeFromAnywhere(String sql) {
        assertThat(rows(sql)).containsExactly("798");
    }

    @Test
    void leftJoinKeepsRowsWithoutAFile() {
        assertThat(rows("SELECT i.content, f.content FROM ids i LEFT JOIN files f ON f.dentry_id = i.content AND"
                        + " f.space_id = '854' WHERE i.space_id = '1' AND i.dentry_id = '1'"))
                .containsExactlyInAnyOrder("798|a", "798|b", "798|c", "799|798", "0|null");
    }

    @Test
    void severalKeyedTablesInOneJoin() {
        assertThat(rows("SELECT a.content, b.content FROM files b JOIN files a ON a.space_id = b.space_id AND"
                        + " b.dentry_id = a.content WHERE a.space_id = '854' AND a.dentry_id = '799'"))
                .containsExactly("798|a", "798|b", "798|c");
        assertThat(rows("SELECT i.content, a.content FROM files b, ids i, files a WHERE i.space_id = '1' AND"
                        + " i.dentry_id = '1' AND a.dentry_id = i.content AND a.space_id = '854' AND b.space_id = '854'"
                        + " AND b.dentry_id = a.content"))
                .containsExactly("799|798", "799|798", "799|798");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT * FROM files; space_id and dentry_id",
                "SELECT count(*) FROM files WHERE dentry_id = '798'; space_id",
                "SELECT * FROM files WHERE space_id = '854' AND dentry_id LIKE '79%'; dentry_id",
                "SELECT * FROM files WHERE space_id = '854' AND dentry_id <> '79'; dentry_id",
                "SELECT * FROM files WHERE space_id = '854' OR dentry_id = '79'; space_id and dentry_id",
                "SELECT * FROM files WHERE space_id = '854' AND (dentry_id = '798' OR content = 'a'); dentry_id",
                "SELECT * FROM files a JOIN files b ON a.dentry_id = b.dentry_id AND a.space_id = b.space_id;"
                        + " space_id and dentry_id",
            })
    void missingKeysAreNamedBeforeAnythingIsRead(String sql, String missing) {
        assertThatThrownBy(() -> rows(sql))
                .isInstanceOfSatisfying(
                        DingTalkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISSING_KEYS))
                .hasMessageContaining("Table files cannot be read without a value for " + missing + ".")
                .hasMessageContaining("SELECT * FROM files WHERE space_id = '1' AND dentry_id = '2'");
        assertThat(files.opened).isEmpty();
    }

    @Test
    void aKeyThatIsMissingStopsTheQueryBeforeAnotherTableIsRead() {
        assertThatThrownBy(() -> rows("SELECT * FROM ids i JOIN files f ON f.content = i.content WHERE i.space_id = '1'"
                        + " AND i.dentry_id = '1'"))
                .hasMessageContaining("Table files cannot be read without a value for space_id and dentry_id.");
        assertThat(ids.opened).isEmpty();
    }

    private String plan(String sql) {
        return String.join("\n", rows("EXPLAIN PLAN FOR " + sql));
    }

    @Test
    void explainShowsBoundKeysAndReadsNothing() {
        assertThat(plan("SELECT content FROM files WHERE space_id = '854' AND dentry_id = 798 AND"
                        + " content LIKE 'a%'"))
                .contains("keys=[files(space_id='854', dentry_id=798)]", "calls=[at most 1]", "LIKE");
        assertThat(plan("SELECT f.content FROM (VALUES ('798'), ('799')) AS t(d) JOIN files f ON"
                        + " f.space_id = '854' AND f.dentry_id = t.d AND f.byte_offset > 2"))
                .contains("space_id='854'", "dentry_id=$cor", "byte_offset>2", "calls=[at most 1 for each row of $cor");
        assertThat(files.opened).isEmpty();
    }

    @Test
    void onlyTheColumnsAskedForAreProduced() {
        rows("SELECT count(*) FROM files WHERE space_id = '854' AND dentry_id = '798'");
        assertThat(files.opened.get(0).columns()).extracting(ScanColumn::column).isSubsetOf(0, 1);
        rows("SELECT content FROM files WHERE space_id = '854' AND dentry_id = '798'");
        assertThat(files.opened.get(1).columns())
                .extracting(ScanColumn::column)
                .contains(4)
                .doesNotContain(2, 3);
    }

    @Test
    void onlyTheElementsThatAreUsedAreProduced() {
        assertThat(rows("SELECT fields[1] || '!' FROM files WHERE space_id = '854' AND dentry_id = '798'"
                        + " AND fields[2] = '2' AND content = fields[1]"))
                .containsExactly("b!");
        assertThat(files.opened.get(0).columns())
                .containsExactlyInAnyOrder(new ScanColumn(5, 1), new ScanColumn(5, 2), ScanColumn.whole(4));

        rows("SELECT COUNT(*) FROM files WHERE space_id = '854' AND dentry_id = '798' AND fields[1] = 'b'");
        assertThat(files.opened.get(1).columns()).containsExactly(new ScanColumn(5, 1));

        rows("SELECT dentry_id, MIN(content) FROM files WHERE space_id = '854' AND dentry_id = '798'"
                + " AND fields[1] = 'b' GROUP BY dentry_id");
        assertThat(files.opened.get(2).columns())
                .containsExactlyInAnyOrder(new ScanColumn(5, 1), ScanColumn.whole(1), ScanColumn.whole(4));

        assertThat(rows("SELECT fields, fields[3] FROM files WHERE space_id = '854' AND dentry_id = '798' LIMIT 1"))
                .containsExactly("[a, 0]|null");
    }

    @Test
    void chineseTextNeedsNoFlag() {
        assertThat(rows("SELECT content FROM files WHERE space_id = '854' AND dentry_id = '800' AND content = '中'"))
                .containsExactly("中");
    }

    @Test
    void syntaxErrorsNameLineAndColumn() {
        assertThatThrownBy(() -> rows("SELECT\n  FROM"))
                .hasMessageContaining("line 2")
                .isInstanceOfSatisfying(
                        DingTalkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX_ERROR));
        assertThatThrownBy(() -> rows("SELECT nope FROM files"))
                .hasMessageContaining("line 1, column 8")
                .hasMessageContaining("nope");
        assertThatThrownBy(() -> rows("DELETE FROM files"))
                .isInstanceOfSatisfying(
                        DingTalkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    }

    @Test
    void sumsOfLongNumbersAreExact() {
        String all = "FROM files WHERE space_id = '854' AND dentry_id = '798'";
        assertThat(rows("SELECT sum(byte_offset) " + all)).containsExactly("6");
        assertThat(rows("SELECT content, sum(byte_offset) AS total " + all + " GROUP BY content ORDER BY total DESC"))
                .containsExactly("c|4", "b|2", "a|0");
        assertThat(rows("SELECT sum(byte_offset + 9223372036854775800) " + all))
                .containsExactly("27670116110564327406");
        assertThat(rows("SELECT content, sum(byte_offset) OVER (ORDER BY content) " + all))
                .containsExactly("a|0", "b|2", "c|6");
        assertThat(rows("SELECT content " + all + " AND byte_offset * 3 = (SELECT sum(byte_offset) " + all + ")"))
                .containsExactly("b");
    }

    @Test
    void sumsAndAveragesAreNotTruncated() {
        assertThat(rows("SELECT avg(x), sum(x) FROM (VALUES (2147483647), (2147483646)) AS t(x)"))
                .containsExactly("2.1474836465E9|4294967293");
        assertThat(rows("SELECT count(*) FROM files WHERE space_id = '854' AND dentry_id = '798';"))
                .containsExactly("3");
    }
}
