// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;

/** The part of {@code ResultSet} that moves back, and types that our SQL does not have: all refused. */
abstract class ForwardOnlyResultSet extends LabelledResultSet {
    private static SQLException forwardOnly() {
        return SqlErrors.unsupported("Moving other than by next(): results are forward-only");
    }

    @Override
    public final void beforeFirst() throws SQLException {
        throw forwardOnly();
    }

    @Override
    public final void afterLast() throws SQLException {
        throw forwardOnly();
    }

    @Override
    public final boolean first() throws SQLException {
        throw forwardOnly();
    }

    @Override
    public final boolean last() throws SQLException {
        throw forwardOnly();
    }

    @Override
    public final boolean absolute(int row) throws SQLException {
        throw forwardOnly();
    }

    @Override
    public final boolean relative(int rows) throws SQLException {
        throw forwardOnly();
    }

    @Override
    public final boolean previous() throws SQLException {
        throw forwardOnly();
    }

    @Override
    public final void refreshRow() throws SQLException {
        throw forwardOnly();
    }

    @Override
    public final boolean rowUpdated() throws SQLException {
        return false;
    }

    @Override
    public final boolean rowInserted() throws SQLException {
        return false;
    }

    @Override
    public final boolean rowDeleted() throws SQLException {
        return false;
    }

    @Override
    public final int getType() throws SQLException {
        return ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public final int getConcurrency() throws SQLException {
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public final int getHoldability() throws SQLException {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public final String getCursorName() throws SQLException {
        throw SqlErrors.unsupported("A cursor name");
    }

    @Override
    public final Ref getRef(int columnIndex) throws SQLException {
        throw SqlErrors.unsupported("The type Ref");
    }

    @Override
    public final RowId getRowId(int columnIndex) throws SQLException {
        throw SqlErrors.unsupported("The type RowId");
    }

    @Override
    public final Blob getBlob(int columnIndex) throws SQLException {
        throw SqlErrors.unsupported("The type Blob");
    }

    @Override
    public final Clob getClob(int columnIndex) throws SQLException {
        throw SqlErrors.unsupported("The type Clob");
    }

    @Override
    public final NClob getNClob(int columnIndex) throws SQLException {
        throw SqlErrors.unsupported("The type NClob");
    }

    @Override
    public final SQLXML getSQLXML(int columnIndex) throws SQLException {
        throw SqlErrors.unsupported("The type SQLXML");
    }
}
