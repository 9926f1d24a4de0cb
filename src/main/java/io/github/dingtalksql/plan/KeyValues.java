// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values that a query binds to key columns: {@code String} for VARCHAR, {@code Long} for BIGINT, {@code Boolean} for
 * BOOLEAN, by column name.
 * Never null: a key that is bound to null has no rows, and its tuple is dropped before.
 */
public record KeyValues(Map<String, Object> values) {
    public KeyValues {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public Optional<String> string(String column) {
        return Optional.ofNullable((String) values.get(column));
    }

    public Optional<Long> number(String column) {
        return Optional.ofNullable((Long) values.get(column));
    }

    /** Whether a BOOLEAN is bound to true. */
    public boolean isTrue(String column) {
        return Boolean.TRUE.equals(values.get(column));
    }

    /** The value of a required key. */
    public String required(String column) {
        return string(column).orElseThrow(() -> new IllegalStateException(column + " is not bound"));
    }

    /** These values with one more, or another one. */
    public KeyValues with(String column, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(values);
        copy.put(column, value);
        return new KeyValues(copy);
    }

    /** Without the values, among which may be the operator's id. */
    @Override
    public String toString() {
        return "KeyValues" + values.keySet();
    }
}
