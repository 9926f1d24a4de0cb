// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.sql.SQLException;
import java.sql.Struct;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of type ROW. Immutable. */
final class RowStruct implements Struct {
    private final @Nullable Object[] attributes;

    RowStruct(@Nullable Object[] attributes) {
        this.attributes = attributes;
    }

    @Override
    public String getSQLTypeName() {
        return "ROW";
    }

    @Override
    public @Nullable Object[] getAttributes() throws SQLException {
        return attributes.clone();
    }

    @Override
    public @Nullable Object[] getAttributes(Map<String, Class<?>> map) throws SQLException {
        return getAttributes();
    }

    @Override
    public String toString() {
        return Arrays.toString(attributes);
    }
}
