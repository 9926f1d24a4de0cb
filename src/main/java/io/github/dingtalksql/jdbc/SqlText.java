// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of a row as text, the way SQL writes them. */
final class SqlText {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter TIME_SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");

    private SqlText() {}

    static String of(Object value) throws SQLException {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof ListArray array) {
            return of(array.elements());
        }
        if (value instanceof RowStruct struct) {
            return of(struct.getAttributes());
        }
        return other(value);
    }

    private static String other(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof LocalDateTime dateTime) {
            return SECONDS.format(dateTime) + fraction(dateTime.getNano());
        }
        if (value instanceof Instant instant) {
            return other(LocalDateTime.ofInstant(instant, ZoneId.systemDefault()));
        }
        if (value instanceof LocalTime time) {
            return TIME_SECONDS.format(time) + fraction(time.getNano());
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(SqlText::other).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Object[] row) {
            return Arrays.stream(row).map(SqlText::other).collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> other(entry.getKey()) + "=" + other(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return String.valueOf(value);
    }

    private static String fraction(int nanos) {
        if (nanos == 0) {
            return "";
        }
        String digits = String.format(Locale.ROOT, "%09d", nanos);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return "." + digits.substring(0, end);
    }
}
