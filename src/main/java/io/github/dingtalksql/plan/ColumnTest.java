// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.BoundType;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Sarg;

/**
 * A comparison of one column, or one element of it, with literals and parameters: what becomes a {@link ValueTest} when
 * the statement runs.
 *
 * @param kind a comparison with one value, {@code IN} or {@code NOT_IN} several, {@code IS_NULL} or {@code IS_NOT_NULL}
 */
record ColumnTest(ScanColumn column, SqlKind kind, ImmutableList<RexNode> values) {
    private static final Pattern TYPE_BEHIND = Pattern.compile(":[A-Z][^']*$");

    private static final Set<SqlKind> HARMLESS = EnumSet.of(
            SqlKind.AND,
            SqlKind.OR,
            SqlKind.NOT,
            SqlKind.EQUALS,
            SqlKind.NOT_EQUALS,
            SqlKind.LESS_THAN,
            SqlKind.LESS_THAN_OR_EQUAL,
            SqlKind.GREATER_THAN,
            SqlKind.GREATER_THAN_OR_EQUAL,
            SqlKind.IS_NULL,
            SqlKind.IS_NOT_NULL,
            SqlKind.SEARCH);

    /**
     * What of the conjuncts above a scan it may test. None that stands behind one which may fail: that one shall see the
     * same rows as without. Except bounds of what is read: wherever {@code record_number > 1} stands, nobody wants the
     * header line cast.
     */
    static List<ColumnTest> of(List<RexNode> conjuncts, KeyedTableScan scan) {
        RexBuilder rexBuilder = scan.getCluster().getRexBuilder();
        List<ColumnTest> tests = new ArrayList<>();
        boolean mayHaveFailed = false;
        for (RexNode conjunct : conjuncts) {
            if (!isHarmless(conjunct, scan.columns)) {
                mayHaveFailed = true;
                continue;
            }
            List<ColumnTest> found = new ArrayList<>();
            add(conjunct, scan.columns, rexBuilder, found);
            if (mayHaveFailed) {
                found.removeIf(test ->
                        scan.keyedTable.columns().get(test.column.column()).role() != KeyRole.RANGE);
            }
            tests.addAll(found);
        }
        return tests;
    }

    /**
     * Whether rows that pass what the scan tests fulfil all of the conditions, if the table tests every row.
     *
     * @param conjuncts above the scan
     */
    static boolean areMadeBy(KeyedTableScan scan, List<RexNode> conjuncts) {
        RexBuilder rexBuilder = scan.getCluster().getRexBuilder();
        for (RexNode conjunct : conjuncts) {
            List<ColumnTest> tests = new ArrayList<>();
            add(conjunct, scan.columns, rexBuilder, tests);
            if (!isWhole(conjunct, tests.size()) || !scan.tests.containsAll(tests)) {
                return false;
            }
        }
        return true;
    }

    /** Whether so many tests are all of a condition. */
    private static boolean isWhole(RexNode condition, int tests) {
        return switch (condition.getKind()) {
            case EQUALS,
                    NOT_EQUALS,
                    LESS_THAN,
                    LESS_THAN_OR_EQUAL,
                    GREATER_THAN,
                    GREATER_THAN_OR_EQUAL,
                    IS_NULL,
                    IS_NOT_NULL,
                    NOT,
                    INPUT_REF -> tests == 1;
            case SEARCH ->
                isWhole((RexLiteral) ((RexCall) condition).getOperands().get(1), tests);
            default -> false;
        };
    }

    private static boolean isWhole(RexLiteral searched, int tests) {
        Sarg<?> sarg = Objects.requireNonNull(searched.getValueAs(Sarg.class));
        if (sarg.isPoints() || sarg.isComplementedPoints()) {
            return tests == 1;
        }
        if (sarg.rangeSet.asRanges().size() != 1) {
            return false;
        }
        Range<?> span = sarg.rangeSet.span();
        return tests == (span.hasLowerBound() ? 1 : 0) + (span.hasUpperBound() ? 1 : 0);
    }

    private static boolean isHarmless(RexNode node, List<ScanColumn> columns) {
        if (ScanColumn.of(node, columns) != null) {
            return true;
        }
        if (node instanceof RexCall call) {
            return HARMLESS.contains(call.getKind())
                    && call.getOperands().stream().allMatch(operand -> isHarmless(operand, columns));
        }
        return node instanceof RexLiteral || node instanceof RexDynamicParam;
    }

    private static void add(
            RexNode condition, List<ScanColumn> columns, RexBuilder rexBuilder, List<ColumnTest> tests) {
        if (condition instanceof RexInputRef flag) {
            add(flag, SqlKind.EQUALS, rexBuilder.makeLiteral(true), columns, tests);
            return;
        }
        if (!(condition instanceof RexCall call)) {
            return;
        }
        RexNode first = call.getOperands().get(0);
        switch (call.getKind()) {
            case AND -> call.getOperands().forEach(operand -> add(operand, columns, rexBuilder, tests));
            case NOT -> add(first, SqlKind.EQUALS, rexBuilder.makeLiteral(false), columns, tests);
            case IS_NULL, IS_NOT_NULL -> {
                ScanColumn column = ScanColumn.of(first, columns);
                if (column != null) {
                    tests.add(new ColumnTest(column, call.getKind(), ImmutableList.of()));
                }
            }
            case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> {
                RexNode second = call.getOperands().get(1);
                if (ScanColumn.of(first, columns) != null) {
                    add(first, call.getKind(), second, columns, tests);
                } else {
                    add(second, call.getKind().reverse(), first, columns, tests);
                }
            }
            case SEARCH -> search(call, columns, rexBuilder, tests);
            default -> {
                // A condition of several columns, such as OR, is evaluated above.
            }
        }
    }

    private static void add(
            RexNode node, SqlKind kind, RexNode value, List<ScanColumn> columns, List<ColumnTest> tests) {
        ScanColumn column = ScanColumn.of(node, columns);
        if (column != null
                && (value instanceof RexDynamicParam || value instanceof RexLiteral literal && !literal.isNull())
                && isComparable(node.getType(), value)) {
            tests.add(new ColumnTest(column, kind, ImmutableList.of(value)));
        }
    }

    /** DOUBLE is left out: NaN and -0.0 are compared in more ways than one. */
    private static boolean isComparable(RelDataType column, RexNode value) {
        RelDataType type = value.getType();
        return switch (column.getSqlTypeName()) {
            case INTEGER, BIGINT, DECIMAL -> SqlTypeUtil.isExactNumeric(type);
            // A parameter of type CHAR would be filled up with blanks.
            case VARCHAR ->
                type.getSqlTypeName() == SqlTypeName.VARCHAR
                        || value instanceof RexLiteral && SqlTypeUtil.isCharacter(type);
            case BOOLEAN, DATE, TIME, TIMESTAMP -> type.getSqlTypeName() == column.getSqlTypeName();
            default -> false;
        };
    }

    /** Lists and ranges that Calcite has folded into one search argument. Of several ranges, what they are within. */
    private static void search(RexCall call, List<ScanColumn> columns, RexBuilder rexBuilder, List<ColumnTest> tests) {
        RexNode reference = call.getOperands().get(0);
        RexLiteral literal = (RexLiteral) call.getOperands().get(1);
        Sarg<?> sarg = Objects.requireNonNull(literal.getValueAs(Sarg.class));
        if (sarg.nullAs == RexUnknownAs.TRUE || sarg.rangeSet.isEmpty()) {
            return;
        }
        UnaryOperator<Object> toLiteral = value -> rexBuilder.makeLiteral(value, literal.getType(), true, true);
        if (sarg.isPoints() || sarg.isComplementedPoints()) {
            RangeSet<?> points = sarg.isPoints() ? sarg.rangeSet : sarg.rangeSet.complement();
            ImmutableList<RexNode> values = points.asRanges().stream()
                    .map(point -> (RexNode) toLiteral.apply(point.lowerEndpoint()))
                    .collect(ImmutableList.toImmutableList());
            ScanColumn column = ScanColumn.of(reference, columns);
            boolean allFit = values.stream()
                    .allMatch(value -> value instanceof RexLiteral && isComparable(reference.getType(), value));
            if (column != null && allFit) {
                tests.add(new ColumnTest(column, sarg.isPoints() ? SqlKind.IN : SqlKind.NOT_IN, values));
            }
            return;
        }
        Range<?> span = sarg.rangeSet.span();
        if (span.hasLowerBound()) {
            boolean isOpen = span.lowerBoundType() == BoundType.OPEN;
            add(
                    reference,
                    isOpen ? SqlKind.GREATER_THAN : SqlKind.GREATER_THAN_OR_EQUAL,
                    (RexNode) toLiteral.apply(span.lowerEndpoint()),
                    columns,
                    tests);
        }
        if (span.hasUpperBound()) {
            boolean isOpen = span.upperBoundType() == BoundType.OPEN;
            add(
                    reference,
                    isOpen ? SqlKind.LESS_THAN : SqlKind.LESS_THAN_OR_EQUAL,
                    (RexNode) toLiteral.apply(span.upperEndpoint()),
                    columns,
                    tests);
        }
    }

    ColumnTest map(UnaryOperator<RexNode> change) {
        return new ColumnTest(column, kind, values.stream().map(change).collect(ImmutableList.toImmutableList()));
    }

    /** {@code price > 10}. */
    String explain(KeyedTable table) {
        String name = column.name(table);
        String list = values.stream().map(ColumnTest::text).collect(Collectors.joining(", "));
        return switch (kind) {
            case IS_NULL -> name + " IS NULL";
            case IS_NOT_NULL -> name + " IS NOT NULL";
            case IN -> name + " IN (" + list + ")";
            case NOT_IN -> name + " NOT IN (" + list + ")";
            default -> name + " " + kind.sql + " " + list;
        };
    }

    /** Without the type, which says nothing that the column's does not. */
    private static String text(RexNode value) {
        return TYPE_BEHIND.matcher(value.toString()).replaceFirst("");
    }
}
