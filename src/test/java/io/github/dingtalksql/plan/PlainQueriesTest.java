// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.Execution;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.tools.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the few rules that plain queries are planned with, and with all rules, a query has the same plan. */
class PlainQueriesTest {
    private static final int QUERIES = Integer.getInteger("dingtalk.queries", 250);

    private final CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    private final List<Boolean> plain = new ArrayList<>();

    PlainQueriesTest() {
        root.add("files", new FakeFilesTable("files", List.of()));
    }

    private Program noted(RelNode rel) {
        plain.add(PlainQueries.include(rel));
        return new AnyQueries();
    }

    private String planByAllRules(String sql) {
        return plan(new CalciteEngine(any -> root, new NoCatalog(), InstantSource.system(), this::noted), sql);
    }

    private String plan(String sql) {
        return plan(new CalciteEngine(root, new NoCatalog(), InstantSource.system()), sql);
    }

    private static String plan(SqlEngine engine, String sql) {
        List<String> lines = new ArrayList<>();
        try (RowCursor rows = engine.prepare("EXPLAIN PLAN FOR " + sql, "", new Execution())
                .execute(Collections.nCopies(20, null).subList(0, count(sql)), new Execution())) {
            while (rows.next()) {
                lines.add(String.valueOf(rows.value(0)));
            }
        } catch (DingTalkException e) {
            return e.toString();
        }
        return String.join("\n", lines);
    }

    private static int count(String sql) {
        return (int) sql.chars().filter(c -> c == '?').count();
    }

    /** {@code K} stands for the keys. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM files WHERE K",
                "SELECT content FROM files WHERE K LIMIT 10",
                "SELECT content FROM files WHERE K OFFSET 3 ROWS FETCH FIRST 0 ROWS ONLY",
                "SELECT content FROM files WHERE K OFFSET ? ROWS FETCH FIRST ? ROWS ONLY",
                "SELECT content FROM files WHERE K ORDER BY byte_offset DESC LIMIT 3",
                "SELECT content FROM files WHERE K ORDER BY 'x', space_id, byte_offset",
                "SELECT content FROM (SELECT * FROM files WHERE K ORDER BY byte_offset LIMIT 5) ORDER BY content",
                "SELECT byte_offset + 1 FROM (SELECT * FROM files WHERE K LIMIT 9) WHERE byte_offset > 3 LIMIT 2",
                "SELECT upper(content), fields[2], fields FROM files WHERE K AND fields[3] = 'x' AND content LIKE 'a%'",
                "SELECT fields[2] FROM files WHERE K AND (fields[3] = 'x' OR byte_offset BETWEEN 3 AND 4)",
                "SELECT 1 FROM files WHERE K",
                "SELECT content FROM files WHERE K AND 1 = 0",
                "SELECT count(*) FROM files WHERE K AND 1 = 0",
                "SELECT content FROM files WHERE K AND content IS NULL AND content = 'x'",
                "SELECT content FROM files WHERE K AND byte_offset > 3 AND byte_offset < 2",
                "SELECT content FROM files WHERE K AND space_id = '855'",
                "SELECT content FROM files WHERE K AND EXTRACT(YEAR FROM DATE '2026-01-01') = 2026",
                "SELECT content FROM files WHERE K AND EXTRACT(YEAR FROM CAST(content AS DATE)) = 2026",
                "SELECT content FROM files WHERE K AND RAND() < 0.5",
                "SELECT content FROM files WHERE K AND dentry_id IN ('1', '2', '798') AND version = 3",
                "SELECT content FROM files WHERE (space_id, dentry_id) IN (('1', '2'), ('3', '4'))",
                "SELECT content FROM files WHERE space_id = '1' OR dentry_id = '2'",
                "SELECT count(*) FROM files WHERE K AND fields[3] = 'x'",
                "SELECT count(content), sum(byte_offset), avg(byte_offset), max(content) FROM files WHERE K",
                "SELECT stddev_pop(byte_offset), var_samp(byte_offset) FROM files WHERE K",
                "SELECT space_id, content, count(*) FROM files WHERE K GROUP BY space_id, content HAVING count(*) > 2",
                "SELECT content, count(*) c FROM files WHERE K GROUP BY content ORDER BY c DESC, content LIMIT 3",
                "SELECT n, count(*) FROM (SELECT content, count(*) n FROM files WHERE K GROUP BY content) GROUP BY n",
                "SELECT m FROM (SELECT content, max(byte_offset) m FROM files WHERE K GROUP BY content) WHERE content = 'x'",
                "SELECT DISTINCT content FROM files WHERE K",
                "SELECT DISTINCT content FROM (SELECT DISTINCT content, byte_offset FROM files WHERE K)",
                "SELECT max(a) FROM (SELECT sum(byte_offset) a FROM files WHERE K GROUP BY content)",
                "SELECT sum(byte_offset) FILTER (WHERE content = 'x'), sum(CASE WHEN content = 'x' THEN 1 END) FROM files"
                        + " WHERE K",
                "SELECT sum(1) FROM (VALUES (1, 'a'), (2, 'b')) AS t(a, b) WHERE a > 1",
                "VALUES (1, 'a'), (2, 'b') ORDER BY 1 LIMIT 1",
                "SELECT CASE WHEN byte_offset > 3 THEN content ELSE 'x' END, CAST(content AS INTEGER) FROM files WHERE K",
            })
    void hasThePlanOfAllRules(String query) {
        String sql = query.replace("WHERE K", "WHERE space_id = '854' AND dentry_id = '798'");

        assertThat(plan(sql)).isEqualTo(planByAllRules(sql));

        assertThat(plain).as("is plain: " + plan(sql)).containsOnly(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a.content FROM files a, files b WHERE a.space_id = '1' AND a.dentry_id = '2' AND b.space_id = '1'"
                        + " AND b.dentry_id = '2'",
                "SELECT content FROM files WHERE space_id = '1' AND dentry_id IN (SELECT content FROM files WHERE"
                        + " space_id = '1' AND dentry_id = '2')",
                "SELECT row_number() OVER (ORDER BY content) FROM files WHERE space_id = '1' AND dentry_id = '2'",
                "SELECT count(DISTINCT content) FROM files WHERE space_id = '1' AND dentry_id = '2'",
                "SELECT content, count(*) FROM files WHERE space_id = '1' AND dentry_id = '2' GROUP BY ROLLUP(content)",
                "SELECT content FROM files WHERE space_id = '1' AND dentry_id = '2' UNION SELECT 'x'",
                "SELECT f.x FROM files, UNNEST(fields) AS f(x) WHERE space_id = '1' AND dentry_id = '2'",
            })
    void othersArePlannedByAllRules(String sql) {
        assertThat(planByAllRules(sql)).contains("Enumerable");

        assertThat(plain).containsOnly(false);
    }

    @Test
    void randomQueriesHaveThePlanOfAllRules() {
        long seed = Long.getLong("dingtalk.seed", new Random().nextLong());
        RandomQueries queries = new RandomQueries(new Random(seed));
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            String sql = queries.next().sql("files");
            plain.clear();
            String plan = planByAllRules(sql);
            if (plain.contains(true) && !plan(sql).equals(plan)) {
                failures.add("seed " + seed + ": " + sql + "\n" + plan(sql) + "\ninstead of\n" + plan);
            }
        }
        assertThat(failures).isEmpty();
    }
}
