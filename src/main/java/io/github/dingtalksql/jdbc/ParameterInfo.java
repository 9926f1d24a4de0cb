// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.plan.ColumnInfo;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;

/** What a statement's parameters are. Immutable. */
record ParameterInfo(List<ColumnInfo> parameters) implements ParameterMetaData, Unwrapping {
    /** @param index 1-based */
    static ColumnInfo parameter(List<ColumnInfo> parameters, int index) throws SQLException {
        if (index < 1 || index > parameters.size()) {
            throw SqlErrors.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "There is no parameter " + index + "; the statement has " + parameters.size());
        }
        return parameters.get(index - 1);
    }

    private ColumnInfo get(int param) throws SQLException {
        return parameter(parameters, param);
    }

    @Override
    public int getParameterCount() {
        return parameters.size();
    }

    @Override
    public int isNullable(int param) throws SQLException {
        return get(param).nullable() ? parameterNullable : parameterNullableUnknown;
    }

    @Override
    public boolean isSigned(int param) throws SQLException {
        return get(param).signed();
    }

    @Override
    public int getPrecision(int param) throws SQLException {
        return get(param).precision();
    }

    @Override
    public int getScale(int param) throws SQLException {
        return get(param).scale();
    }

    @Override
    public int getParameterType(int param) throws SQLException {
        return get(param).jdbcType();
    }

    @Override
    public String getParameterTypeName(int param) throws SQLException {
        return get(param).typeName();
    }

    @Override
    public String getParameterClassName(int param) throws SQLException {
        return get(param).className();
    }

    @Override
    public int getParameterMode(int param) throws SQLException {
        get(param);
        return parameterModeIn;
    }
}
