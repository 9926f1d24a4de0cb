// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sub-queries that read a file for each row of the query around them. */
class CorrelatedSubQueryTest {
    private static final String KEYS = " FROM (VALUES ('798'), ('9'), ('799'), (CAST(NULL AS VARCHAR))) AS t(d)";

    private final FakeFilesTable files = new FakeFilesTable(
            "files",
            List.of(
                    new FakeFilesTable.Line("854", "798", null, 0, "a"),
                    new FakeFilesTable.Line("854", "798", null, 2, "b"),
                    new FakeFilesTable.Line("854", "798", null, 4, "c"),
                    new FakeFilesTable.Line("854", "798", 1L, 0, "old"),
                    new FakeFilesTable.Line("854", "799", null, 0, "798")),
            new FanOut(4, false));
    private final FakeFilesTable ids = new FakeFilesTable(
            "ids",
            List.of(
                    new FakeFilesTable.Line("1", "1", null, 0, "798"),
                    new FakeFilesTable.Line("1", "1", null, 4, "799"),
                    new FakeFilesTable.Line("1", "1", null, 8, "0")));
    private final FakeDatabase database = new FakeDatabase(files, ids);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "count(*); 798=3,9=0,799=1,null=0",
                "count(f.version); 798=0,9=0,799=0,null=0",
                "count(DISTINCT f.content); 798=3,9=0,799=1,null=0",
                "count(*) + 1; 798=4,9=1,799=2,null=1",
                "max(f.content); 798=c,9=null,799=798,null=null",
                "sum(f.byte_offset); 798=6,9=null,799=0,null=null",
                "coalesce(sum(f.byte_offset), -1); 798=6,9=-1,799=0,null=-1",
                "CASE WHEN count(*) > 2 THEN max(f.content) ELSE 'few' END; 798=c,9=few,799=few,null=few",
            })
    void anAggregateOfTheFileOfEachRow(String aggregate, String expected) {
        assertThat(database.rows("SELECT t.d || '', (SELECT " + aggregate
                        + " FROM files f WHERE f.space_id = '854' AND f.dentry_id = t.d)" + KEYS))
                .containsExactlyInAnyOrder(expected.replace('=', '|').split(","));
        assertThat(files.opened).hasSize(3);
    }

    @Test
    void theRowsAroundItMayComeFromASubQueryThatOrdersItsColumns() {
        String count = "(SELECT count(*) FROM files f WHERE f.space_id = '854' AND f.dentry_id = i.c)";
        assertThat(database.rows("SELECT i.c, " + count + ", i.o FROM (SELECT record_number AS n, byte_offset AS o,"
                        + " content AS c FROM ids WHERE space_id = '1' AND dentry_id = '1') i"))
                .containsExactlyInAnyOrder("798|3|0", "799|1|4", "0|0|8");
        assertThat(database.rows("SELECT i.n, " + count + " FROM (SELECT min(byte_offset) AS o, count(*) AS n, content"
                        + " AS c FROM ids WHERE space_id = '1' AND dentry_id = '1' GROUP BY content) i"))
                .containsExactlyInAnyOrder("1|3", "1|1", "1|0");
    }

    /** A range without some points is neither a list nor its opposite, so that no set is made of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "content > 'a' AND content NOT IN (%1$s) AND fields[1] > 'a' AND fields[1] NOT IN (%1$s)",
                "EXISTS (SELECT 1 FROM files b WHERE b.space_id = '854' AND b.dentry_id = f.fields[1] AND b.dentry_id > '2'"
                        + " AND b.dentry_id NOT IN (%1$s))"
            })
    void rangesWithoutLongListsAreCompiled(String condition) {
        String list = IntStream.range(0, 1000).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", "));
        database.prepare("SELECT content FROM files f WHERE space_id = '854' AND dentry_id = '798' AND "
                + condition.formatted(list));
    }

    @Test
    void keysOfTheSubQueryComeFromAFile() {
        String inner = "(SELECT count(*) FROM files f WHERE f.space_id = '854' AND f.dentry_id = i.content";
        String outer = " FROM ids i WHERE i.space_id = '1' AND i.dentry_id = '1'";
        assertThat(database.rows("SELECT i.content, " + inner + ")" + outer))
                .containsExactlyInAnyOrder("798|3", "799|1", "0|0");
        assertThat(database.rows("SELECT i.content, " + inner + " AND f.byte_offset > i.byte_offset)" + outer))
                .containsExactlyInAnyOrder("798|2", "799|0", "0|0");
        assertThat(database.rows("SELECT i.content" + outer + " AND " + inner + ") = 0"))
                .containsExactly("0");
        assertThat(database.rows("SELECT i.content" + outer + " AND " + inner + ") > 1"))
                .containsExactly("798");
        assertThat(database.rows("SELECT i.content" + outer + " ORDER BY " + inner + "), i.content"))
                .containsExactly("0", "799", "798");
        assertThat(database.rows("SELECT " + inner + "), " + inner + " AND f.content >= 'b')" + outer))
                .containsExactlyInAnyOrder("3|2", "1|0", "0|0");
    }

    @Test
    void aVersionOfEachRow() {
        assertThat(database.rows("SELECT t.v, (SELECT count(*) FROM files f WHERE f.space_id = '854' AND f.dentry_id ="
                        + " '798' AND f.version = t.v) FROM (VALUES (1), (2), (CAST(NULL AS BIGINT))) AS t(v)"))
                .containsExactlyInAnyOrder("1|1", "2|0", "null|0");
    }

    @Test
    void aSubQueryOverAJoin() {
        assertThat(database.rows("SELECT t.d, (SELECT count(*) FROM files f JOIN ids i ON i.content = f.dentry_id WHERE"
                        + " f.space_id = '854' AND i.space_id = '1' AND i.dentry_id = t.d) FROM (VALUES ('1'), ('9')) AS"
                        + " t(d)"))
                .containsExactlyInAnyOrder("1|4", "9|0");
    }

    @Test
    void lateralAggregates() {
        assertThat(database.rows(
                        "SELECT t.d, x.n, x.m FROM (VALUES ('798'), ('9')) AS t(d), LATERAL (SELECT count(*) n,"
                                + " max(content) m FROM files f WHERE f.space_id = '854' AND f.dentry_id = t.d) x"))
                .containsExactlyInAnyOrder("798|3|c", "9|0|null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "max(content) v; ; 798=c,9=null,799=798,null=null",
                "max(fields[1]) v; ; 798=c,9=null,799=798,null=null",
                "max(version) v; ; 798=null,9=null,799=null,null=null",
                "count(*) v; ; 798=3,9=0,799=1,null=0",
                "coalesce(max(content), 'none') v; ; 798=c,9=none,799=798,null=none",
                "max(content) v; HAVING count(*) < 2; 9=null,799=798,null=null",
                "max(content) v; HAVING max(content) IS NULL; 9=null,null=null",
            })
    void lateralAggregatesGiveARowForEachLeftRow(String aggregate, String having, String expected) {
        String lateral =
                ", LATERAL (SELECT " + aggregate + " FROM files f WHERE f.space_id = '854' AND f.dentry_id = t.d "
                        + (having == null ? "" : having) + ") x";
        assertThat(database.rows("SELECT t.d || '', x.v" + KEYS + lateral))
                .containsExactlyInAnyOrder(expected.replace('=', '|').split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"max(f.content)", "count(*)", "count(*) + 1"})
    void lateralAggregatesOfRowsWhoseKeysComeFromASubQuery(String aggregate) {
        assertThat(database.rows("SELECT i.content, x.v FROM ids i, LATERAL (SELECT " + aggregate + " v FROM files f"
                        + " WHERE f.space_id = '854' AND f.dentry_id = i.content) x WHERE (i.space_id, i.dentry_id) IN"
                        + " (VALUES ('1', '1'), ('1', '2'))"))
                .hasSize(3);
    }

    @Test
    void aKeyMayBeComparedByIsNotDistinctFrom() {
        assertThat(database.rows(
                        "SELECT f.content FROM files f WHERE f.space_id IS NOT DISTINCT FROM '854' AND"
                                + " f.dentry_id IS NOT DISTINCT FROM ?",
                        "799"))
                .containsExactly("798");
    }
}
