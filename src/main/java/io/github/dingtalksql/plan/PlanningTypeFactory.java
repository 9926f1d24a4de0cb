// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/**
 * The types of one statement that is being planned. It is also what tells tables whose columns have to be read from
 * their file which execution they work for, because Calcite hands them nothing else; and it remembers what they found,
 * so that a statement sees one answer however often the validator and the planner ask. Not thread-safe.
 */
final class PlanningTypeFactory extends JavaTypeFactoryImpl {
    private final Execution execution;
    private final Map<Object, KeyedTable> tables = new HashMap<>();

    PlanningTypeFactory(Execution execution) {
        super(new SqlTypes());
        this.execution = execution;
    }

    /**
     * The table that {@code maker} makes, once for each {@code key} and statement. Under Calcite's own driver, which
     * knows no executions, once for each question.
     */
    static KeyedTable table(RelDataTypeFactory types, Object key, Function<Execution, KeyedTable> maker) {
        if (!(types instanceof PlanningTypeFactory planning)) {
            return maker.apply(new Execution());
        }
        KeyedTable known = planning.tables.get(key);
        if (known == null) {
            known = maker.apply(planning.execution);
            planning.tables.put(key, known);
        }
        return known;
    }

    /** Whether any table had to be made for this statement. */
    boolean hasTables() {
        return !tables.isEmpty();
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }
}
