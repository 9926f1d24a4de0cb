// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.CsvDialect;
import io.github.dingtalksql.content.FieldReader;
import io.github.dingtalksql.content.FileContents;
import io.github.dingtalksql.content.ReadOptions;
import io.github.dingtalksql.content.RecordFormat;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out from the first bytes of a CSV file what it is like. */
public final class CsvSampling {
    /** Records that are looked at to find the delimiter. */
    private static final int SNIFFED_RECORDS = 200;

    private final CsvSettings settings;
    private final FileHead head;
    private final MemoryFile file;
    private final Charset charset;

    public CsvSampling(CsvSettings settings, FileHead head) {
        this.settings = settings;
        this.head = head;
        this.file = new MemoryFile(head.name(), head.wholeLines());
        Charset told = settings.charset();
        this.charset = told == null ? FileContents.detectCharset(file.bytes(), head.whole()) : told;
    }

    /** What is told of the file, and the rest found out. */
    public CsvLayout layout() {
        head.requireText();
        char told = settings.dialect().delimiter();
        CsvDialect dialect = settings.dialect().delimitedBy(told == CsvDialect.NONE ? delimiter() : told);
        return new CsvLayout(dialect, charset, settings.columns().isEmpty() ? columns(dialect) : settings.columns());
    }

    /** Where several columns are told, one must be between them. */
    private char delimiter() {
        char found = new DelimiterGuess().find(settings.dialect(), this::fieldCounts);
        return found == CsvDialect.NONE && settings.columns().size() > 1 ? ',' : found;
    }

    private DelimiterGuess.FieldCounts fieldCounts(CsvDialect dialect) {
        DelimiterGuess.FieldCounts counts = new DelimiterGuess.FieldCounts();
        try (FieldReader reader = open(dialect)) {
            while (counts.records() < SNIFFED_RECORDS && next(reader, dialect)) {
                if (reader.byteLength() > 0) {
                    counts.add(reader.fieldCount());
                }
            }
        } catch (DingTalkException e) {
            if (e.code() != ErrorCode.MALFORMED_CONTENT) {
                throw e;
            }
            // What is no CSV in this dialect may be some in another: it counts as a record that does not agree.
            counts.addMalformed(head.whole() ? SNIFFED_RECORDS : 1);
        }
        return counts;
    }

    private List<FileColumn> columns(CsvDialect dialect) {
        List<String> names = new ArrayList<>();
        List<TypeGuess> guesses = new ArrayList<>();
        try (FieldReader reader = open(dialect)) {
            boolean first = true;
            while (next(reader, dialect)) {
                if (reader.byteLength() == 0) {
                    continue;
                }
                if (first) {
                    names = names(reader);
                    names.forEach(name -> guesses.add(new TypeGuess(true)));
                }
                if (!first || !settings.header()) {
                    consider(reader, guesses);
                }
                first = false;
            }
        } catch (DingTalkException e) {
            // What is malformed is told when the rows are read; in a part of a file it may be its end that is missing.
            if (e.code() != ErrorCode.MALFORMED_CONTENT || names.isEmpty()) {
                throw e;
            }
        }
        if (names.isEmpty() && !head.whole()) {
            throw new DingTalkException(
                    ErrorCode.MALFORMED_CONTENT,
                    "File " + head.name() + ", byte offset 0: the first record is longer than the sample of "
                            + file.bytes().length + " bytes. Raise sample_bytes, or give columns");
        }
        return columns(names, guesses);
    }

    private static List<FileColumn> columns(List<String> names, List<TypeGuess> guesses, CsvSettings settings) {
        List<FileColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(new FileColumn(
                    names.get(i),
                    settings.allVarchar() ? FieldType.VARCHAR : guesses.get(i).type()));
        }
        return columns;
    }

    private List<FileColumn> columns(List<String> names, List<TypeGuess> guesses) {
        // A table has at least one column, so that an empty file is an empty table.
        return names.isEmpty()
                ? List.of(new FileColumn(ColumnNames.numbered(0), FieldType.VARCHAR))
                : columns(names, guesses, settings);
    }

    private List<String> names(FieldReader reader) {
        List<String> header = new ArrayList<>();
        for (int i = 0; i < reader.fieldCount(); i++) {
            String name = settings.header() ? reader.field(i) : "";
            header.add(name == null ? "" : name);
        }
        return ColumnNames.of(header);
    }

    private void consider(FieldReader reader, List<TypeGuess> guesses) {
        if (reader.fieldCount() != guesses.size()) {
            return;
        }
        for (int i = 0; i < guesses.size(); i++) {
            String field = reader.field(i);
            if (field != null && (!settings.isNull(field) || reader.isQuoted(i))) {
                guesses.get(i).add(field);
            }
        }
    }

    /** The next record that is one: neither a comment nor before the table. */
    static boolean next(FieldReader reader, CsvDialect dialect) {
        while (reader.next()) {
            boolean isComment = dialect.hasComment() && reader.startsWith(dialect.comment());
            if (!isComment && reader.recordNumber() > dialect.plainLines()) {
                return true;
            }
        }
        return false;
    }

    private FieldReader open(CsvDialect dialect) {
        return FileContents.open(file, options(settings, charset), dialect);
    }

    static ReadOptions options(CsvSettings settings, @Nullable Charset charset) {
        return new ReadOptions(
                RecordFormat.CSV, charset, 0, Long.MAX_VALUE, settings.maxRecordBytes(), settings.maxColumns());
    }
}
