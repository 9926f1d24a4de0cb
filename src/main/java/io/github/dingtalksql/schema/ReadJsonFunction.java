// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static io.github.dingtalksql.schema.FileArguments.option;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.content.typed.JsonLayout;
import io.github.dingtalksql.content.typed.JsonRows;
import io.github.dingtalksql.content.typed.JsonSampling;
import io.github.dingtalksql.content.typed.JsonSettings;
import io.github.dingtalksql.content.typed.Selection;
import io.github.dingtalksql.content.typed.TypedReader;
import io.github.dingtalksql.content.typed.UnpackedFile;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.plan.TabularFunction;
import io.github.dingtalksql.remote.RemoteFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code read_json(…)}: the objects of a JSON file as a table with names and types. */
final class ReadJsonFunction extends TabularFunction {
    private static final String NAME = "read_json";
    private static final String REMARKS = "The objects of a JSON file.";

    private static final List<TableColumn> PARAMETERS = FileArguments.parameters(
            option(
                    "charset",
                    ColumnType.VARCHAR,
                    "Character set; left out: byte-order mark, else detected, else UTF-8."),
            option(
                    "columns",
                    ColumnType.VARCHAR,
                    "Names and types of the fields wanted, such as `'id BIGINT, tags VARCHAR'`."),
            option("sample_bytes", ColumnType.INTEGER, "Bytes in which fields are found; left out: 262144."),
            option("on_error", ColumnType.VARCHAR, "What does not fit: `fail` (default), `null` or `skip`."));

    /** What the columns do not depend on if they are told, and if they are found. */
    private static final String[] LATE_IF_TOLD = {"charset", "sample_bytes", "on_error"};

    private static final String[] LATE_IF_FOUND = {"on_error"};

    private final Services services;
    private final FileSamples samples;

    ReadJsonFunction(Services services, FileSamples samples) {
        super(
                NAME,
                "JSON lines or one array of objects, plain or gzip, as a table; nested values as JSON text.",
                PARAMETERS);
        this.services = services;
        this.samples = samples;
    }

    @Override
    public KeyedTable table(KeyValues literals, Execution planning) {
        FileArguments arguments = new FileArguments(NAME, literals);
        JsonSettings settings = settings(arguments);
        boolean isTold = !settings.columns().isEmpty();
        FileSample sample = isTold
                ? null
                : samples.sample(arguments.request(services, planning), arguments.sampleBytes(), planning);
        JsonLayout layout =
                sample == null ? JsonLayout.told(settings) : new JsonSampling(settings, sample.head()).layout();
        String found = sample == null
                ? ""
                : "; found in the first " + sample.bytes().length + " bytes: charset " + layout.charset();
        return new FileTable(
                NAME,
                REMARKS,
                FileColumns.of(
                        layout.columns(),
                        position -> "Value of \"" + layout.keys().get(position) + "\" in each object",
                        sample == null ? FileColumns.TOLD : FileColumns.foundIn(sample)),
                arguments.late(parameters(), isTold ? LATE_IF_TOLD : LATE_IF_FOUND),
                new Json(this, arguments, settings, layout, sample),
                arguments.shown() + found,
                services);
    }

    private JsonSettings settings(FileArguments arguments) {
        return new JsonSettings(
                arguments.charset(),
                arguments.columns(),
                arguments.onError(),
                services.maxRecordBytes(),
                services.maxColumns());
    }

    /** @param sample null if the columns are told */
    private record Json(
            ReadJsonFunction function,
            FileArguments arguments,
            JsonSettings settings,
            JsonLayout layout,
            @Nullable FileSample sample)
            implements FileFormat {
        @Override
        public FileFormat with(KeyValues options) {
            FileArguments all = arguments.with(options);
            JsonSettings known = function.settings(all);
            return new Json(function, all, known, sample == null ? JsonLayout.told(known) : layout, sample);
        }

        @Override
        public long heldBytes() {
            return sample == null ? 0 : sample.bytes().length;
        }

        @Override
        public boolean looksAtConditions() {
            return true;
        }

        @Override
        public TypedReader open(DownloadInfoRequest request, Selection wanted, Execution execution) {
            RemoteFile remote = function.services.files().open(request, execution);
            RemoteFile file = sample == null ? remote : sample.continuedBy(remote, execution);
            if (settings.charset() == null && sample != null) {
                sample.head().warnOfGuess(layout.charset(), execution);
            }
            return new JsonRows(new UnpackedFile(file), settings, layout, wanted, execution);
        }
    }
}
