// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.content.typed.FileColumn;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Columns of files as columns of tables. The remarks of each say where it is in the file and what its type is by. */
final class FileColumns {
    /** What the type of a column is by, if the argument {@code columns} gives it. */
    static final String TOLD = "type told by columns";

    /** And if {@code all_varchar} does. */
    static final String ALL_VARCHAR = "VARCHAR by all_varchar";

    private FileColumns() {}

    /**
     * @param place where in the file a column is, 0-based
     * @param typeBy what the types are by: {@link #TOLD}, {@link #ALL_VARCHAR} or {@link #foundIn}
     */
    static List<TableColumn> of(List<FileColumn> columns, IntFunction<String> place, String typeBy) {
        List<TableColumn> result = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            result.add(column(columns.get(i), place.apply(i) + "; " + typeBy + "."));
        }
        return result;
    }

    /** What types are by that were found out. */
    static String foundIn(FileSample sample) {
        return "type found in " + (sample.whole() ? "all " : "the first ") + sample.bytes().length + " bytes";
    }

    private static TableColumn column(FileColumn column, String remarks) {
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
                remarks,
                column.type().precision(),
                column.type().scale());
    }
}
