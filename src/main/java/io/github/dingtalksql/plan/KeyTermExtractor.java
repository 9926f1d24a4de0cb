// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Sarg;

/**
 * Finds in a condition over a {@link KeyedTable} what binds its keys.
 *
 * <p>Ids are strings, but people write {@code space_id = 854}, which the validator turns into
 * {@code CAST(space_id AS INTEGER) = 854}: such a cast of a string key to a whole number is taken off, and the number
 * compared as the text of its digits, so that other ids need not be numbers.
 */
final class KeyTermExtractor {
    /** Ids have at most 128 characters: a cast to a string at least that long changes none. */
    private static final int LONGEST_ID = 128;

    /** A conjunct's bindings, and whether they say all of it, so that it need not be evaluated on the rows. */
    record Extract(KeyBindings bindings, boolean exact) {}

    private final KeyedTable table;
    private final List<ScanColumn> columns;
    private final RexBuilder rexBuilder;

    /** @param columns what each field of the condition's input is */
    KeyTermExtractor(KeyedTable table, List<ScanColumn> columns, RexBuilder rexBuilder) {
        this.table = table;
        this.columns = columns;
        this.rexBuilder = rexBuilder;
    }

    /** What one conjunct binds; empty if nothing. */
    Optional<Extract> extract(RexNode conjunct) {
        return switch (conjunct.getKind()) {
            case EQUALS -> comparison((RexCall) conjunct, KeyTerm.Op.EQ, KeyTerm.Op.EQ);
            case IS_NOT_DISTINCT_FROM -> sameness((RexCall) conjunct);
            case GREATER_THAN_OR_EQUAL -> comparison((RexCall) conjunct, KeyTerm.Op.GE, KeyTerm.Op.LE);
            case GREATER_THAN -> comparison((RexCall) conjunct, KeyTerm.Op.GT, KeyTerm.Op.LT);
            case LESS_THAN_OR_EQUAL -> comparison((RexCall) conjunct, KeyTerm.Op.LE, KeyTerm.Op.GE);
            case LESS_THAN -> comparison((RexCall) conjunct, KeyTerm.Op.LT, KeyTerm.Op.GT);
            case SEARCH -> search((RexCall) conjunct);
            case OR -> disjunction((RexCall) conjunct);
            case AND -> conjunction((RexCall) conjunct);
            case INPUT_REF -> flag(conjunct, true);
            case NOT -> flag(((RexCall) conjunct).getOperands().get(0), false);
            default -> Optional.empty();
        };
    }

    /** A BOOLEAN key by itself, which is what {@code key = TRUE} is simplified to. */
    private Optional<Extract> flag(RexNode reference, boolean value) {
        return reference instanceof RexInputRef && columnOf(reference) >= 0
                ? term(reference, KeyTerm.Op.EQ, rexBuilder.makeLiteral(value))
                : Optional.empty();
    }

    /**
     * The bindings, and the same values for keys that conjuncts compare with keys that are bound. Such comparisons come
     * of joins that take two keys from one column: {@code b.space_id = a.id AND b.dentry_id = a.id}.
     */
    KeyBindings shared(KeyBindings bindings, List<RexNode> conjuncts) {
        KeyBindings all = bindings;
        for (RexNode conjunct : conjuncts) {
            if (!conjunct.isA(SqlKind.EQUALS)) {
                continue;
            }
            int one = columnOf(((RexCall) conjunct).getOperands().get(0));
            int other = columnOf(((RexCall) conjunct).getOperands().get(1));
            if (isShared(one, other)) {
                all = all.withSame(one, other).withSame(other, one);
            }
        }
        return all;
    }

    private boolean isShared(int one, int other) {
        if (one < 0 || other < 0) {
            return false;
        }
        TableColumn first = table.columns().get(one);
        TableColumn second = table.columns().get(other);
        return first.type() == second.type() && first.role() != KeyRole.RANGE && second.role() != KeyRole.RANGE;
    }

    private Optional<Extract> conjunction(RexCall and) {
        KeyBindings all = KeyBindings.NONE;
        boolean exact = true;
        for (RexNode operand : and.getOperands()) {
            Optional<Extract> part = extract(operand);
            KeyBindings before = all;
            Optional<KeyBindings> next = part.flatMap(p -> before.and(p.bindings()));
            exact = exact && next.isPresent() && part.map(Extract::exact).orElse(false);
            all = next.orElse(before);
        }
        return all.equals(KeyBindings.NONE) ? Optional.empty() : Optional.of(new Extract(all, exact));
    }

    private Optional<Extract> disjunction(RexCall or) {
        List<KeyBindings> branches = new ArrayList<>();
        boolean exact = true;
        for (RexNode operand : or.getOperands()) {
            Optional<Extract> part = extract(operand);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            branches.add(part.get().bindings());
            exact = exact && part.get().exact();
        }
        return Optional.of(new Extract(KeyBindings.anyOf(branches), exact));
    }

    private Optional<Extract> comparison(RexCall call, KeyTerm.Op op, KeyTerm.Op mirrored) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        Optional<Extract> straight = term(left, op, right);
        return straight.isPresent() ? straight : term(right, mirrored, left);
    }

    /**
     * {@code IS NOT DISTINCT FROM}, which decorrelation makes of {@code =}. Of an optional key, null is the default, so
     * the rows still have to be asked whether theirs is null.
     */
    private Optional<Extract> sameness(RexCall call) {
        for (int side = 0; side < 2; side++) {
            RexNode reference = call.getOperands().get(side);
            int column = columnOf(reference);
            if (column < 0) {
                continue;
            }
            boolean nullable = table.columns().get(column).nullable();
            Optional<Extract> bound =
                    term(reference, KeyTerm.Op.EQ, call.getOperands().get(1 - side));
            if (bound.isPresent() && !nullable) {
                return bound;
            }
            if (bound.isPresent() && table.columns().get(column).role() == KeyRole.OPTIONAL) {
                return Optional.of(new Extract(bound.get().bindings().asArguments(), false));
            }
        }
        return Optional.empty();
    }

    private Optional<Extract> term(RexNode reference, KeyTerm.Op op, RexNode value) {
        int column = columnOf(reference);
        if (column < 0
                || !RelOptUtil.InputFinder.bits(value).isEmpty()
                || !RexUtil.isDeterministic(value)
                || RexUtil.SubQueryFinder.find(value) != null) {
            return Optional.empty();
        }
        boolean range = table.columns().get(column).role() == KeyRole.RANGE;
        if (range ? !isWholeNumber(value.getType()) : op != KeyTerm.Op.EQ) {
            return Optional.empty();
        }
        KeyBinding binding = KeyBinding.of(new KeyTerm(column, op, value));
        return Optional.of(new Extract(new KeyBindings(ImmutableList.of(binding)), !range));
    }

    /** IN lists and ranges that Calcite has folded into one search argument. */
    private Optional<Extract> search(RexCall call) {
        int column = columnOf(call.getOperands().get(0));
        if (column < 0) {
            return Optional.empty();
        }
        RexLiteral literal = (RexLiteral) call.getOperands().get(1);
        Sarg<?> sarg = literal.getValueAs(Sarg.class);
        RelDataType type = literal.getType();
        if (sarg == null || sarg.rangeSet.isEmpty()) {
            return Optional.empty();
        }
        if (sarg.nullAs == RexUnknownAs.TRUE && table.columns().get(column).nullable()) {
            return Optional.empty();
        }
        if (table.columns().get(column).role() == KeyRole.RANGE) {
            return isWholeNumber(type) ? bounds(column, sarg.rangeSet.span(), type) : Optional.empty();
        }
        if (!sarg.isPoints()) {
            return Optional.empty();
        }
        List<KeyBinding> points = new ArrayList<>();
        for (Range<?> range : sarg.rangeSet.asRanges()) {
            RexNode value = rexBuilder.makeLiteral(range.lowerEndpoint(), type, true, true);
            points.add(KeyBinding.of(new KeyTerm(column, KeyTerm.Op.EQ, value)));
        }
        return Optional.of(new Extract(new KeyBindings(ImmutableList.copyOf(points)), true));
    }

    private Optional<Extract> bounds(int column, Range<?> span, RelDataType type) {
        List<KeyTerm> terms = new ArrayList<>();
        if (span.hasLowerBound()) {
            terms.add(
                    new KeyTerm(column, KeyTerm.Op.GE, rexBuilder.makeLiteral(span.lowerEndpoint(), type, true, true)));
        }
        if (span.hasUpperBound()) {
            terms.add(
                    new KeyTerm(column, KeyTerm.Op.LE, rexBuilder.makeLiteral(span.upperEndpoint(), type, true, true)));
        }
        if (terms.isEmpty()) {
            return Optional.empty();
        }
        KeyBinding binding = new KeyBinding(ImmutableList.copyOf(terms));
        return Optional.of(new Extract(new KeyBindings(ImmutableList.of(binding)), false));
    }

    /** The key column that an expression stands for, casts that change no value taken off; -1 if none. */
    private int columnOf(RexNode node) {
        if (!(withoutCasts(node) instanceof RexInputRef reference)) {
            return -1;
        }
        ScanColumn column = columns.get(reference.getIndex());
        KeyRole role = table.columns().get(column.column()).role();
        return role == KeyRole.NONE || !column.isWhole() ? -1 : column.column();
    }

    /** An expression without the casts around it that change no value of a key. */
    static RexNode withoutCasts(RexNode node) {
        RexNode inner = node;
        while (inner.isA(SqlKind.CAST)
                && keepsValues(((RexCall) inner).getOperands().get(0), inner)) {
            inner = ((RexCall) inner).getOperands().get(0);
        }
        return inner;
    }

    private static boolean keepsValues(RexNode from, RexNode to) {
        RelDataType source = from.getType();
        RelDataType target = to.getType();
        if (SqlTypeUtil.isCharacter(source)) {
            boolean longEnough = target.getSqlTypeName() == SqlTypeName.VARCHAR
                    && (target.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED
                            || target.getPrecision() >= LONGEST_ID);
            return longEnough || isWholeNumber(target);
        }
        return isWholeNumber(source) && isWholeNumber(target);
    }

    private static boolean isWholeNumber(RelDataType type) {
        return SqlTypeUtil.isExactNumeric(type)
                && (type.getSqlTypeName() != SqlTypeName.DECIMAL || type.getScale() == 0);
    }
}
