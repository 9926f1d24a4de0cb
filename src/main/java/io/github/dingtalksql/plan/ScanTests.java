// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * The run-time side of {@link ColumnTest}s.
 *
 * @param items values that are no literals are the positions of those that the generated code passes
 */
record ScanTests(List<Item> items) {
    private static final int MOST_LONG_DIGITS = 18;

    private record Position(int computed) {}

    private record Item(ScanColumn column, SqlKind kind, List<Object> values) {}

    ScanTests {
        items = List.copyOf(items);
    }

    /** @param computed takes the values that are to be evaluated */
    static ScanTests of(List<ColumnTest> tests, ComputedValues computed) {
        List<Item> items = new ArrayList<>();
        for (ColumnTest test : tests) {
            List<Object> values = new ArrayList<>();
            for (RexNode value : test.values()) {
                if (value instanceof RexLiteral literal) {
                    values.add(constant(literal));
                    continue;
                }
                values.add(new Position(computed.position(value)));
            }
            items.add(new Item(test.column(), test.kind(), values));
        }
        return new ScanTests(items);
    }

    private static Object constant(RexLiteral literal) {
        Class<?> type = switch (literal.getType().getSqlTypeName()) {
            case CHAR, VARCHAR -> String.class;
            case BOOLEAN -> Boolean.class;
            case DATE, TIME -> Integer.class;
            case TIMESTAMP -> Long.class;
            default -> BigDecimal.class;
        };
        return normal(Objects.requireNonNull(literal.getValueAs(type)));
    }

    List<ValueTest> resolve(@Nullable Object[] computed) {
        return items.stream()
                .map(item -> new ValueTest(item.column, test(item, computed), texts(item, computed)))
                .toList();
    }

    /** What a value has to be one of, if that is all that is asked and these are texts. */
    private static @Nullable Set<String> texts(Item item, @Nullable Object[] computed) {
        if (item.kind != SqlKind.EQUALS && item.kind != SqlKind.IN) {
            return null;
        }
        Set<String> texts = new HashSet<>();
        for (Object given : item.values) {
            if (!(value(given, computed) instanceof String text)) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }

    private static @Nullable Object value(Object given, @Nullable Object[] computed) {
        return given instanceof Position position ? computed[position.computed] : given;
    }

    private static Predicate<@Nullable Object> test(Item item, @Nullable Object[] computed) {
        if (item.kind == SqlKind.IS_NULL) {
            return value -> value == null;
        }
        if (item.kind == SqlKind.IS_NOT_NULL) {
            return value -> value != null;
        }
        if (item.kind == SqlKind.IN || item.kind == SqlKind.NOT_IN) {
            TreeSet<Object> all = new TreeSet<>(ScanTests::compare);
            all.addAll(item.values);
            boolean isIn = item.kind == SqlKind.IN;
            return value -> value != null && all.contains(normal(value)) == isIn;
        }
        Object raw = value(item.values.get(0), computed);
        if (raw == null) {
            // Nothing compares with NULL.
            return value -> false;
        }
        return comparison(item.kind, normal(raw));
    }

    private static Predicate<@Nullable Object> comparison(SqlKind kind, Object bound) {
        return switch (kind) {
            case EQUALS -> value -> value != null && compare(normal(value), bound) == 0;
            case NOT_EQUALS -> value -> value != null && compare(normal(value), bound) != 0;
            case LESS_THAN -> value -> value != null && compare(normal(value), bound) < 0;
            case LESS_THAN_OR_EQUAL -> value -> value != null && compare(normal(value), bound) <= 0;
            case GREATER_THAN -> value -> value != null && compare(normal(value), bound) > 0;
            case GREATER_THAN_OR_EQUAL -> value -> value != null && compare(normal(value), bound) >= 0;
            default -> throw new IllegalArgumentException("No comparison: " + kind);
        };
    }

    /** Whole numbers as {@code Long}, other numbers as {@code BigDecimal}. */
    private static Object normal(Object value) {
        if (value instanceof Long || !(value instanceof Number number)) {
            return value;
        }
        if (!(value instanceof BigDecimal decimal)) {
            return number.longValue();
        }
        boolean isShortWhole = decimal.scale() == 0 && decimal.precision() <= MOST_LONG_DIGITS;
        return isShortWhole ? (Object) decimal.longValue() : decimal;
    }

    private static int compare(Object one, Object other) {
        if (one instanceof Long a && other instanceof Long b) {
            return Long.compare(a, b);
        }
        if (one instanceof Number a && other instanceof Number b) {
            return decimal(a).compareTo(decimal(b));
        }
        if (one instanceof String a && other instanceof String b) {
            return a.compareTo(b);
        }
        return Boolean.compare((Boolean) one, (Boolean) other);
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
    }
}
