// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.plan.ScanColumn.Decimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.adapter.enumerable.EnumerableCalc;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLocalRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

/**
 * Has scans make numbers of the elements that a plan does nothing with but {@code CAST(fields[3] AS DECIMAL(18, 2))}, before
 * code is made: from the bytes of a usual number that is faster than by a text. What is not that usual stays a text, and is
 * cast where it was before, if it was, with the same result and the same failures.
 */
final class DecimalElements extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other);
        return visited instanceof EnumerableCalc calc
                        && calc.getInput() instanceof EnumerableKeyedTableScan scan
                        && scan.keyedTable.makesDecimals()
                ? changed(calc, scan)
                : visited;
    }

    private static RelNode changed(EnumerableCalc calc, EnumerableKeyedTableScan scan) {
        RexProgram program = calc.getProgram();
        List<RexNode> projects = new ArrayList<>();
        for (RexLocalRef project : program.getProjectList()) {
            projects.add(program.expandLocalRef(project));
        }
        RexLocalRef reference = program.getCondition();
        RexNode condition = reference == null ? null : program.expandLocalRef(reference);

        Uses uses = new Uses();
        uses.visitEach(projects);
        if (condition != null) {
            condition.accept(uses);
        }
        List<ScanColumn> columns = IntStream.range(0, scan.columns.size())
                .mapToObj(i -> changed(scan.columns.get(i), uses.decimal(i)))
                .toList();
        if (columns.equals(scan.columns)) {
            return calc;
        }
        KeyedTableScan changedScan = scan.withColumns(columns);
        Change change = new Change(changedScan);
        return EnumerableCalc.create(
                changedScan,
                RexProgram.create(
                        changedScan.getRowType(),
                        change.visitList(projects),
                        condition == null ? null : condition.accept(change),
                        program.getOutputRowType(),
                        calc.getCluster().getRexBuilder()));
    }

    private static ScanColumn changed(ScanColumn column, @Nullable Decimal type) {
        return column.isWhole() || type == null ? column : column.as(type);
    }

    /** What is done with each column. */
    private static final class Uses extends RexVisitorImpl<Void> {
        private final Map<Integer, Set<Decimal>> casts = new HashMap<>();
        private final Set<Integer> others = new HashSet<>();

        Uses() {
            super(true);
        }

        /** What the column is cast to, and nothing else; null if there is no such type. */
        @Nullable
        Decimal decimal(int column) {
            Set<Decimal> types = casts.getOrDefault(column, Set.of());
            return types.size() == 1 && !others.contains(column)
                    ? types.iterator().next()
                    : null;
        }

        @Override
        public Void visitInputRef(RexInputRef column) {
            others.add(column.getIndex());
            return super.visitInputRef(column);
        }

        @Override
        public Void visitCall(RexCall call) {
            RexInputRef column = DecimalElement.castOf(call);
            if (column == null) {
                return super.visitCall(call);
            }
            Decimal type = Decimal.of(call.getType());
            casts.computeIfAbsent(column.getIndex(), index -> new HashSet<>()).add(type);
            return null;
        }
    }

    private static final class Change extends RexShuttle {
        private final KeyedTableScan scan;

        Change(KeyedTableScan scan) {
            this.scan = scan;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            RexInputRef column = DecimalElement.castOf(call);
            return column == null || scan.columns.get(column.getIndex()).decimal() == null
                    ? super.visitCall(call)
                    : DecimalElement.cast(
                            scan.getCluster().getRexBuilder(),
                            call.getType(),
                            RexInputRef.of(column.getIndex(), scan.getRowType()));
        }
    }
}
