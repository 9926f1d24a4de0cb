// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * The run-time side of a scan: turns the values of its bindings into requests, each tuple of keys once. Public because generated code calls it; not meant for anybody else.
 */
public final class KeyedScanPlan {
    private static final int MOST_ZEROS = 200;

    static final int CONSTANT = -1;

    /**
     * @param computed position among the values that the generated code passes, or {@link #CONSTANT}
     * @param padded whether trailing blanks of the value mean nothing
     * @param varies whether the value depends on the row of another table
     */
    record Term(
            int column,
            KeyTerm.Op op,
            int computed,
            @Nullable Object constant,
            boolean padded,
            boolean varies) {}

    private final KeyedTable table;
    private final List<ScanColumn> columns;
    private final @Nullable PartialAggregates aggregates;
    private final ScanTests tests;
    private final List<List<Term>> alternatives;
    private final @Nullable DingTalkException missing;

    /**
     * @param aggregates what is wanted instead of the rows; null if they are
     * @param missing what running ends with, as keys are missing; null if none are
     */
    KeyedScanPlan(
            KeyedTable table,
            List<ScanColumn> columns,
            @Nullable PartialAggregates aggregates,
            ScanTests tests,
            List<List<Term>> alternatives,
            @Nullable DingTalkException missing) {
        this.missing = missing;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.aggregates = aggregates;
        this.tests = tests;
        this.alternatives = List.copyOf(alternatives);
    }

    /** Whether a value is of type CHAR, which fills up with blanks. A literal stands as it is written. */
    static boolean isPadded(RexNode value) {
        boolean isCast = value instanceof RexCall call
                && call.getKind() == SqlKind.CAST
                && SqlTypeUtil.isCharacter(call.getType())
                && isPadded(call.getOperands().get(0));
        return isCast || value.getType().getSqlTypeName() == SqlTypeName.CHAR && !(value instanceof RexLiteral);
    }

    static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    /** The values of all parts, one after the other. Called by generated code. */
    public static @Nullable Object[] together(Function0<@Nullable Object[]>[] parts) {
        return Arrays.stream(parts)
                .map(Function0::apply)
                .flatMap(Arrays::stream)
                .toArray();
    }

    /** Called by generated code. */
    public Enumerable<@Nullable Object[]> rows(DataContext context, @Nullable Object[] computed) {
        if (missing != null) {
            throw missing;
        }
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object[]> enumerator() {
                Execution execution = Executions.of(context);
                KeyedTable current = CurrentTables.of(context, table);
                return new KeyedRows(
                        current,
                        requests(execution, computed, true),
                        opener(current, context, execution, computed),
                        execution);
            }
        };
    }

    /** As {@link #rows}, for rows of one value: the values. */
    public Enumerable<@Nullable Object> values(DataContext context, @Nullable Object[] computed) {
        Enumerable<@Nullable Object[]> rows = rows(context, computed);
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object> enumerator() {
                return Linq4j.transform(rows.enumerator(), row -> row[0]);
            }
        };
    }

    /** Scans that depend on rows of another table may be asked for the same again. */
    private ReadAhead.Opener<ScanRequest, @Nullable Object[]> opener(
            KeyedTable current, DataContext context, Execution execution, @Nullable Object[] computed) {
        boolean varies = alternatives.stream().flatMap(List::stream).anyMatch(Term::varies);
        if (!varies || !(context.get(ReadBefore.KEY) instanceof ReadBefore before)) {
            return request -> new RowSourceEnumerator(current.open(request));
        }
        Map<KeyValues, ScanRequest> wide = new HashMap<>();
        requests(execution, computed, false).forEach(request -> wide.put(request.keys(), request));
        return request -> before.rows(this, current, request, wide.getOrDefault(request.keys(), request));
    }

    /** @param narrow whether bounds that vary from row to row count */
    private List<ScanRequest> requests(Execution execution, @Nullable Object[] computed, boolean narrow) {
        Map<KeyValues, Map<String, LongRange>> byKeys = new LinkedHashMap<>();
        for (List<Term> alternative : alternatives) {
            Map<String, LongRange> ranges = new HashMap<>();
            Optional<KeyValues> keys = resolve(alternative, computed, ranges, narrow);
            if (keys.isPresent() && ranges.values().stream().noneMatch(LongRange::isEmpty)) {
                byKeys.merge(table.normalized(keys.get()), ranges, KeyedScanPlan::widened);
            }
        }
        List<ScanRequest> requests = new ArrayList<>();
        List<ValueTest> resolved = tests.resolve(computed);
        byKeys.forEach((keys, ranges) ->
                requests.add(new ScanRequest(keys, ranges, resolved, columns, aggregates, execution)));
        return requests;
    }

    /** The keys of one alternative; empty if one is null or two values for one key differ. */
    private Optional<KeyValues> resolve(
            List<Term> alternative, @Nullable Object[] computed, Map<String, LongRange> ranges, boolean narrow) {
        Map<String, Object> keys = new TreeMap<>(Comparator.comparing(table::position));
        for (Term term : alternative) {
            Object raw = term.computed == CONSTANT ? term.constant : computed[term.computed];
            TableColumn column = table.columns().get(term.column);
            if (raw == null && term.op == KeyTerm.Op.ARG && column.role() == KeyRole.OPTIONAL) {
                continue;
            }
            if (raw == null) {
                return Optional.empty();
            }
            if (column.role() == KeyRole.RANGE) {
                if (term.varies && !narrow) {
                    continue;
                }
                ranges.merge(column.name(), range(term.op, wholeNumber(column, raw)), LongRange::and);
                continue;
            }
            Object value = keyValue(column, raw, term.padded);
            Object other = keys.putIfAbsent(column.name(), value);
            if (other != null && !other.equals(value)) {
                return Optional.empty();
            }
        }
        return Optional.of(new KeyValues(keys));
    }

    private static Object keyValue(TableColumn column, Object raw, boolean padded) {
        return switch (column.type()) {
            case BIGINT -> wholeNumber(column, raw);
            case BOOLEAN -> raw;
            default -> text(raw, padded);
        };
    }

    /** {@code >} begins at the bound itself: it is the start of a record, its successor most likely is not. */
    private static LongRange range(KeyTerm.Op op, long value) {
        return switch (op) {
            case EQ, ARG -> new LongRange(value, value);
            case GE, GT -> new LongRange(value, Long.MAX_VALUE);
            case LE -> new LongRange(Long.MIN_VALUE, value);
            case LT -> new LongRange(Long.MIN_VALUE, value == Long.MIN_VALUE ? value : value - 1);
        };
    }

    private static Map<String, LongRange> widened(Map<String, LongRange> one, Map<String, LongRange> other) {
        Map<String, LongRange> both = new HashMap<>();
        one.forEach((column, range) -> {
            LongRange second = other.get(column);
            if (second != null) {
                both.put(column, range.span(second));
            }
        });
        return both;
    }

    static String text(Object value, boolean padded) {
        if (value instanceof BigDecimal number) {
            BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            // A few characters can stand for a billion zeros; no id has them.
            if (Math.abs((long) shortest.scale()) > MOST_ZEROS) {
                return shortest.toString();
            }
            return shortest.scale() <= 0 ? shortest.toBigInteger().toString() : shortest.toPlainString();
        }
        String text = value.toString();
        return padded ? withoutPadding(text) : text;
    }

    private static long wholeNumber(TableColumn column, Object value) {
        try {
            return value instanceof Number number
                    ? new BigDecimal(number.toString()).longValueExact()
                    : Long.parseLong(value.toString().trim());
        } catch (ArithmeticException | NumberFormatException e) {
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT, column.name() + " must be a whole number of at most 64 bits", e);
        }
    }
}
