// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.jdbc.CalciteSchema;

/** Some keyed tables behind the real planner. */
final class FakeDatabase {
    private final SqlEngine engine;

    FakeDatabase(KeyedTable... tables) {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        for (KeyedTable table : tables) {
            root.add(table.name(), table);
        }
        engine = new CalciteEngine(root, new NoCatalog(), InstantSource.fixed(Instant.EPOCH));
    }

    PreparedQuery prepare(String sql) {
        return engine.prepare(sql, "", new Execution());
    }

    /** The rows of a query, each with {@code |} between its values. */
    List<String> rows(String sql, Object... parameters) {
        PreparedQuery query = prepare(sql);
        List<String> rows = new ArrayList<>();
        try (RowCursor cursor = query.execute(Arrays.asList(parameters), new Execution())) {
            while (cursor.next()) {
                rows.add(IntStream.range(0, query.columns().size())
                        .mapToObj(column -> String.valueOf(cursor.value(column)))
                        .collect(Collectors.joining("|")));
            }
        }
        return rows;
    }

    String plan(String sql) {
        return String.join("\n", rows("EXPLAIN PLAN FOR " + sql));
    }
}
