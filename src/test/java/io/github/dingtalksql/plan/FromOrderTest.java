// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.DingTalkException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However the tables of a join are written, the planner finds the order in which their keys become known: a listing
 * names files, whose lines name other files, whose lines name others.
 */
class FromOrderTest {
    private static final String V = "(VALUES ('r')) AS v(p)";
    private static final String T_OF_V = "t.parent = v.p";
    private static final String A_OF_T = "a.space_id = 854 AND a.dentry_id = t.name";
    private static final String B_OF_A = "b.dentry_id = a.content AND b.space_id = '855'";
    private static final String C_OF_B = "b.content = c.dentry_id AND c.space_id = '856'";

    private final FakeTreeTable tree = new FakeTreeTable();
    private final FakeFilesTable files = new FakeFilesTable(
            "files",
            List.of(
                    new FakeFilesTable.Line("854", "a", null, 0, "x"),
                    new FakeFilesTable.Line("854", "a", null, 2, "y"),
                    new FakeFilesTable.Line("854", "b", null, 0, "x"),
                    new FakeFilesTable.Line("854", "b", 1L, 0, "z"),
                    new FakeFilesTable.Line("855", "x", null, 0, "end"),
                    new FakeFilesTable.Line("855", "z", null, 0, "other"),
                    new FakeFilesTable.Line("856", "end", null, 0, "last")));
    private final FakeDatabase database = new FakeDatabase(tree, files);

    static Stream<List<String>> fourTables() {
        return orders(List.of(V, "tree t", "files a", "files b"), 1);
    }

    static Stream<List<String>> fiveTables() {
        return orders(List.of(V, "tree t", "files a", "files b", "files c"), 9);
    }

    /** Of all orders, one in so many. */
    private static Stream<List<String>> orders(List<String> tables, int step) {
        List<List<String>> orders = new ArrayList<>();
        permute(new ArrayList<>(tables), 0, orders);
        return IntStream.range(0, orders.size() / step).mapToObj(i -> orders.get(i * step + i % step));
    }

    private static void permute(List<String> tables, int from, List<List<String>> orders) {
        if (from == tables.size()) {
            orders.add(List.copyOf(tables));
        }
        for (int i = from; i < tables.size(); i++) {
            Collections.swap(tables, from, i);
            permute(tables, from + 1, orders);
            Collections.swap(tables, from, i);
        }
    }

    private void assertOpened(String... dentries) {
        assertThat(tree.opened).hasSize(1);
        assertThat(files.opened)
                .extracting(request -> request.keys().required("dentry_id"))
                .containsExactlyInAnyOrder(dentries);
    }

    @Test
    void thereAreAllOfThem() {
        assertThat(fourTables().distinct()).hasSize(24);
        assertThat(fiveTables().distinct()).hasSize(13);
    }

    @ParameterizedTest
    @MethodSource("fourTables")
    void anyOrderOfFourFindsTheSame(List<String> order) {
        assertThat(database.rows("SELECT t.name, a.content, b.content FROM " + String.join(", ", order) + " WHERE "
                        + String.join(" AND ", B_OF_A, A_OF_T, T_OF_V)))
                .containsExactlyInAnyOrder("a|x|end", "b|x|end");
        assertOpened("a", "b", "x", "y");
    }

    @ParameterizedTest
    @MethodSource("fiveTables")
    void anyOrderOfFiveFindsTheSame(List<String> order) {
        assertThat(database.rows("SELECT * FROM (SELECT t.name, b.content, c.content AS d, v.p FROM "
                        + String.join(", ", order) + " WHERE " + String.join(" AND ", C_OF_B, B_OF_A, A_OF_T, T_OF_V)
                        + ") x"))
                .containsExactlyInAnyOrder("a|end|last|r", "b|end|last|r");
        assertOpened("a", "b", "x", "y", "end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files b JOIN files a ON " + B_OF_A + " JOIN tree t ON " + A_OF_T + " JOIN " + V + " ON " + T_OF_V,
                "files b JOIN files a ON " + B_OF_A + ", tree t JOIN " + V + " ON " + T_OF_V + " WHERE " + A_OF_T,
                "files b CROSS JOIN files a CROSS JOIN tree t JOIN " + V + " ON " + T_OF_V + " WHERE " + A_OF_T
                        + " AND " + B_OF_A,
                "tree t, " + V + ", files b JOIN files a ON " + B_OF_A + " WHERE " + A_OF_T + " AND " + T_OF_V,
                "files b, (files a JOIN tree t ON " + A_OF_T + ") JOIN " + V + " ON " + T_OF_V + " WHERE " + B_OF_A,
                "files b, tree t, " + V + ", files a WHERE (" + T_OF_V + " OR t.parent = '' || v.p) AND " + A_OF_T
                        + " AND " + B_OF_A,
                "files b, files a, tree t, " + V + " WHERE " + B_OF_A + " AND " + A_OF_T + " AND " + T_OF_V
                        + " AND RAND() < 2",
                "files b JOIN files a ON " + B_OF_A + " AND RAND() < 2 JOIN tree t ON " + A_OF_T + " JOIN " + V + " ON "
                        + T_OF_V,
            })
    void anyStyleOfJoinFindsTheSame(String from) {
        assertThat(database.rows("SELECT t.name, a.content, b.content FROM " + from))
                .containsExactlyInAnyOrder("a|x|end", "b|x|end");
        assertOpened("a", "b", "x", "y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(SELECT a.dentry_id AS name, a.content, b.content AS found FROM files b, files a WHERE a.space_id = '854'"
                        + " AND " + B_OF_A + ") x, tree t, " + V + " WHERE x.name = t.name AND " + T_OF_V,
                "tree t, (SELECT UPPER(a.dentry_id) AS up, a.dentry_id AS name, a.content, b.content AS found FROM files"
                        + " b, files a WHERE a.space_id = '854' AND " + B_OF_A + ") x, " + V
                        + " WHERE x.name = t.name AND x.up = UPPER(t.name) AND " + T_OF_V,
                "(SELECT a.dentry_id AS name, a.content, max(b.content) AS found FROM files b, files a WHERE a.space_id"
                        + " = '854' AND " + B_OF_A + " GROUP BY a.dentry_id, a.content) x, tree t, " + V
                        + " WHERE x.name = t.name AND " + T_OF_V
            })
    void keysReachSubQueriesWhoseTablesAreTurned(String from) {
        assertThat(database.rows("SELECT t.name, x.content, x.found FROM " + from))
                .containsExactlyInAnyOrder("a|x|end", "b|x|end");
        assertOpened("a", "b", "x", "y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files a LEFT JOIN files b ON " + B_OF_A + ", tree t, " + V + " WHERE " + A_OF_T + " AND " + T_OF_V,
                "tree t, files a LEFT JOIN files b ON " + B_OF_A + ", " + V + " WHERE " + A_OF_T + " AND " + T_OF_V,
                "files a JOIN tree t ON " + A_OF_T + " JOIN " + V + " ON " + T_OF_V + " LEFT JOIN files b ON " + B_OF_A,
                "files a LEFT JOIN files b ON " + B_OF_A + " JOIN tree t ON " + A_OF_T + " JOIN " + V + " ON " + T_OF_V,
                "files b RIGHT JOIN (files a JOIN tree t ON " + A_OF_T + " JOIN " + V + " ON " + T_OF_V + ") ON "
                        + B_OF_A
            })
    void outerJoinsStayAsTheyAre(String from) {
        assertThat(database.rows("SELECT t.name, a.content, b.content FROM " + from))
                .containsExactlyInAnyOrder("a|x|end", "a|y|null", "b|x|end");
        assertOpened("a", "b", "x", "y");
    }

    @Test
    void tablesBelowAnOuterJoinAreTurnedByWhatIsAboveIt() {
        assertThat(database.rows(
                        "SELECT t.name, a.content, b.content, c.content FROM files b, files a, tree t LEFT JOIN"
                                + " files c ON c.space_id = '856' AND c.dentry_id = t.name, " + V + " WHERE "
                                + String.join(" AND ", B_OF_A, A_OF_T, T_OF_V)))
                .containsExactlyInAnyOrder("a|x|end|null", "b|x|end|null");
        assertOpened("a", "b", "x", "y", "a", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXISTS (SELECT 1 FROM files b WHERE " + B_OF_A + ")",
                "a.content IN (SELECT b.dentry_id FROM files b WHERE b.space_id = '855' AND b.dentry_id = a.content)",
                "NOT EXISTS (SELECT 1 FROM files b WHERE b.content = 'other' AND " + B_OF_A + ") AND a.content = 'x'"
            })
    void subQueriesKeepTheirPlace(String condition) {
        assertThat(database.rows("SELECT t.name, a.content FROM files a, tree t, " + V + " WHERE " + A_OF_T + " AND "
                        + T_OF_V + " AND " + condition))
                .containsExactlyInAnyOrder("a|x", "b|x");
    }

    @Test
    void keysFromASubQueryComeFirstToo() {
        assertThat(database.rows("SELECT a.content, b.content FROM files b, files a WHERE a.space_id = '854' AND "
                        + B_OF_A + " AND a.dentry_id IN (SELECT t.name FROM tree t WHERE t.parent = 'r')"))
                .containsExactlyInAnyOrder("x|end", "x|end");
        assertOpened("a", "b", "x", "y");
    }

    @Test
    void optionalKeysAreWaitedFor() {
        for (String from : List.of(
                "files a, (VALUES ('b')) AS t(name), (VALUES (1)) AS w(n)",
                "files a, (VALUES (1)) AS w(n), (VALUES ('b')) AS t(name)",
                "(VALUES ('b')) AS t(name), files a, (VALUES (1)) AS w(n)")) {
            files.opened.clear();
            assertThat(database.rows(
                            "SELECT t.name, a.content, w.n FROM " + from + " WHERE a.version = w.n AND " + A_OF_T))
                    .as(from)
                    .containsExactly("b|z|1");
            assertThat(files.opened).hasSize(1);
        }
    }

    @Test
    void tablesThatAreReadAnywayComeBeforeThoseThatCostACallForEachRow() {
        assertThat(database.rows("SELECT a.content, b.content FROM files b, files a, (VALUES ('y', 'q'), ('x', 'b')) AS"
                        + " w(content, name) WHERE a.content = w.content AND a.dentry_id = w.name AND a.space_id = '854' AND "
                        + " a.dentry_id = 'b' AND " + B_OF_A))
                .containsExactly("x|end");
        assertThat(files.opened).hasSize(2);
    }

    @Test
    void whatNoOrderMakesReadableIsRefused() {
        assertThatThrownBy(() -> database.rows("SELECT 1 FROM files a, files b, tree t, " + V + " WHERE " + B_OF_A
                        + " AND a.dentry_id = b.content AND a.space_id = '854' AND " + T_OF_V))
                .isInstanceOf(DingTalkException.class)
                .hasMessageContaining("dentry_id");
        assertThat(files.opened).isEmpty();
        assertThat(tree.opened).isEmpty();
    }
}
