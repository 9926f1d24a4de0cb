// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.client.FileRef;
import io.github.dingtalksql.content.FileContents;
import io.github.dingtalksql.content.ReadOptions;
import io.github.dingtalksql.content.RecordFormat;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.LongRange;
import io.github.dingtalksql.plan.RowSource;
import io.github.dingtalksql.plan.ScanRequest;
import io.github.dingtalksql.plan.TupleCalls;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code file_content}: the records of a file. One download-info call and streamed range reads for each file. */
final class FileContentTable extends KeyedTable {
    private static final String SPACE_ID = FileContentColumn.SPACE_ID.sqlName();
    private static final String DENTRY_ID = FileContentColumn.DENTRY_ID.sqlName();
    private static final String NODE = FileContentColumn.NODE.sqlName();

    private static final String MULTILINE = FileContentColumn.MULTILINE.sqlName();

    private static final List<List<String>> KEY_SETS = List.of(List.of(SPACE_ID, DENTRY_ID), List.of(NODE));

    private final Services services;

    FileContentTable(Services services) {
        super(
                "file_content",
                "The records of a file: one row for each line of a text or record of a CSV.",
                FileContentColumn.columns(),
                services.fanOut());
        this.services = services;
    }

    @Override
    public List<List<String>> keySets() {
        return KEY_SETS;
    }

    @Override
    protected TupleCalls calls(Predicate<String> isBound) {
        return TupleCalls.of(isBound.test(NODE) ? NodeFiles.CALLS + 1 : 1);
    }

    @Override
    protected boolean takesTests() {
        return true;
    }

    @Override
    protected boolean makesDecimals() {
        return true;
    }

    /** What is made of several records on another thread does not know their numbers. */
    @Override
    protected boolean sumsUp(int column) {
        return FileContentColumn.at(column) != FileContentColumn.RECORD_NUMBER;
    }

    @Override
    public String exampleQuery() {
        return "SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '798'";
    }

    @Override
    public KeyValues normalized(KeyValues keys) {
        String format = keys.string(FileContentColumn.FORMAT.sqlName()).orElse("csv");
        KeyValues formatted = keys.with(FileContentColumn.FORMAT.sqlName(), format);
        if (format(format) != RecordFormat.TEXT) {
            return services.withKnownOperator(formatted.with(MULTILINE, isMultiline(keys)));
        }
        if (keys.isTrue(MULTILINE)) {
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT,
                    "multiline = TRUE is of csv and tsv: with format = 'text' every line is a record");
        }
        return services.withKnownOperator(formatted);
    }

    @Override
    public RowSource open(ScanRequest request) {
        if (request.keys().string(NODE).isEmpty() && services.knowsOperator(request.keys())) {
            return records(request, request.keys());
        }
        return new LazyRows(() -> {
            KeyValues keys = services.withOperator(request.keys(), request.execution());
            return keys.string(NODE)
                    .map(node -> recordsOfNode(request, keys, node))
                    .orElseGet(() -> records(request, keys));
        });
    }

    private RowSource recordsOfNode(ScanRequest request, KeyValues keys, String linkOrId) {
        FileRef file =
                NodeFiles.of(services, linkOrId, services.operator(keys, request.execution()), request.execution());
        boolean fits = keys.string(SPACE_ID).orElse(file.spaceId()).equals(file.spaceId())
                && keys.string(DENTRY_ID).orElse(file.dentryId()).equals(file.dentryId());
        return fits
                ? records(request, keys.with(SPACE_ID, file.spaceId()).with(DENTRY_ID, file.dentryId()))
                : new NoRows();
    }

    /** @param keys the request's keys and what was found out since: space, dentry and operator are bound */
    private RowSource records(ScanRequest request, KeyValues keys) {
        DownloadInfoRequest download = new DownloadInfoRequest(
                new FileRef(
                        keys.required(SPACE_ID),
                        keys.required(DENTRY_ID),
                        keys.number("version").orElse(null)),
                services.operator(keys, request.execution()),
                services.preferIntranet());
        LongRange offsets = request.range(FileContentColumn.BYTE_OFFSET.sqlName());
        LongRange numbers = request.range(FileContentColumn.RECORD_NUMBER.sqlName());
        ReadOptions options = new ReadOptions(
                format(keys.required(FileContentColumn.FORMAT.sqlName())),
                keys.string(FileContentColumn.CHARSET.sqlName())
                        .map(FileArguments::charset)
                        .orElse(null),
                isMultiline(keys),
                Math.max(0, offsets.min()),
                offsets.max() == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, offsets.max() + 1),
                services.maxRecordBytes(),
                services.maxColumns());
        long lastRecord = offsets.isEmpty() || numbers.isEmpty() ? 0 : numbers.max();
        if (lastRecord < 1) {
            return new NoRows();
        }
        @Nullable String etag = keys.string(FileContentColumn.ETAG.sqlName()).orElse(null);
        RecordValues values =
                new RecordValues(keys, request.columns(), request.tests(), AggregatedRecords.of(request.aggregates()));
        return new RecordRows(
                () -> FileContents.map(
                        services.files().open(download, etag, request.execution()),
                        options,
                        values,
                        lastRecord,
                        request.execution()),
                keys);
    }

    private static boolean isMultiline(KeyValues keys) {
        return (Boolean) keys.values().getOrDefault(MULTILINE, true);
    }

    /** Names are matched exactly, like every other key: the column shows what the query compared it with. */
    static RecordFormat format(String name) {
        for (RecordFormat format : RecordFormat.values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return format;
            }
        }
        throw new DingTalkException(
                ErrorCode.INVALID_ARGUMENT, "format must be 'csv', 'tsv' or 'text', but is '" + name + "'");
    }
}
