// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.Converter;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Calc;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexLocalRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Sarg;

/**
 * Follows a column of a plan down to the key of a table that still lacks it. (Calcite's metadata for column origins
 * gives up at scans that produce only some of a table's columns.)
 */
final class KeyTrace {
    private KeyTrace() {}

    /** Whether a value for output column {@code column} of {@code rel} would bind a key that is open so far. */
    static boolean leadsToOpenKey(RelNode rel, int column) {
        return leads(rel, column, Set.of(KeyRole.REQUIRED, KeyRole.OPTIONAL, KeyRole.NARROWING));
    }

    /**
     * Whether output column {@code column} of {@code rel} is an optional key that is open, so that its rows are those of
     * the default and comparing them with another value finds none.
     */
    static boolean leadsToDefault(RelNode rel, int column) {
        return leads(rel, column, Set.of(KeyRole.OPTIONAL));
    }

    private static boolean leads(RelNode rel, int column, Set<KeyRole> roles) {
        RelNode node = rel instanceof RelSubset subset ? subset.getOriginal() : rel.stripped();
        if (node == null) {
            return false;
        }
        if (node instanceof KeyedTableScan scan) {
            ScanColumn scanned = scan.columns.get(column);
            int position = scanned.column();
            return scanned.isWhole()
                    && roles.contains(scan.keyedTable.columns().get(position).role())
                    && !scan.bindings.alternatives().stream().allMatch(a -> a.binds(position));
        }
        if (node instanceof Project project) {
            return leads(project.getInput(), project.getProjects().get(column), roles);
        }
        if (node instanceof Calc calc) {
            RexProgram program = calc.getProgram();
            RexLocalRef condition = program.getCondition();
            RexNode expression = program.expandLocalRef(program.getProjectList().get(column));
            return leads(calc.getInput(), expression, roles)
                    && (condition == null
                            || !(withoutCasts(expression) instanceof RexInputRef reference)
                            || !fixes(
                                    program.expandLocalRef(condition),
                                    reference.getIndex(),
                                    other -> leads(calc.getInput(), other, roles)));
        }
        if (node instanceof Filter filter) {
            return !fixes(filter.getCondition(), column, other -> leads(filter.getInput(), other, roles))
                    && leads(filter.getInput(), column, roles);
        }
        if (node instanceof Sort || node instanceof Converter) {
            return leads(node.getInput(0), column, roles);
        }
        if (node instanceof Aggregate aggregate) {
            return column < aggregate.getGroupCount()
                    && aggregate.getGroupType() == Aggregate.Group.SIMPLE
                    && leads(aggregate.getInput(), aggregate.getGroupSet().nth(column), roles);
        }
        if (node instanceof Join || node instanceof Correlate) {
            boolean fixed = node instanceof Join join
                    && !roles.contains(KeyRole.REQUIRED)
                    && fixes(join.getCondition(), column, other -> false);
            int leftCount = node.getInput(0).getRowType().getFieldCount();
            return !fixed
                    && (column < leftCount
                            ? leads(node.getInput(0), column, roles)
                            : leads(node.getInput(1), column - leftCount, roles));
        }
        return node instanceof SetOp && node.getInputs().stream().anyMatch(input -> leads(input, column, roles));
    }

    private static boolean leads(RelNode input, RexNode expression, Set<KeyRole> roles) {
        return withoutCasts(expression) instanceof RexInputRef reference && leads(input, reference.getIndex(), roles);
    }

    static RexNode withoutCasts(RexNode node) {
        RexNode inner = node;
        while (inner.isA(SqlKind.CAST)) {
            inner = ((RexCall) inner).getOperands().get(0);
        }
        return inner;
    }

    /**
     * Whether a condition gives a column its values, so that another one need not.
     *
     * @param open whether a column is itself a key that lacks a value, so that it gives none
     */
    private static boolean fixes(RexNode condition, int column, IntPredicate open) {
        return RelOptUtil.conjunctions(condition).stream()
                .filter(conjunct -> conjunct.isA(SqlKind.EQUALS) || conjunct.isA(SqlKind.SEARCH))
                .map(conjunct -> ((RexCall) conjunct).getOperands())
                .anyMatch(sides -> fixes(sides.get(0), sides.get(1), column, open)
                        || fixes(sides.get(1), sides.get(0), column, open));
    }

    private static boolean fixes(RexNode reference, RexNode value, int column, IntPredicate open) {
        return withoutCasts(reference) instanceof RexInputRef input
                && input.getIndex() == column
                && !RelOptUtil.InputFinder.bits(value).get(column)
                && !leavesOpen(value)
                && !(withoutCasts(value) instanceof RexInputRef other && open.test(other.getIndex()));
    }

    /** A range, or a list that nulls pass as well. */
    private static boolean leavesOpen(RexNode node) {
        Sarg<?> sarg = node instanceof RexLiteral literal && literal.getValue() instanceof Sarg<?> found ? found : null;
        return sarg != null && (!sarg.isPoints() || sarg.nullAs == RexUnknownAs.TRUE);
    }
}
