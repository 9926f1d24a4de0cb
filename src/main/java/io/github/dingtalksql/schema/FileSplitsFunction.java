// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.client.FileRef;
import io.github.dingtalksql.content.FileSplits;
import io.github.dingtalksql.content.ReadOptions;
import io.github.dingtalksql.content.RecordFormat;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedFunction;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.RowSource;
import io.github.dingtalksql.plan.TableColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code file_splits(space_id, dentry_id, splits …)}: how to read a file in parts, on as many machines. Reads it once,
 * from start to end, where a line end may stand in quotes; else only its start.
 */
final class FileSplitsFunction extends KeyedFunction {
    private static final int MOST_SPLITS = 100_000;

    private static final List<TableColumn> PARAMETERS = List.of(
            column("space_id", ColumnType.VARCHAR, false, "Id of the storage space that the file is in."),
            column("dentry_id", ColumnType.VARCHAR, false, "Id of the file in its space."),
            column("splits", ColumnType.BIGINT, false, "How many parts, at most."),
            column("version", ColumnType.BIGINT, true, "File version; left out or null: the current one."),
            column("format", ColumnType.VARCHAR, true, "csv, tsv or text; left out: csv."),
            column(
                    "charset",
                    ColumnType.VARCHAR,
                    true,
                    "Character set; left out: byte-order mark, else detected, else UTF-8."),
            column(
                    "multiline",
                    ColumnType.BOOLEAN,
                    true,
                    "Whether quoted fields may hold line ends; left out: true, and the file is read once to find out."),
            column("union_id", ColumnType.VARCHAR, true, "The operator; left out: the connection's unionId."));

    private static final List<TableColumn> COLUMNS = List.of(
            column("split", ColumnType.BIGINT, false, "Number of the part, from 0."),
            column("byte_from", ColumnType.BIGINT, false, "Where its first record begins."),
            column("byte_to", ColumnType.BIGINT, false, "Where the next part begins, or the file ends."),
            column(
                    "predicate",
                    ColumnType.VARCHAR,
                    false,
                    "Condition on file_content that reads this part, of the same version and bytes as the others."));

    private final Services services;

    FileSplitsFunction(List<String> schemaPath, Services services) {
        super(
                schemaPath,
                "file_splits",
                "Parts of a file that together hold each record once, for several readers at the same time.",
                PARAMETERS,
                COLUMNS,
                services.fanOut());
        this.services = services;
    }

    @Override
    public RowSource open(KeyValues arguments, Execution execution) {
        return new MadeRows(() -> rows(arguments, execution));
    }

    private List<@Nullable Object[]> rows(KeyValues arguments, Execution execution) {
        FileSplits splits = FileSplits.of(
                services.files().open(request(arguments, execution), execution), options(arguments), count(arguments));
        String file = file(arguments, splits);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i + 1 < splits.bounds().size(); i++) {
            long from = splits.bounds().get(i);
            long to = splits.bounds().get(i + 1);
            String predicate = file + " AND byte_offset >= " + from + " AND byte_offset < " + to;
            rows.add(new @Nullable Object[] {(long) i, from, to, predicate});
        }
        return rows;
    }

    private static int count(KeyValues arguments) {
        long count = arguments.number("splits").orElseThrow();
        if (count < 1 || count > MOST_SPLITS) {
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT, "splits must be from 1 to " + MOST_SPLITS + ", but is " + count);
        }
        return (int) count;
    }

    private DownloadInfoRequest request(KeyValues arguments, Execution execution) {
        FileRef file = new FileRef(
                arguments.required("space_id"),
                arguments.required("dentry_id"),
                arguments.number("version").orElse(null));
        return new DownloadInfoRequest(file, services.operator(arguments, execution), services.preferIntranet());
    }

    private ReadOptions options(KeyValues arguments) {
        return new ReadOptions(
                FileContentTable.format(arguments.string("format").orElse("csv")),
                arguments.string("charset").map(FileArguments::charset).orElse(null),
                isMultiline(arguments),
                0,
                Long.MAX_VALUE,
                services.maxRecordBytes(),
                services.maxColumns());
    }

    private static boolean isMultiline(KeyValues arguments) {
        return (Boolean) arguments.values().getOrDefault("multiline", true);
    }

    /** The part of the conditions that is the same for all; whoever reads with it need not find out the charset anew. */
    private static String file(KeyValues arguments, FileSplits splits) {
        StringBuilder sql = new StringBuilder();
        sql.append("space_id = ").append(text(arguments.required("space_id")));
        sql.append(" AND dentry_id = ").append(text(arguments.required("dentry_id")));
        arguments
                .number("version")
                .ifPresent(version -> sql.append(" AND version = ").append(version));
        arguments
                .string("union_id")
                .ifPresent(id -> sql.append(" AND union_id = ").append(text(id)));
        String format = arguments.string("format").orElse("csv");
        if (!format.equals("csv")) {
            sql.append(" AND format = ").append(text(format));
        }
        if (splits.charset() != null) {
            sql.append(" AND charset = ").append(text(splits.charset()));
        }
        if (splits.linesAreRecords() && FileContentTable.format(format) != RecordFormat.TEXT) {
            sql.append(" AND multiline = FALSE");
        }
        if (splits.etag() != null) {
            sql.append(" AND etag = ").append(text(splits.etag()));
        }
        return sql.toString();
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static TableColumn column(String name, ColumnType type, boolean nullable, String remarks) {
        return new TableColumn(name, type, nullable, KeyRole.NONE, remarks);
    }
}
