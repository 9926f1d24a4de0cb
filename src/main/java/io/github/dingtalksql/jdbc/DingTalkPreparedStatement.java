// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.plan.ColumnInfo;
import io.github.dingtalksql.plan.PreparedQuery;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query that is planned once, with parameters. What it is is known before it runs, without a call. */
final class DingTalkPreparedStatement extends ParameterizedStatement {
    private final String sql;
    private final PreparedQuery plan;
    private final List<ColumnInfo> parameters;
    private final @Nullable Object[] values;
    private final BitSet given = new BitSet();

    DingTalkPreparedStatement(DingTalkConnection connection, String sql, PreparedQuery plan) {
        super(connection);
        this.sql = sql;
        this.plan = plan;
        this.parameters = plan.parameters();
        this.values = new Object[parameters.size()];
    }

    @Override
    void set(int index, @Nullable Object value, @Nullable Calendar calendar) throws SQLException {
        checkOpen();
        ColumnInfo parameter = ParameterInfo.parameter(parameters, index);
        try {
            values[index - 1] = ParameterValues.of(value, parameter.jdbcType(), calendar);
        } catch (RuntimeException | Error e) {
            throw SqlErrors.of(e);
        }
        given.set(index - 1);
    }

    @Override
    public void clearParameters() throws SQLException {
        checkOpen();
        Arrays.fill(values, null);
        given.clear();
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        checkOpen();
        int missing = given.nextClearBit(0);
        if (missing < values.length) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "Parameter " + (missing + 1) + " has no value");
        }
        return run(sql, query -> plan, Arrays.asList(values.clone()));
    }

    @Override
    public boolean execute() throws SQLException {
        executeQuery();
        return true;
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        throw otherText();
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        throw otherText();
    }

    private SQLException otherText() throws SQLException {
        checkOpen();
        return SqlErrors.of(ErrorCode.INVALID_STATE, "A prepared statement runs its own SQL only");
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        checkOpen();
        return new ColumnMetaData(ResultColumns.of(plan.columns()));
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        checkOpen();
        return new ParameterInfo(parameters);
    }
}
