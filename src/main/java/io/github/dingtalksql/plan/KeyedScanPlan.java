// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import java.math.BigDecimal;
import java.util.ArrayList;
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
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The run-time side of a scan: turns the values of its bindings into requests, each tuple of keys once. Public because generated code calls it; not meant for anybody else.
 */
public final class KeyedScanPlan {
    static final int CONSTANT = -1;

    /**
     * @param computed position among the values that the generated code passes, or {@link #CONSTANT}
     * @param padded whether the value is of type CHAR, whose trailing blanks mean nothing
     */
    record Term(
            int column,
            KeyTerm.Op op,
            int computed,
            @Nullable Object constant,
            boolean padded) {}

    private final KeyedTable table;
    private final List<ScanColumn> columns;
    private final ScanWork work;
    private final List<List<Term>> alternatives;

    KeyedScanPlan(KeyedTable table, List<ScanColumn> columns, ScanWork work, List<List<Term>> alternatives) {
        this.table = table;
        this.columns = List.copyOf(columns);
        this.work = work;
        this.alternatives = List.copyOf(alternatives);
    }

    static boolean isPadded(RexNode value) {
        return value.getType().getSqlTypeName() == SqlTypeName.CHAR;
    }

    /** Called by generated code. */
    public Enumerable<@Nullable Object[]> rows(DataContext context, @Nullable Object[] computed) {
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object[]> enumerator() {
                Execution execution = Executions.of(context);
                Enumerator<@Nullable Object[]> rows =
                        new KeyedRows(table, requests(execution, computed), execution);
                return work.isMeasuring() ? new MeasuredRows(rows, work) : rows;
            }
        };
    }

    /** As {@link #rows}, for a scan of one column: its values. */
    public Enumerable<@Nullable Object> values(DataContext context, @Nullable Object[] computed) {
        Enumerable<@Nullable Object[]> rows = rows(context, computed);
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object> enumerator() {
                return Linq4j.transform(rows.enumerator(), row -> row[0]);
            }
        };
    }

    private List<ScanRequest> requests(Execution execution, @Nullable Object[] computed) {
        Map<KeyValues, Map<String, LongRange>> byKeys = new LinkedHashMap<>();
        for (List<Term> alternative : alternatives) {
            Map<String, LongRange> ranges = new HashMap<>();
            Optional<KeyValues> keys = resolve(alternative, computed, ranges);
            if (keys.isPresent() && ranges.values().stream().noneMatch(LongRange::isEmpty)) {
                byKeys.merge(table.normalized(keys.get()), ranges, KeyedScanPlan::widened);
            }
        }
        List<ScanRequest> requests = new ArrayList<>();
        byKeys.forEach((keys, ranges) -> requests.add(new ScanRequest(keys, ranges, columns, work, execution)));
        return requests;
    }

    /** The keys of one alternative; empty if one is null or two values for one key differ. */
    private Optional<KeyValues> resolve(
            List<Term> alternative, @Nullable Object[] computed, Map<String, LongRange> ranges) {
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

    private static String text(Object value, boolean padded) {
        if (value instanceof BigDecimal number) {
            BigDecimal shortest = number.stripTrailingZeros();
            return shortest.scale() <= 0 ? shortest.toBigInteger().toString() : shortest.toPlainString();
        }
        String text = value.toString();
        return padded ? text.stripTrailing() : text;
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
