// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static io.github.dingtalksql.schema.FileArguments.option;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.plan.TabularFunction;
import java.util.List;

/** {@code read_xlsx(…)}: a sheet of a workbook as a table with names and types. */
final class ReadXlsxFunction extends TabularFunction {
    static final String NAME = "read_xlsx";

    private static final List<TableColumn> PARAMETERS = FileArguments.parameters(
            option(
                    "sheet",
                    ColumnType.VARCHAR,
                    "Name of the sheet, or its position from 1 on; left out: the first that is not hidden."),
            option("range", ColumnType.VARCHAR, "Cells, such as `'B2:F100'`, `'B:F'` or `'B2'`; left out: all."),
            option("header", ColumnType.BOOLEAN, "Whether the first row has the names; left out: true."),
            option("columns", ColumnType.VARCHAR, "Names and types, such as `'EMPNO INTEGER, NAME VARCHAR'`."),
            option(
                    "sample_bytes",
                    ColumnType.INTEGER,
                    "Bytes in which types are found; of the unpacked sheet four times as many; left out: 262144."),
            option("all_varchar", ColumnType.BOOLEAN, "Whether every column is VARCHAR; left out: false."),
            option("on_error", ColumnType.VARCHAR, "What does not fit: `fail` (default), `null` or `skip`."));

    private final XlsxTables tables;

    ReadXlsxFunction(XlsxTables tables) {
        super(
                NAME,
                "A sheet of an Excel workbook (.xlsx) as a table whose names and types are found or given.",
                PARAMETERS);
        this.tables = tables;
    }

    @Override
    public KeyedTable table(KeyValues literals, Execution planning) {
        return tables.table(new FileArguments(NAME, literals), parameters(), planning);
    }
}
