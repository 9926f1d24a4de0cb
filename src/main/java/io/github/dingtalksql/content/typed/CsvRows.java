// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.FileContents;
import io.github.dingtalksql.content.MappedRecords;
import io.github.dingtalksql.remote.RemoteFile;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file, made by {@link CsvValues}. */
public final class CsvRows implements TypedReader {
    private final String fileName;
    private final MappedRecords records;
    private final Misfits misfits;

    public CsvRows(RemoteFile file, CsvSettings settings, CsvLayout layout, Selection wanted, Execution execution) {
        this.fileName = file.name();
        this.misfits = new Misfits(
                file.name(),
                settings.onError(),
                settings.columns().isEmpty()
                        ? "The types were found in the first bytes of the file: raise sample_bytes, give columns, or read"
                                + " all as text with all_varchar => true"
                        : "Correct the argument columns, or the file",
                execution);
        this.records = FileContents.map(
                file,
                CsvSampling.options(settings, layout.charset()),
                layout.dialect(),
                new CsvValues(settings, layout, wanted, misfits),
                execution);
    }

    @Override
    public boolean next() {
        boolean found = records.next();
        if (!found) {
            misfits.tell();
        }
        return found;
    }

    @Override
    public @Nullable Object[] row() {
        return records.values();
    }

    @Override
    public String place() {
        return fileName + ", record " + records.recordNumber() + ", byte offset " + records.byteOffset();
    }

    @Override
    public void close() {
        misfits.tell();
        records.close();
    }
}
