// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.adapter.enumerable.EnumerableCalc;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Refuses conditions on optional keys that bind no value. {@code version > 0} would be evaluated on rows of the current
 * version, whose version column is null, and look as if there were no rows.
 */
final class OptionalKeyConditions {
    private OptionalKeyConditions() {}

    /** @throws DingTalkException {@link ErrorCode#UNSUPPORTED}, naming the column, if a plan has such a condition */
    static void check(RelNode rel) {
        if (rel instanceof Filter filter && filter.getInput().stripped() instanceof KeyedTableScan scan) {
            check(filter.getCondition(), scan);
        }
        if (rel instanceof EnumerableCalc calc
                && calc.getProgram().getCondition() != null
                && calc.getInput().stripped() instanceof KeyedTableScan scan) {
            check(calc.getProgram().expandLocalRef(calc.getProgram().getCondition()), scan);
        }
        rel.getInputs().forEach(OptionalKeyConditions::check);
    }

    private static void check(RexNode condition, KeyedTableScan scan) {
        if (scan.work.isMeasuring()) {
            return;
        }
        for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
            for (int field : usedFor(conjunct)) {
                ScanColumn column = scan.columns.get(field);
                TableColumn described = scan.keyedTable.columns().get(column.column());
                if (described.role() == KeyRole.OPTIONAL
                        && !scan.bindings.alternatives().stream().allMatch(a -> a.binds(column.column()))) {
                    throw new DingTalkException(
                            ErrorCode.UNSUPPORTED,
                            "Column " + described.name() + " of " + scan.keyedTable.name()
                                    + " chooses what is read, so a condition has to give its value by =, IN or a join; "
                                    + "conditions like <, <>, LIKE or OR with other columns cannot");
                }
            }
        }
    }

    /** The columns that a condition uses for more than to ask whether they are null, which a default may be. */
    private static Set<Integer> usedFor(RexNode condition) {
        Set<Integer> used = new TreeSet<>();
        condition.accept(new RexVisitorImpl<@Nullable Void>(true) {
            @Override
            public @Nullable Void visitInputRef(RexInputRef reference) {
                used.add(reference.getIndex());
                return null;
            }

            @Override
            public @Nullable Void visitCall(RexCall call) {
                boolean asksForNull = call.isA(SqlKind.IS_NULL) || call.isA(SqlKind.IS_NOT_NULL);
                return asksForNull && call.getOperands().get(0) instanceof RexInputRef ? null : super.visitCall(call);
            }
        });
        return used;
    }
}
