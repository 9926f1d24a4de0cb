// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static io.github.dingtalksql.schema.FileArguments.option;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.typed.LineRows;
import io.github.dingtalksql.content.typed.UnpackedFile;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.plan.TabularFunction;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code read_text(…)}: one row for each line. */
final class ReadTextFunction extends TabularFunction {
    private static final String NAME = "read_text";
    private static final String REMARKS = "The lines of a text file, plain or gzip.";

    private static final List<TableColumn> COLUMNS = List.of(
            new TableColumn("line_number", ColumnType.BIGINT, false, KeyRole.NONE, "1-based."),
            new TableColumn("content", ColumnType.VARCHAR, false, KeyRole.NONE, "The line, its end left out."));

    private final Services services;

    ReadTextFunction(Services services) {
        super(
                NAME,
                REMARKS + " Columns: `line_number` BIGINT, `content` VARCHAR.",
                FileArguments.parameters(option(
                        "charset",
                        ColumnType.VARCHAR,
                        "Character set; left out: byte-order mark, else detected, else UTF-8.")));
        this.services = services;
    }

    @Override
    public KeyedTable table(KeyValues literals, Execution planning) {
        FileArguments arguments = new FileArguments(NAME, literals);
        @Nullable Charset charset = arguments.charset();
        FileFormat format = (request, columns, execution) -> new LineRows(
                new UnpackedFile(services.files().open(request, execution)),
                charset,
                services.maxRecordBytes(),
                columns);
        return new FileTable(NAME, REMARKS, COLUMNS, format, arguments.shown(), services);
    }
}
