// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.TableColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The columns of {@code file_content}, in order. */
enum FileContentColumn {
    SPACE_ID(ColumnType.VARCHAR, false, KeyRole.REQUIRED, "Id of the storage space that the file is in."),
    DENTRY_ID(ColumnType.VARCHAR, false, KeyRole.REQUIRED, "Id of the file in its space."),
    VERSION(ColumnType.BIGINT, true, KeyRole.OPTIONAL, "File version; null: the current one."),
    UNION_ID(ColumnType.VARCHAR, true, KeyRole.OPTIONAL, "The operator; the connection's unionId unless given."),
    FORMAT(ColumnType.VARCHAR, true, KeyRole.OPTIONAL, "How the file is cut into records: csv (default), tsv or text."),
    CHARSET(
            ColumnType.VARCHAR,
            true,
            KeyRole.OPTIONAL,
            "Character set; unless given: byte-order mark, else detected, else UTF-8."),
    RECORD_NUMBER(
            ColumnType.BIGINT,
            false,
            KeyRole.RANGE,
            "1-based, counted from the start of what this scan reads; the header line of a CSV is record 1."),
    BYTE_OFFSET(ColumnType.BIGINT, false, KeyRole.RANGE, "Offset in the file of the record's first byte, 0-based."),
    BYTE_LENGTH(ColumnType.INTEGER, false, KeyRole.NONE, "Bytes of the record, line end left out."),
    CONTENT(
            ColumnType.VARCHAR,
            false,
            KeyRole.NONE,
            "The record as it stands in the file, decoded, line end left out."),
    FIELDS(ColumnType.VARCHAR_ARRAY, true, KeyRole.NONE, "The record's fields, unquoted; null for text."),
    NODE(
            ColumnType.VARCHAR,
            true,
            KeyRole.REQUIRED,
            "Link as the browser shows it, or node id, as a key instead of space_id and dentry_id; else null."),
    MULTILINE(
            ColumnType.BOOLEAN,
            true,
            KeyRole.OPTIONAL,
            "csv, tsv: whether quoted fields may hold line ends, true unless given; FALSE: a line end always ends a"
                    + " record; null for text."),
    ETAG(
            ColumnType.VARCHAR,
            true,
            KeyRole.OPTIONAL,
            "ETag of the bytes that are read, as the store tells it; as a key: reading others fails with 40001.");

    private static final FileContentColumn[] ALL = values();

    private final TableColumn column;

    FileContentColumn(ColumnType type, boolean nullable, KeyRole role, String remarks) {
        this.column = new TableColumn(name().toLowerCase(Locale.ROOT), type, nullable, role, remarks);
    }

    String sqlName() {
        return column.name();
    }

    /** Whether every row of one scan has the same value. */
    boolean isConstant() {
        return compareTo(RECORD_NUMBER) < 0 || compareTo(NODE) >= 0;
    }

    static FileContentColumn at(int position) {
        return ALL[position];
    }

    static List<TableColumn> columns() {
        return Arrays.stream(ALL).map(c -> c.column).toList();
    }
}
