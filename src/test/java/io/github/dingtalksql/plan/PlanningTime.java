// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.jdbc.CalciteSchema;

/**
 * Prints how long a JVM's first query and later ones take to plan, in milliseconds: median and longest of 20 rounds
 * after 20 to warm up. Not a test; {@code docs/performance.md} has the command.
 */
public final class PlanningTime {
    private static final int ROUNDS = 20;

    private static final List<String> QUERIES = List.of(
            "SELECT content FROM files WHERE space_id = '854' AND dentry_id = '798'",
            "SELECT count(*) FROM files WHERE space_id = 854 AND dentry_id = ?",
            "SELECT content FROM files WHERE space_id = '854' AND dentry_id = '798' AND byte_offset > 10 LIMIT 10",
            "SELECT content FROM files WHERE space_id = '854' AND dentry_id IN (" + ids(1000) + ")",
            "SELECT dentry_id, count(*) FROM files WHERE space_id = '854' AND dentry_id IN (" + ids(20)
                    + ") GROUP BY dentry_id ORDER BY 2 DESC",
            "SELECT f.content FROM (VALUES ('854', '799')) AS t(s, d) JOIN files f ON f.space_id = t.s AND f.dentry_id"
                    + " = t.d",
            "SELECT i.content, f.content FROM ids i LEFT JOIN files f ON f.dentry_id = i.content AND f.space_id = '854'"
                    + " WHERE i.space_id = '1' AND i.dentry_id = '1'",
            "SELECT content FROM files f WHERE f.space_id = '854' AND EXISTS (SELECT 1 FROM ids i WHERE i.space_id ="
                    + " '1' AND i.dentry_id = '1' AND i.content = f.dentry_id)",
            "SELECT content FROM files WHERE space_id = '854' AND dentry_id IN (SELECT content FROM ids WHERE space_id"
                    + " = '1' AND dentry_id = '1')",
            "SELECT i.content, a.content FROM files b, ids i, files a WHERE i.space_id = '1' AND i.dentry_id = '1' AND"
                    + " a.dentry_id = i.content AND a.space_id = '854' AND b.space_id = '854' AND b.dentry_id ="
                    + " a.content",
            "SELECT c.m FROM (VALUES ('799')) AS t(d) JOIN (SELECT dentry_id, max(content) m FROM files WHERE space_id"
                    + " = '854' GROUP BY dentry_id) c ON c.dentry_id = t.d",
            "SELECT d.content FROM files d, files c, files b, files a WHERE a.space_id = '1' AND a.dentry_id = '1' AND"
                    + " b.dentry_id = a.content AND b.space_id = '2' AND c.dentry_id = b.content AND c.space_id = '3' AND"
                    + " d.dentry_id = c.content AND d.space_id = '4'",
            "SELECT e.content FROM files e, files d, files c, files b, files a WHERE a.space_id = '1' AND a.dentry_id ="
                    + " '1' AND b.dentry_id = a.content AND b.space_id = '2' AND c.dentry_id = b.content AND c.space_id"
                    + " = '3' AND d.dentry_id = c.content AND d.space_id = '4' AND e.dentry_id = d.content AND e.space_id"
                    + " = '5'",
            "SELECT content FROM files WHERE space_id = '854' AND dentry_id = '798' AND content NOT IN (" + ids(1000)
                    + ")",
            "SELECT content FROM files WHERE space_id = '854' AND dentry_id NOT IN ('1') AND dentry_id IN (" + ids(1000)
                    + ")",
            "SELECT content FROM files WHERE space_id = '854' AND dentry_id IN (?" + ", ?".repeat(999) + ")",
            "SELECT content FROM files WHERE (space_id, dentry_id) IN (('854', "
                    + ids(1000).replace(", ", "), ('854', ") + "))",
            "SELECT content FROM files WHERE (space_id, dentry_id) IN (VALUES ('854', "
                    + ids(1000).replace(", ", "), ('854', ") + "))",
            "SELECT f.content FROM (VALUES ('854', '799')) AS t(s, d) JOIN files f ON f.space_id = t.s AND f.dentry_id"
                    + " = t.d AND f.content NOT IN (" + ids(1000) + ")");

    private PlanningTime() {}

    public static void main(String[] args) {
        long begin = System.nanoTime();
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add("files", new FakeFilesTable("files", List.of()));
        root.add("ids", new FakeFilesTable("ids", List.of()));
        prepare(QUERIES.get(0), root).execute(List.of(), new Execution()).close();
        System.out.printf(Locale.ROOT, "first query of this JVM %7.0f ms%n", millisSince(begin));
        System.out.println(" median  longest  query");
        double[][] millis = new double[QUERIES.size()][ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            for (int i = 0; i < QUERIES.size(); i++) {
                long start = System.nanoTime();
                prepare(QUERIES.get(i), root);
                if (round >= 0) {
                    millis[i][round] = millisSince(start);
                }
            }
        }
        for (int i = 0; i < QUERIES.size(); i++) {
            Arrays.sort(millis[i]);
            String query = QUERIES.get(i);
            System.out.printf(
                    Locale.ROOT,
                    "%7.1f  %7.1f  %s%n",
                    millis[i][ROUNDS / 2],
                    millis[i][ROUNDS - 1],
                    query.substring(0, Math.min(100, query.length())));
        }
    }

    /** By a new engine, which has not kept the plan. */
    private static PreparedQuery prepare(String sql, CalciteSchema root) {
        return new CalciteEngine(root, new NoCatalog(), InstantSource.system()).prepare(sql, "", new Execution());
    }

    private static String ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", "));
    }

    private static double millisSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
