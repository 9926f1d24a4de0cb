// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static io.github.dingtalksql.schema.FileArguments.option;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.content.typed.ChunkRows;
import io.github.dingtalksql.content.typed.Selection;
import io.github.dingtalksql.content.typed.TypedReader;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.plan.TabularFunction;
import java.util.List;
import org.apache.calcite.avatica.util.ByteString;

/** {@code read_blob(…)}: the bytes of a file as they are, in chunks. */
final class ReadBlobFunction extends TabularFunction {
    private static final String NAME = "read_blob";
    private static final String REMARKS = "The bytes of any file, in chunks.";
    private static final String CHUNK_BYTES = "chunk_bytes";
    private static final int DEFAULT_CHUNK_BYTES = 1 << 20;
    private static final int MOST_CHUNK_BYTES = 64 << 20;

    private static final List<TableColumn> COLUMNS = List.of(
            new TableColumn("offset", ColumnType.BIGINT, false, KeyRole.NONE, "Where the chunk begins, 0-based."),
            new TableColumn("data", ColumnType.VARBINARY, false, KeyRole.NONE, "The bytes of the chunk."));

    private final Services services;

    ReadBlobFunction(Services services) {
        super(
                NAME,
                REMARKS + " Columns: `\"offset\"` BIGINT (a reserved word, to be quoted), `data` VARBINARY.",
                FileArguments.parameters(option(
                        CHUNK_BYTES,
                        ColumnType.INTEGER,
                        "Bytes of a chunk, the last one has less; left out: 1048576.")));
        this.services = services;
    }

    @Override
    public KeyedTable table(KeyValues literals, Execution planning) {
        FileArguments arguments = new FileArguments(NAME, literals);
        return new FileTable(
                NAME,
                REMARKS,
                COLUMNS,
                arguments.late(parameters(), CHUNK_BYTES),
                new Blob(services, arguments, chunkBytes(arguments)),
                arguments.shown(),
                services);
    }

    private static int chunkBytes(FileArguments arguments) {
        return arguments.number(CHUNK_BYTES, DEFAULT_CHUNK_BYTES, 1, MOST_CHUNK_BYTES);
    }

    private record Blob(Services services, FileArguments arguments, int chunkBytes) implements FileFormat {
        @Override
        public FileFormat with(KeyValues options) {
            FileArguments all = arguments.with(options);
            return new Blob(services, all, ReadBlobFunction.chunkBytes(all));
        }

        @Override
        public TypedReader open(DownloadInfoRequest request, Selection wanted, Execution execution) {
            return new ChunkRows(
                    services.files().open(request, execution), chunkBytes, wanted.columns(), ByteString::new);
        }
    }
}
