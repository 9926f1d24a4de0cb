// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.content.typed.FileColumn;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.TableColumn;
import java.util.List;

/** Columns of files as columns of tables. */
final class FileColumns {
    private FileColumns() {}

    static List<TableColumn> of(List<FileColumn> columns) {
        return columns.stream().map(FileColumns::column).toList();
    }

    private static TableColumn column(FileColumn column) {
        ColumnType type = switch (column.type().kind()) {
            case BOOLEAN -> ColumnType.BOOLEAN;
            case INTEGER -> ColumnType.INTEGER;
            case BIGINT -> ColumnType.BIGINT;
            case DECIMAL -> ColumnType.DECIMAL;
            case DOUBLE -> ColumnType.DOUBLE;
            case DATE -> ColumnType.DATE;
            case TIME -> ColumnType.TIME;
            case TIMESTAMP -> ColumnType.TIMESTAMP;
            case VARCHAR -> ColumnType.VARCHAR;
        };
        return new TableColumn(
                column.name(),
                type,
                true,
                KeyRole.NONE,
                "",
                column.type().precision(),
                column.type().scale());
    }
}
