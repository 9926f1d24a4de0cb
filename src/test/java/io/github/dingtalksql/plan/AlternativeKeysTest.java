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
import java.util.Map;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that can be read by one of several sets of keys, and keys that are true or false. */
class AlternativeKeysTest {
    private final FakeTreeTable tree = new FakeTreeTable();
    private final SqlEngine engine = engine();

    private SqlEngine engine() {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add("dingtalk", new AbstractSchema()).add("tree", tree);
        return new CalciteEngine(root, new NoCatalog(), InstantSource.fixed(Instant.EPOCH));
    }

    private List<Object> names(String sql, Object... parameters) {
        List<Object> names = new ArrayList<>();
        try (RowCursor cursor =
                engine.prepare(sql, "dingtalk", new Execution()).execute(Arrays.asList(parameters), new Execution())) {
            while (cursor.next()) {
                names.add(cursor.value(0));
            }
        }
        return names;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "parent = 'r'; {parent=r, recursive=false}",
                "shelf = 's' AND box = 7; {shelf=s, box=7, recursive=false}",
                "parent = 'r' AND shelf = 's' AND box = 'b'; {parent=r, shelf=s, box=b, recursive=false}",
                "parent = 'r' AND shelf = 's'; {parent=r, shelf=s, recursive=false}",
                "parent = 'r' AND recursive; {parent=r, recursive=true}",
                "parent = 'r' AND recursive = TRUE; {parent=r, recursive=true}",
                "parent = 'r' AND recursive IS TRUE; {parent=r, recursive=true}",
                "parent = 'r' AND NOT recursive; {parent=r, recursive=false}",
                "parent = 'r' AND recursive = FALSE; {parent=r, recursive=false}",
            })
    void eitherSetIsEnough(String condition, String keys) {
        assertThat(names("SELECT name FROM tree WHERE " + condition)).containsExactly("a", "b");
        assertThat(tree.opened)
                .extracting(KeyValues::values)
                .extracting(Map::toString)
                .containsExactly(keys);
    }

    @Test
    void alternativesOfAnOrMayUseDifferentSets() {
        assertThat(names("SELECT name FROM tree WHERE parent = 'r' OR (shelf = 's' AND box = 'b')"))
                .containsExactly("a", "b", "a", "b");
    }

    @Test
    void aReservedNameNeedsNoQuotes() {
        assertThat(names("SELECT t.Recursive FROM tree t WHERE t.parent = 'r' AND t.RECURSIVE -- recursive\n LIMIT 1"))
                .containsExactly(true);
        assertThat(names("WITH RECURSIVE ns(n) AS (SELECT 1) SELECT n FROM ns")).containsExactly(1);
        assertThat(names("SELECT 'recursive' FROM tree WHERE parent = 'it''s recursive' AND recursive LIMIT 1"))
                .containsExactly("recursive");
    }

    @Test
    void aFlagMayBeAParameter() {
        assertThat(names("SELECT name FROM tree WHERE parent = ? AND recursive = ?", "r", true))
                .hasSize(2);
        assertThat(tree.opened.get(0).isTrue("recursive")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT t.name FROM (VALUES ('r')) AS v(p) JOIN tree t ON t.parent = v.p",
                "SELECT t.name FROM (VALUES ('s', 'b')) AS v(s, b) JOIN tree t ON t.shelf = v.s AND t.box = v.b",
                "SELECT t.name FROM (VALUES ('s')) AS v(s) JOIN tree t ON t.shelf = v.s WHERE t.box = 'b'",
                "SELECT name FROM tree WHERE parent IN (SELECT p FROM (VALUES ('r')) AS v(p)) AND tree.\"recursive\" AND"
                        + " name LIKE '_'",
                "SELECT name FROM tree WHERE parent IN (SELECT p FROM (VALUES ('r')) AS v(p)) AND recursive",
            })
    void eitherSetIsBoundByAJoin(String sql) {
        assertThat(names(sql)).containsExactly("a", "b");
        assertThat(tree.opened).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SELECT * FROM tree; parent, or for shelf and box",
                "SELECT * FROM tree WHERE shelf = 's'; parent, or for box",
                "SELECT * FROM tree WHERE recursive; parent, or for shelf and box",
                "SELECT * FROM tree WHERE parent = 'r' OR shelf = 's'; parent, or for box",
            })
    void whatIsMissingOfEachSetIsNamed(String sql, String missing) {
        assertThatThrownBy(() -> names(sql))
                .isInstanceOfSatisfying(
                        DingTalkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISSING_KEYS))
                .hasMessageContaining("Table tree cannot be read without a value for " + missing + ". Give");
        assertThat(tree.opened).isEmpty();
    }
}
