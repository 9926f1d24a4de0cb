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

/** {@code read_csv(…)}: a CSV file as a table with names and types. */
final class ReadCsvFunction extends TabularFunction {
    static final String NAME = "read_csv";

    private static final List<TableColumn> PARAMETERS = FileArguments.parameters(
            option("header", ColumnType.BOOLEAN, "Whether the first record has the names; left out: true."),
            option("delimiter", ColumnType.VARCHAR, "Between fields; left out: `,`, `;`, tab or `\\|`, as it fits."),
            option("quote", ColumnType.VARCHAR, "Around fields; left out: `\"`; empty: none."),
            option("escape", ColumnType.VARCHAR, "Before a quote that is data; left out: the quote itself."),
            option("comment", ColumnType.VARCHAR, "Lines that begin with it are left out; left out: none."),
            option("null_string", ColumnType.VARCHAR, "An unquoted field that is this is NULL, as an empty one is."),
            option(
                    "charset",
                    ColumnType.VARCHAR,
                    "Character set; left out: byte-order mark, else detected, else UTF-8."),
            option("skip", ColumnType.INTEGER, "Lines before the table; left out: 0."),
            option("columns", ColumnType.VARCHAR, "Names and types, such as `'EMPNO INTEGER, NAME VARCHAR'`."),
            option("sample_bytes", ColumnType.INTEGER, "Bytes in which types are found; left out: 262144."),
            option("all_varchar", ColumnType.BOOLEAN, "Whether every column is VARCHAR; left out: false."),
            option("on_error", ColumnType.VARCHAR, "What does not fit: `fail` (default), `null` or `skip`."));

    private final CsvTables tables;

    ReadCsvFunction(CsvTables tables) {
        super(NAME, "A CSV file, plain or gzip, as a table whose names and types are found or given.", PARAMETERS);
        this.tables = tables;
    }

    @Override
    public KeyedTable table(KeyValues literals, Execution planning) {
        return tables.table(new FileArguments(NAME, literals), parameters(), planning);
    }
}
