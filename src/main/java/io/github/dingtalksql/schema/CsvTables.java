// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.content.typed.CsvLayout;
import io.github.dingtalksql.content.typed.CsvRows;
import io.github.dingtalksql.content.typed.CsvSampling;
import io.github.dingtalksql.content.typed.CsvSettings;
import io.github.dingtalksql.content.typed.TypedReader;
import io.github.dingtalksql.content.typed.UnpackedFile;
import io.github.dingtalksql.remote.RemoteFile;
import org.jspecify.annotations.Nullable;

/** Makes tables of CSV files. Thread-safe. */
record CsvTables(Services services, FileSamples samples) {
    /**
     * The table that the arguments describe. Takes a sample of the file, unless they say what the columns are.
     */
    FileTable table(FileArguments arguments, Execution planning) {
        CsvSettings settings = settings(arguments);
        FileSample sample = settings.columns().isEmpty()
                ? samples.sample(arguments.request(services, planning), arguments.sampleBytes(), planning)
                : null;
        CsvLayout layout = sample == null ? null : new CsvSampling(settings, sample.head()).layout();
        return new FileTable(
                arguments.function(),
                "The records of a CSV file, typed.",
                FileColumns.of(layout == null ? settings.columns() : layout.columns()),
                new Csv(this, settings, layout, sample, arguments.sampleBytes()),
                options(arguments, layout, sample),
                services);
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
                        : layout.dialect().delimiter()) + "', charset " + layout.charset();
        return given + "; found in the first " + sample.bytes().length + " bytes: " + found;
    }

    /** @param layout null if nothing had to be found out for the columns */
    private record Csv(
            CsvTables tables,
            CsvSettings settings,
            @Nullable CsvLayout layout,
            @Nullable FileSample sample,
            int sampleBytes)
            implements FileFormat {
        @Override
        public TypedReader open(DownloadInfoRequest request, int[] columns, Execution execution) {
            RemoteFile remote = tables.services.files().open(request, execution);
            if (layout != null && sample != null) {
                return rows(sample.continuedBy(remote, execution), layout, columns, execution);
            }
            if (settings.isComplete()) {
                return rows(remote, settings.told(), columns, execution);
            }
            FileSample taken = tables.samples.sample(request, sampleBytes, execution);
            CsvLayout found = new CsvSampling(settings, taken.head()).layout();
            return rows(taken.continuedBy(remote, execution), found, columns, execution);
        }

        private TypedReader rows(RemoteFile file, CsvLayout found, int[] columns, Execution execution) {
            return new CsvRows(new UnpackedFile(file), settings, found, columns, execution);
        }
    }
}
