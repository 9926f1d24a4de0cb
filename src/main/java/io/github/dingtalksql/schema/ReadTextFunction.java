// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static io.github.dingtalksql.schema.FileArguments.option;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.content.typed.LineRows;
import io.github.dingtalksql.content.typed.Selection;
import io.github.dingtalksql.content.typed.TypedReader;
import io.github.dingtalksql.content.typed.UnpackedFile;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.plan.TabularFunction;
import io.github.dingtalksql.remote.RemoteFile;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code read_text(…)}: one row for each line. */
final class ReadTextFunction extends TabularFunction {
    private static final String NAME = "read_text";
    private static final String REMARKS = "The lines of a text file, plain or gzip.";

    private static final List<TableColumn> COLUMNS = List.of(
            new TableColumn("line_number", ColumnType.BIGINT, false, KeyRole.NONE, "Number of the line, 1-based."),
            new TableColumn("content", ColumnType.VARCHAR, false, KeyRole.NONE, "The line, without its end."));

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
        return new FileTable(
                NAME,
                REMARKS,
                COLUMNS,
                arguments.late(parameters(), "charset"),
                new Text(services, arguments, arguments.charset()),
                arguments.shown(),
                services);
    }

    private record Text(
            Services services,
            FileArguments arguments,
            @Nullable Charset charset) implements FileFormat {
        @Override
        public FileFormat with(KeyValues options) {
            FileArguments all = arguments.with(options);
            return new Text(services, all, all.charset());
        }

        @Override
        public TypedReader open(DownloadInfoRequest request, Selection wanted, Execution execution) {
            RemoteFile file = new UnpackedFile(services.files().open(request, execution));
            return new LineRows(file, charset, services.maxRecordBytes(), wanted.columns());
        }
    }
}
