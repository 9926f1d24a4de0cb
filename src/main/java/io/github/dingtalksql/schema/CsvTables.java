// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.content.typed.CsvLayout;
import io.github.dingtalksql.content.typed.CsvRows;
import io.github.dingtalksql.content.typed.CsvSampling;
import io.github.dingtalksql.content.typed.CsvSettings;
import io.github.dingtalksql.content.typed.Selection;
import io.github.dingtalksql.content.typed.TypedReader;
import io.github.dingtalksql.content.typed.UnpackedFile;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.remote.RemoteFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes tables of CSV files. Thread-safe. */
record CsvTables(Services services, FileSamples samples, KeptLayouts<Sampling, CsvLayout> kept) {
    /** What a layout depends on beside the file: its first {@code bytes}, or all of them if it has less, are looked at. */
    record Sampling(CsvSettings settings, int bytes) {}

    /** What the columns do not depend on if they are told, and if they are found. */
    private static final String[] LATE_IF_TOLD = {
        "header",
        "delimiter",
        "quote",
        "escape",
        "comment",
        "null_string",
        "charset",
        "skip",
        "sample_bytes",
        "on_error"
    };

    private static final String[] LATE_IF_FOUND = {"on_error"};

    /**
     * The table that the arguments describe. Takes a sample of the file, unless they say what the columns are.
     *
     * @param parameters of the function
     */
    FileTable table(FileArguments arguments, List<TableColumn> parameters, Execution planning) {
        CsvSettings settings = settings(arguments);
        FileSample sample = settings.columns().isEmpty()
                ? samples.sample(arguments.request(services, planning), arguments.sampleBytes(), planning)
                : null;
        CsvLayout layout = sample == null ? null : layout(settings, sample);
        return new FileTable(
                arguments.function(),
                "The records of a CSV file, typed.",
                FileColumns.of(
                        layout == null ? settings.columns() : layout.columns(),
                        position -> "Field " + (position + 1) + " of each record",
                        typeBy(settings, sample)),
                arguments.late(parameters, layout == null ? LATE_IF_TOLD : LATE_IF_FOUND),
                new Csv(this, arguments, settings, layout, sample),
                options(arguments, layout, sample),
                services);
    }

    private CsvLayout layout(CsvSettings settings, FileSample sample) {
        Sampling sampling = new Sampling(settings, sample.bytes().length);
        CsvLayout known = kept.find(sample.request(), sampling, sample.fingerprint());
        if (known != null) {
            return known;
        }
        CsvLayout found = new CsvSampling(settings, sample.head()).layout();
        kept.keep(sample.request(), sampling, sample.fingerprint(), found);
        return found;
    }

    private static String typeBy(CsvSettings settings, @Nullable FileSample sample) {
        if (sample == null) {
            return FileColumns.TOLD;
        }
        return settings.allVarchar() ? FileColumns.ALL_VARCHAR : FileColumns.foundIn(sample);
    }

    private CsvSettings settings(FileArguments arguments) {
        return new CsvSettings(
                arguments.flag("header", true),
                arguments.dialect(),
                arguments.text("null_string").orElse(null),
                arguments.charset(),
                arguments.columns(),
                arguments.flag("all_varchar", false),
                arguments.onError(),
                services.maxRecordBytes(),
                services.maxColumns());
    }

    private static String options(FileArguments arguments, @Nullable CsvLayout layout, @Nullable FileSample sample) {
        String given = arguments.shown();
        if (layout == null || sample == null) {
            return given;
        }
        String found = "delimiter '"
                + (layout.dialect().delimiter() == '\t'
                        ? "\\t"
                        : layout.dialect().delimiter()) + "'";
        boolean isDivided = layout.dialect().hasDelimiter();
        return given + "; found in the first " + sample.bytes().length + " bytes: "
                + (isDivided ? found : "no delimiter") + ", charset " + layout.charset();
    }

    /** @param layout null if nothing had to be found out for the columns */
    private record Csv(
            CsvTables tables,
            FileArguments arguments,
            CsvSettings settings,
            @Nullable CsvLayout layout,
            @Nullable FileSample sample)
            implements FileFormat {
        @Override
        public FileFormat with(KeyValues options) {
            FileArguments all = arguments.with(options);
            return new Csv(tables, all, tables.settings(all), layout, sample);
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
        public boolean sumsUp() {
            return true;
        }

        @Override
        public TypedReader open(DownloadInfoRequest request, Selection wanted, Execution execution) {
            RemoteFile remote = tables.services.files().open(request, execution);
            if (layout != null && sample != null) {
                return rows(sample.continuedBy(remote, execution), layout, wanted, execution);
            }
            if (settings.isComplete()) {
                return rows(remote, settings.told(), wanted, execution);
            }
            FileSample taken = tables.samples.sample(request, arguments.sampleBytes(), execution);
            CsvLayout found = tables.layout(settings, taken);
            return rows(taken.continuedBy(remote, execution), found, wanted, execution);
        }

        private TypedReader rows(RemoteFile file, CsvLayout found, Selection wanted, Execution execution) {
            if (settings.charset() == null && sample != null) {
                sample.head().warnOfGuess(found.charset(), execution);
            }
            return new CsvRows(new UnpackedFile(file), settings, found, wanted, execution);
        }
    }
}
