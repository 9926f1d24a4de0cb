// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static io.github.dingtalksql.schema.FileArguments.option;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.typed.FileColumn;
import io.github.dingtalksql.content.typed.JsonLayout;
import io.github.dingtalksql.content.typed.JsonRows;
import io.github.dingtalksql.content.typed.JsonSampling;
import io.github.dingtalksql.content.typed.JsonSettings;
import io.github.dingtalksql.content.typed.TypedReader;
import io.github.dingtalksql.content.typed.UnpackedFile;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.plan.TabularFunction;
import io.github.dingtalksql.remote.RemoteFile;
import java.util.List;

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
        JsonSettings settings = new JsonSettings(
                arguments.charset(),
                arguments.columns(),
                arguments.onError(),
                services.maxRecordBytes(),
                services.maxColumns());
        if (!settings.columns().isEmpty()) {
            JsonLayout told = JsonLayout.told(settings);
            FileFormat format = (request, columns, execution) ->
                    rows(services.files().open(request, execution), settings, told, columns, execution);
            return table(told.columns(), format, arguments.shown());
        }
        FileSample sample = samples.sample(arguments.request(services, planning), arguments.sampleBytes(), planning);
        JsonLayout found = new JsonSampling(settings, sample.head()).layout();
        FileFormat format = (request, columns, execution) -> {
            RemoteFile remote = services.files().open(request, execution);
            return rows(sample.continuedBy(remote, execution), settings, found, columns, execution);
        };
        String options = arguments.shown() + "; found in the first " + sample.bytes().length + " bytes: charset "
                + found.charset();
        return table(found.columns(), format, options);
    }

    private static TypedReader rows(
            RemoteFile file, JsonSettings settings, JsonLayout layout, int[] columns, Execution execution) {
        return new JsonRows(new UnpackedFile(file), settings, layout, columns, execution);
    }

    private KeyedTable table(List<FileColumn> columns, FileFormat format, String options) {
        return new FileTable(NAME, REMARKS, FileColumns.of(columns), format, options, services);
    }
}
