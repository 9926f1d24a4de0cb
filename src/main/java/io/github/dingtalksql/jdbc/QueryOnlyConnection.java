// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Struct;

/** The part of {@code Connection} for procedures, savepoints and types that our SQL does not have: all refused. */
abstract class QueryOnlyConnection implements Connection, Unwrapping {
    @Override
    public final CallableStatement prepareCall(String sql) throws SQLException {
        throw SqlErrors.unsupported("Calling procedures");
    }

    @Override
    public final CallableStatement prepareCall(String sql, int resultSetType, int resultSetConcurrency)
            throws SQLException {
        throw SqlErrors.unsupported("Calling procedures");
    }

    @Override
    public final CallableStatement prepareCall(
            String sql, int resultSetType, int resultSetConcurrency, int resultSetHoldability) throws SQLException {
        throw SqlErrors.unsupported("Calling procedures");
    }

    @Override
    public final Savepoint setSavepoint() throws SQLException {
        throw noSavepoints();
    }

    @Override
    public final Savepoint setSavepoint(String name) throws SQLException {
        throw noSavepoints();
    }

    @Override
    public final void rollback(Savepoint savepoint) throws SQLException {
        throw noSavepoints();
    }

    @Override
    public final void releaseSavepoint(Savepoint savepoint) throws SQLException {
        throw noSavepoints();
    }

    private static SQLException noSavepoints() {
        return SqlErrors.unsupported("A savepoint");
    }

    @Override
    public final Clob createClob() throws SQLException {
        throw SqlErrors.unsupported("The type Clob");
    }

    @Override
    public final Blob createBlob() throws SQLException {
        throw SqlErrors.unsupported("The type Blob");
    }

    @Override
    public final NClob createNClob() throws SQLException {
        throw SqlErrors.unsupported("The type NClob");
    }

    @Override
    public final SQLXML createSQLXML() throws SQLException {
        throw SqlErrors.unsupported("The type SQLXML");
    }

    @Override
    public final Struct createStruct(String typeName, Object[] attributes) throws SQLException {
        throw SqlErrors.unsupported("The type Struct as a parameter");
    }

    @Override
    public final boolean setShardingKeyIfValid(ShardingKey shardingKey, ShardingKey superShardingKey, int timeout)
            throws SQLException {
        throw noShards();
    }

    @Override
    public final boolean setShardingKeyIfValid(ShardingKey shardingKey, int timeout) throws SQLException {
        throw noShards();
    }

    @Override
    public final void setShardingKey(ShardingKey shardingKey, ShardingKey superShardingKey) throws SQLException {
        throw noShards();
    }

    @Override
    public final void setShardingKey(ShardingKey shardingKey) throws SQLException {
        throw noShards();
    }

    private static SQLException noShards() {
        return SqlErrors.unsupported("A sharding key");
    }

    /** The text as it is: the parser knows JDBC's escapes itself. */
    @Override
    public final String nativeSQL(String sql) throws SQLException {
        return sql;
    }
}
