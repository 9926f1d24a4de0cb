// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * Follows a column of a plan down to the key of a table that still lacks it. (Calcite's metadata for column origins
 * gives up at scans that produce only some of a table's columns.)
 */
final class KeyTrace {
    private KeyTrace() {}

    /** Whether a value for output column {@code column} of {@code rel} would bind a key that is open so far. */
    static boolean leadsToOpenKey(RelNode rel, int column) {
        RelNode node = rel instanceof RelSubset subset ? subset.getOriginal() : rel.stripped();
        if (node == null) {
            return false;
        }
        if (node instanceof KeyedTableScan scan) {
            if (scan.work.isMeasuring()) {
                return false;
            }
            ScanColumn scanned = scan.columns.get(column);
            int position = scanned.column();
            KeyRole role = scan.keyedTable.columns().get(position).role();
            return scanned.isWhole()
                    && (role == KeyRole.REQUIRED || role == KeyRole.OPTIONAL)
                    && !scan.bindings.alternatives().stream().allMatch(a -> a.binds(position));
        }
        if (node instanceof Project project) {
            RexNode expression = project.getProjects().get(column);
            while (expression.isA(SqlKind.CAST)) {
                expression = ((RexCall) expression).getOperands().get(0);
            }
            return expression instanceof RexInputRef reference
                    && leadsToOpenKey(project.getInput(), reference.getIndex());
        }
        if (node instanceof Filter || node instanceof Sort) {
            return leadsToOpenKey(node.getInput(0), column);
        }
        if (node instanceof Aggregate aggregate) {
            return column < aggregate.getGroupCount()
                    && aggregate.getGroupType() == Aggregate.Group.SIMPLE
                    && leadsToOpenKey(
                            aggregate.getInput(), aggregate.getGroupSet().nth(column));
        }
        if (node instanceof Join || node instanceof Correlate) {
            int leftCount = node.getInput(0).getRowType().getFieldCount();
            return column < leftCount
                    ? leadsToOpenKey(node.getInput(0), column)
                    : leadsToOpenKey(node.getInput(1), column - leftCount);
        }
        return node instanceof SetOp && node.getInputs().stream().anyMatch(input -> leadsToOpenKey(input, column));
    }
}
