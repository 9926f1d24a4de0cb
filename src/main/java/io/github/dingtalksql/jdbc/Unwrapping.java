// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.ErrorCode;
import java.sql.SQLException;
import java.sql.Wrapper;

/** A {@code Wrapper} that wraps nothing. */
interface Unwrapping extends Wrapper {
    @Override
    default <T> T unwrap(Class<T> type) throws SQLException {
        if (!isWrapperFor(type)) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "This is no " + (type == null ? null : type.getName()));
        }
        return type.cast(this);
    }

    @Override
    default boolean isWrapperFor(Class<?> type) throws SQLException {
        return type != null && type.isInstance(this);
    }
}
