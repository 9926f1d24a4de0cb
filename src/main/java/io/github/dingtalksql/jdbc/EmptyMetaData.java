// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@code DatabaseMetaData} that lists what there is none of: results with the right columns and no rows. */
abstract class EmptyMetaData extends FixedMetaData {
    abstract ResultSet rows(MetadataShape shape, List<@Nullable Object[]> rows) throws SQLException;

    private ResultSet none(MetadataShape shape) throws SQLException {
        return rows(shape, List.of());
    }

    @Override
    public final ResultSet getCatalogs() throws SQLException {
        return none(MetadataShape.CATALOGS);
    }

    @Override
    public final ResultSet getProcedures(String catalog, String schemaPattern, String procedureNamePattern)
            throws SQLException {
        return none(MetadataShape.PROCEDURES);
    }

    @Override
    public final ResultSet getProcedureColumns(
            String catalog, String schemaPattern, String procedureNamePattern, String columnNamePattern)
            throws SQLException {
        return none(MetadataShape.PROCEDURE_COLUMNS);
    }

    @Override
    public final ResultSet getColumnPrivileges(String catalog, String schema, String table, String columnNamePattern)
            throws SQLException {
        return none(MetadataShape.COLUMN_PRIVILEGES);
    }

    @Override
    public final ResultSet getTablePrivileges(String catalog, String schemaPattern, String tableNamePattern)
            throws SQLException {
        return none(MetadataShape.TABLE_PRIVILEGES);
    }

    @Override
    public final ResultSet getBestRowIdentifier(
            String catalog, String schema, String table, int scope, boolean nullable) throws SQLException {
        return none(MetadataShape.ROW_IDENTIFIERS);
    }

    @Override
    public final ResultSet getVersionColumns(String catalog, String schema, String table) throws SQLException {
        return none(MetadataShape.ROW_IDENTIFIERS);
    }

    @Override
    public final ResultSet getPrimaryKeys(String catalog, String schema, String table) throws SQLException {
        return none(MetadataShape.PRIMARY_KEYS);
    }

    @Override
    public final ResultSet getImportedKeys(String catalog, String schema, String table) throws SQLException {
        return none(MetadataShape.FOREIGN_KEYS);
    }

    @Override
    public final ResultSet getExportedKeys(String catalog, String schema, String table) throws SQLException {
        return none(MetadataShape.FOREIGN_KEYS);
    }

    @Override
    public final ResultSet getCrossReference(
            String parentCatalog,
            String parentSchema,
            String parentTable,
            String foreignCatalog,
            String foreignSchema,
            String foreignTable)
            throws SQLException {
        return none(MetadataShape.FOREIGN_KEYS);
    }

    @Override
    public final ResultSet getIndexInfo(
            String catalog, String schema, String table, boolean unique, boolean approximate) throws SQLException {
        return none(MetadataShape.INDEXES);
    }

    @Override
    public final ResultSet getUDTs(String catalog, String schemaPattern, String typeNamePattern, int[] types)
            throws SQLException {
        return none(MetadataShape.UDTS);
    }

    @Override
    public final ResultSet getSuperTypes(String catalog, String schemaPattern, String typeNamePattern)
            throws SQLException {
        return none(MetadataShape.SUPER_TYPES);
    }

    @Override
    public final ResultSet getSuperTables(String catalog, String schemaPattern, String tableNamePattern)
            throws SQLException {
        return none(MetadataShape.SUPER_TABLES);
    }

    @Override
    public final ResultSet getAttributes(
            String catalog, String schemaPattern, String typeNamePattern, String attributeNamePattern)
            throws SQLException {
        return none(MetadataShape.ATTRIBUTES);
    }

    @Override
    public final ResultSet getPseudoColumns(
            String catalog, String schemaPattern, String tableNamePattern, String columnNamePattern)
            throws SQLException {
        return none(MetadataShape.PSEUDO_COLUMNS);
    }
}
