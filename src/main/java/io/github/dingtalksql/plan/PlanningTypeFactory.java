// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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
    private final MadeTables tables;

    /** @param tables takes those that have to be made */
    PlanningTypeFactory(Execution execution, MadeTables tables) {
        super(new SqlTypes());
        this.execution = execution;
        this.tables = tables;
    }

    /**
     * The table that {@code maker} makes, once for each {@code key} and statement. Under Calcite's own driver, which
     * knows no executions, once for each question.
     *
     * @param lasting whether the same statement would mean the same file and options whenever it comes
     */
    static KeyedTable table(
            RelDataTypeFactory types, Object key, boolean lasting, Function<Execution, KeyedTable> maker) {
        return types instanceof PlanningTypeFactory planning
                ? planning.tables.get(key, lasting, planning.execution, maker)
                : maker.apply(new Execution());
    }

    Execution execution() {
        return execution;
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }
}
