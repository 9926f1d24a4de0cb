// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import io.github.dingtalksql.plan.ScanAggregate.Kind;
import io.github.dingtalksql.plan.ScanColumn.Decimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.adapter.enumerable.EnumerableAggregate;
import org.apache.calcite.adapter.enumerable.EnumerableCalc;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Has scans sum up rows where a plan only wants counts, sums, least and greatest values of all of them, before code is made.
 * The scan gives them for pieces of a file, which it makes on several threads; the plan aggregates the pieces. Only where that
 * comes to the same: not of DOUBLEs, whose sums depend on the order, and not where conditions are left that the scan does not
 * test.
 */
final class AggregatedScans extends RelHomogeneousShuttle {
    @Override
    public RelNode visit(RelNode other) {
        RelNode visited = super.visit(other);
        return visited instanceof EnumerableAggregate aggregate
                        && aggregate.getGroupCount() == 0
                        && aggregate.getGroupSets().size() == 1
                ? changed(aggregate)
                : visited;
    }

    private static RelNode changed(EnumerableAggregate aggregate) {
        RelNode input = aggregate.getInput();
        RexProgram program = input instanceof EnumerableCalc calc ? calc.getProgram() : null;
        RelNode below = program == null ? input : input.getInput(0);
        if (!(below instanceof EnumerableKeyedTableScan scan)
                || !mayAggregate(scan)
                || program != null && !ColumnTest.areMadeBy(scan, conjuncts(program))) {
            return aggregate;
        }
        List<Part> parts = new ArrayList<>();
        for (AggregateCall call : aggregate.getAggCallList()) {
            Part part = Part.of(call, parts.size(), scan, program);
            if (part == null) {
                return aggregate;
            }
            parts.add(part);
        }
        return parts.isEmpty() || !parts.stream().allMatch(part -> part.keepsCast(parts))
                ? aggregate
                : aggregate.copy(
                        aggregate.getTraitSet(),
                        input(scan, parts),
                        aggregate.getGroupSet(),
                        aggregate.getGroupSets(),
                        parts.stream().map(Part::call).toList());
    }

    /** A scan that is asked again and again keeps its rows; and whoever skips files that fail is told after how many. */
    private static boolean mayAggregate(EnumerableKeyedTableScan scan) {
        Set<CorrelationId> correlations = new HashSet<>();
        scan.collectVariablesUsed(correlations);
        return correlations.isEmpty()
                && !scan.keyedTable.fanOut().skipFailures()
                && scan.columns.stream().allMatch(column -> scan.keyedTable.sumsUp(column.column()));
    }

    private static List<RexNode> conjuncts(RexProgram program) {
        return program.getCondition() == null
                ? List.of()
                : RelOptUtil.conjunctions(program.expandLocalRef(program.getCondition()));
    }

    /** The rows of parts, and the casts of those that are texts. */
    private static RelNode input(EnumerableKeyedTableScan scan, List<Part> parts) {
        RexBuilder rexBuilder = scan.getCluster().getRexBuilder();
        RelDataTypeFactory types = scan.getCluster().getTypeFactory();
        RelDataTypeFactory.Builder rowType = types.builder();
        for (Part part : parts) {
            RelDataType any = types.createTypeWithNullability(types.createSqlType(SqlTypeName.ANY), true);
            rowType.add("part" + rowType.getFieldCount(), part.isCast() ? any : part.type);
        }
        EnumerableKeyedTableScan partial = scan.givingParts(
                new PartialAggregates(
                        parts.stream().map(Part::aggregate).toList(),
                        types.getTypeSystem().roundingMode()),
                rowType.build());
        if (parts.stream().noneMatch(Part::isCast)) {
            return partial;
        }
        List<RexNode> projects = IntStream.range(0, parts.size())
                .mapToObj(i -> {
                    RexNode value = rexBuilder.makeInputRef(partial, i);
                    return parts.get(i).isCast() ? DecimalElement.cast(rexBuilder, parts.get(i).type, value) : value;
                })
                .toList();
        return EnumerableCalc.create(
                partial,
                RexProgram.create(
                        partial.getRowType(),
                        projects,
                        null,
                        partial.getRowType().getFieldNames(),
                        rexBuilder));
    }

    /**
     * What becomes of one aggregate of a plan.
     *
     * @param aggregate what the scan makes
     * @param type of its values, once texts are cast
     * @param call what the plan makes of them
     */
    private record Part(ScanAggregate aggregate, RelDataType type, AggregateCall call) {
        /** @param program between scan and aggregate; null if there is none */
        static @Nullable Part of(
                AggregateCall call, int place, EnumerableKeyedTableScan scan, @Nullable RexProgram program) {
            Kind kind = kind(call);
            if (kind == null
                    || call.isDistinct()
                    || call.isApproximate()
                    || call.hasFilter()
                    || call.distinctKeys != null
                    || !call.rexList.isEmpty()
                    || !call.collation.getFieldCollations().isEmpty()) {
                return null;
            }
            if (call.getArgList().isEmpty()) {
                return kind == Kind.COUNT ? count(call, place, ScanAggregate.ROWS, null, scan) : null;
            }
            if (call.getArgList().size() > 1) {
                return null;
            }
            int argument = call.getArgList().get(0);
            RexNode value = program == null
                    ? scan.getCluster().getRexBuilder().makeInputRef(scan, argument)
                    : program.expandLocalRef(program.getProjectList().get(argument));
            RexInputRef cast = DecimalElement.castOf(value);
            RexInputRef column = value instanceof RexInputRef plain ? plain : cast;
            if (column == null) {
                return null;
            }
            Decimal decimal = cast == null ? null : Decimal.of(value.getType());
            if (kind == Kind.COUNT) {
                return count(call, place, column.getIndex(), decimal, scan);
            }
            return fits(kind, value.getType())
                    ? new Part(
                            new ScanAggregate(kind, column.getIndex(), decimal),
                            value.getType(),
                            call.withArgList(List.of(place)))
                    : null;
        }

        /** Whether its values may be texts that the plan casts. */
        boolean isCast() {
            return aggregate.decimal() != null && aggregate.kind() != Kind.COUNT;
        }

        /** Whether no cast that may fail is lost: to count values the plan casts none, unless another part is the same cast. */
        boolean keepsCast(List<Part> all) {
            return aggregate.decimal() == null
                    || all.stream()
                            .anyMatch(other -> other.isCast()
                                    && other.aggregate.place() == aggregate.place()
                                    && aggregate.decimal().equals(other.aggregate.decimal()));
        }

        private static @Nullable Kind kind(AggregateCall call) {
            return switch (call.getAggregation().getKind()) {
                case COUNT -> Kind.COUNT;
                case SUM, SUM0 -> Kind.SUM;
                case MIN -> Kind.MIN;
                case MAX -> Kind.MAX;
                default -> null;
            };
        }

        private static boolean fits(Kind kind, RelDataType type) {
            return switch (type.getSqlTypeName()) {
                case DECIMAL -> true;
                case INTEGER, BIGINT, VARCHAR, DATE, TIME, TIMESTAMP -> kind != Kind.SUM;
                default -> false;
            };
        }

        /** The parts are INTEGERs: their sum, as the count of all, is a BIGINT. */
        private static Part count(
                AggregateCall call, int place, int column, @Nullable Decimal decimal, EnumerableKeyedTableScan scan) {
            return new Part(
                    new ScanAggregate(Kind.COUNT, column, decimal),
                    scan.getCluster().getTypeFactory().createSqlType(SqlTypeName.INTEGER),
                    AggregateCall.create(
                            SqlStdOperatorTable.SUM0,
                            false,
                            false,
                            false,
                            ImmutableList.of(),
                            List.of(place),
                            -1,
                            null,
                            RelCollations.EMPTY,
                            call.getType(),
                            call.getName()));
        }
    }
}
