// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.TableColumn;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a listing and where its values come from.
 *
 * @param <T> what a row shows
 */
record ListColumn<T>(TableColumn column, Value<T> value) {
    /** Gives the value of one row. */
    @FunctionalInterface
    interface Value<T> {
        @Nullable
        Object of(T row, KeyValues keys);
    }

    /** A column that has what the query bound it to, or what the table took instead. */
    static <T> ListColumn<T> key(String name, ColumnType type, boolean nullable, KeyRole role, String remarks) {
        return new ListColumn<>(
                new TableColumn(name, type, nullable, role, remarks),
                (row, keys) -> keys.values().get(name));
    }

    static <T> ListColumn<T> required(String name, String remarks) {
        return key(name, ColumnType.VARCHAR, false, KeyRole.REQUIRED, remarks);
    }

    /** The operator, which every listing has. */
    static <T> ListColumn<T> unionId() {
        return key(
                "union_id",
                ColumnType.VARCHAR,
                true,
                KeyRole.OPTIONAL,
                "The operator; the connection's unionId unless given.");
    }

    static <T> ListColumn<T> text(String name, String remarks, Function<T, @Nullable String> value) {
        return of(name, ColumnType.VARCHAR, remarks, value::apply);
    }

    static <T> ListColumn<T> number(String name, String remarks, Function<T, @Nullable Long> value) {
        return of(name, ColumnType.BIGINT, remarks, value::apply);
    }

    static <T> ListColumn<T> flag(String name, String remarks, Function<T, @Nullable Boolean> value) {
        return of(name, ColumnType.BOOLEAN, remarks, value::apply);
    }

    static <T> ListColumn<T> time(String name, String remarks, Function<T, @Nullable Instant> value) {
        return of(name, ColumnType.TIMESTAMP, remarks, row -> WallClock.millis(value.apply(row)));
    }

    static <T> ListColumn<T> of(String name, ColumnType type, String remarks, Function<T, @Nullable Object> value) {
        return new ListColumn<>(
                new TableColumn(name, type, true, KeyRole.NONE, remarks), (row, keys) -> value.apply(row));
    }
}
