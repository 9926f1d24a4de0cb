// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How the records of one file are cut: makes what cuts them, for the file or for blocks of it. */
record RecordCutting(ReadOptions options, CsvDialect dialect, Encoding encoding, ContentErrors errors) {
    /** Two that belong together: what holds a record, and its text. */
    record Parts(RecordBuffer buffer, RecordText text) {}

    Parts parts(ContentInput input) {
        boolean isText = options.format() == RecordFormat.TEXT;
        Charset charset = encoding.cutAsBytes() ? encoding.charset() : StandardCharsets.UTF_8;
        CsvIndex index = isIndexed() ? new CsvIndex(dialect) : null;
        CsvFields fields = isText ? null : new CsvFields(dialect, index);
        RecordBuffer buffer = new RecordBuffer(input, cutter(charset, index), fields, encoding, options, errors);
        TextDecoder decoder = new TextDecoder(charset);
        return new Parts(buffer, new RecordText(buffer, fields, dialect, decoder, encoding.charset(), errors));
    }

    private boolean isIndexed() {
        return options.format() != RecordFormat.TEXT
                && options.multiline()
                && encoding.cutAsBytes()
                && CsvIndex.knows(dialect);
    }

    private RecordCutter cutter(Charset charset, @Nullable CsvIndex index) {
        if (everyLineIsARecord()) {
            return new LineCutter();
        }
        CsvCutter csv = new CsvCutter(dialect, charset, index);
        return options.multiline() ? csv : new CsvLineCutter(csv, dialect);
    }

    private boolean everyLineIsARecord() {
        return options.format() == RecordFormat.TEXT || !dialect.hasQuote();
    }

    /** Whether a block from the middle of the file can be cut alone, if it begins and ends with a record. */
    boolean isDivisible() {
        return encoding.cutAsBytes()
                && options.toOffset() == Long.MAX_VALUE
                && (options.linesAreRecords() || everyLineIsARecord() || isIndexed());
    }

    /**
     * Where the last record of a block ends, behind its line end, as well as can be told from the bytes before: the next
     * block begins there. -1 if that cannot be told.
     */
    int lastEnd(byte[] bytes, int length) {
        return options.linesAreRecords() || everyLineIsARecord()
                ? BlockEnd.ofLines(bytes, length)
                : BlockEnd.ofQuoted(bytes, length, dialect);
    }

    RecordCutting behindPlainLines() {
        return new RecordCutting(options, dialect.behindPlainLines(), encoding, errors);
    }
}
