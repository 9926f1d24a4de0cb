// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.Execution;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.metadata.CyclicMetadataException;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.tools.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of each form of a plan that the search comes by, the answers are those of the classes that Calcite writes. */
class PlanMetadataTest {
    private static final int QUERIES = 60;

    private final CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    private final Set<RelNode> seen = new HashSet<>();
    private final List<String> differences = new ArrayList<>();

    PlanMetadataTest() {
        root.add("files", new FakeFilesTable("files", List.of()));
    }

    private void plan(String sql) {
        new CalciteEngine(any -> root, new NoCatalog(), InstantSource.system(), this::compared)
                .prepare(sql, "", new Execution());
    }

    private Program compared(RelNode query) {
        Program program = PlainQueries.include(query) ? new PlainQueries() : new AnyQueries();
        return (planner, rel, wanted, materializations, lattices) -> {
            RelNode best = program.run(planner, rel, wanted, materializations, lattices);
            compare(rel);
            compare(Objects.requireNonNull(planner.getRoot()));
            compare(best);
            return best;
        };
    }

    private void compare(RelNode rel) {
        if (!seen.add(rel)) {
            return;
        }
        same(rel, "cost", mq -> mq.getNonCumulativeCost(rel));
        same(rel, "rows", mq -> mq.getRowCount(rel));
        same(rel, "predicates", mq -> mq.getPulledUpPredicates(rel).pulledUpPredicates);
        same(rel, "collations", mq -> mq.collations(rel));
        same(rel, "selectivity", mq -> mq.getSelectivity(rel, null));
        if (rel instanceof Filter filter) {
            same(rel, "selectivity below", mq -> mq.getSelectivity(filter.getInput(), filter.getCondition()));
        }
        (rel instanceof RelSubset subset ? subset.getRelList() : rel.getInputs()).forEach(this::compare);
    }

    private void same(RelNode rel, String what, Function<RelMetadataQuery, Object> question) {
        String ours = answer(question, new PlanMetadata());
        String calcites = answer(question, RelMetadataQuery.instance());
        if (!ours.equals(calcites)) {
            differences.add(what + " of " + rel + ": " + ours + " instead of " + calcites);
        }
    }

    private static String answer(Function<RelMetadataQuery, Object> question, RelMetadataQuery mq) {
        try {
            return String.valueOf(question.apply(mq));
        } catch (CyclicMetadataException e) {
            return "depends on itself";
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT content FROM files WHERE K LIMIT 10",
                "SELECT content FROM files WHERE K AND content LIKE 'a%' OFFSET 3 ROWS FETCH FIRST ? ROWS ONLY",
                "SELECT upper(content), byte_offset + 1 AS b FROM files WHERE K ORDER BY b DESC, content LIMIT 3",
                "SELECT content, count(*) FROM files WHERE K GROUP BY content HAVING count(*) > 2 ORDER BY 2",
                "SELECT byte_offset FROM (SELECT * FROM files WHERE K ORDER BY byte_offset LIMIT 9) WHERE byte_offset > 3",
                "VALUES (1, 'a'), (2, 'b') ORDER BY 1",
                "SELECT content FROM files WHERE K UNION ALL SELECT content FROM files WHERE K AND byte_offset > 3",
            })
    void answersAsCalciteDoes(String query) {
        plan(query.replace("WHERE K", "WHERE space_id = '854' AND dentry_id = '798'"));

        assertThat(differences).isEmpty();
        assertThat(seen).hasSizeGreaterThan(4);
    }

    @Test
    void answersAsCalciteDoesForRandomQueries() {
        long seed = Long.getLong("dingtalk.seed", new Random().nextLong());
        RandomQueries queries = new RandomQueries(new Random(seed));
        for (int i = 0; i < QUERIES; i++) {
            String sql = queries.next().sql("files");
            try {
                plan(sql);
            } catch (DingTalkException e) {
                // One that names no keys.
            }
            assertThat(differences).as("seed " + seed + ": " + sql).isEmpty();
            seen.clear();
        }
    }
}
