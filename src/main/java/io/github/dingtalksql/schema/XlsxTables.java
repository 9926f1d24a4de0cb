// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.content.typed.CellRange;
import io.github.dingtalksql.content.typed.FileColumn;
import io.github.dingtalksql.content.typed.Selection;
import io.github.dingtalksql.content.typed.TypedReader;
import io.github.dingtalksql.content.typed.XlsxLayout;
import io.github.dingtalksql.content.typed.XlsxRows;
import io.github.dingtalksql.content.typed.XlsxSampling;
import io.github.dingtalksql.content.typed.XlsxSettings;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.remote.RemoteFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes tables of workbooks. Thread-safe. */
record XlsxTables(Services services, FileSamples samples, KeptLayouts<XlsxSettings, XlsxLayout> kept) {
    /** How many times its size a sheet may be unpacked for a sample. */
    private static final int UNPACKED = 4;

    private static final int HEAP_SHARE = 4;

    /** What the columns do not depend on if they are told, and if they are found. */
    private static final String[] LATE_IF_TOLD = {"sheet", "range", "header", "sample_bytes", "on_error"};

    private static final String[] LATE_IF_FOUND = {"on_error"};

    /** A layout and the sample of the state of the file that it is of. */
    record Found(XlsxLayout layout, FileSample sample) {
        String shown() {
            return "sheet '" + layout.sheetName() + "' from cell " + layout.firstCell();
        }

        String letters(int position) {
            return layout.letters(position);
        }
    }

    /**
     * The table that the arguments describe. Takes a sample of the file, unless they say what the columns are.
     *
     * @param parameters of the function
     */
    FileTable table(FileArguments arguments, List<TableColumn> parameters, Execution planning) {
        XlsxSettings settings = settings(arguments);
        boolean isTold = !settings.columns().isEmpty();
        Found found = isTold
                ? null
                : find(arguments.request(services, planning), settings, arguments.sampleBytes(), planning);
        List<FileColumn> columns =
                found == null ? settings.columns() : found.layout().columns();
        return new FileTable(
                arguments.function(),
                "The rows of a sheet, typed.",
                FileColumns.of(
                        columns,
                        position -> found == null
                                ? "Column " + (position + 1) + " of the range"
                                : "Column " + found.letters(position) + " of the sheet",
                        typeBy(settings)),
                arguments.late(parameters, isTold ? LATE_IF_TOLD : LATE_IF_FOUND),
                new Xlsx(this, arguments, settings, found),
                arguments.shown() + (found == null ? "" : "; found: " + found.shown()),
                services);
    }

    private static String typeBy(XlsxSettings settings) {
        if (!settings.columns().isEmpty()) {
            return FileColumns.TOLD;
        }
        return settings.allVarchar() ? FileColumns.ALL_VARCHAR : "type found in the first rows";
    }

    private XlsxSettings settings(FileArguments arguments) {
        return new XlsxSettings(
                arguments.text("sheet").orElse(null),
                arguments.text("range").map(CellRange::parse).orElse(null),
                arguments.flag("header", true),
                arguments.columns(),
                arguments.flag("all_varchar", false),
                arguments.onError(),
                UNPACKED * arguments.sampleBytes(),
                services.maxRecordBytes(),
                services.maxColumns(),
                Runtime.getRuntime().maxMemory() / HEAP_SHARE);
    }

    private Found find(DownloadInfoRequest request, XlsxSettings settings, int sampleBytes, Execution execution) {
        FileSample sample = samples.sample(request, sampleBytes, execution).seenBy(execution);
        XlsxLayout known = kept.find(request, settings, sample.fingerprint());
        if (known != null) {
            return new Found(known, sample);
        }
        if (sample.total() == FileSample.UNKNOWN) {
            throw new DingTalkException(
                    ErrorCode.UNSUPPORTED,
                    "File " + request.file() + ": the store does not say how long it is, so that the directory of the"
                            + " workbook, which is at its end, cannot be found");
        }
        RemoteFile file = sample.continuedBy(services.files().open(request, execution), execution);
        XlsxLayout layout = new XlsxSampling(settings, file, sample.bytes(), sample.total()).layout();
        kept.keep(request, settings, sample.fingerprint(), layout);
        return new Found(layout, sample);
    }

    /** @param found null if the columns are told: then the rest is found out when the file is read */
    private record Xlsx(
            XlsxTables tables,
            FileArguments arguments,
            XlsxSettings settings,
            @Nullable Found found) implements FileFormat {
        @Override
        public FileFormat with(KeyValues options) {
            FileArguments all = arguments.with(options);
            return new Xlsx(tables, all, tables.settings(all), found);
        }

        @Override
        public long heldBytes() {
            return found == null ? 0 : found.sample().bytes().length;
        }

        @Override
        public boolean looksAtConditions() {
            return true;
        }

        @Override
        public TypedReader open(DownloadInfoRequest request, Selection wanted, Execution execution) {
            Found now = found == null ? tables.find(request, settings, arguments.sampleBytes(), execution) : found;
            RemoteFile remote = tables.services.files().open(request, execution);
            return new XlsxRows(now.sample().continuedBy(remote, execution), settings, now.layout(), wanted, execution);
        }
    }
}
