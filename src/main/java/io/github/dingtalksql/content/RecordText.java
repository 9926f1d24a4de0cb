// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.DingTalkException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The current record of a {@link RecordBuffer} as text, decoded as far as it is asked for. */
final class RecordText {
    private final RecordBuffer record;
    private final @Nullable CsvFields fields;
    private final CsvDialect dialect;
    private final TextDecoder decoder;
    private final Charset fileCharset;
    private final ContentErrors errors;

    private final BooleanSupplier quoted;

    private @Nullable DingTalkException failure;

    RecordText(
            RecordBuffer record,
            @Nullable CsvFields fields,
            CsvDialect dialect,
            TextDecoder decoder,
            Charset fileCharset,
            ContentErrors errors) {
        this.record = record;
        this.quoted = record::isQuoted;
        this.fields = fields;
        this.dialect = dialect;
        this.decoder = decoder;
        this.fileCharset = fileCharset;
        this.errors = errors;
    }

    /** What the text of a record failed with; null if none did. */
    @Nullable
    DingTalkException failure() {
        return failure;
    }

    String content() {
        return decoded(record.start(), record.end());
    }

    @Nullable
    List<String> fields() {
        if (fields == null) {
            return null;
        }
        int count = fields.find(record.bytes(), record.end(), quoted, Integer.MAX_VALUE);
        String[] values = new String[count];
        for (int i = 0; i < count; i++) {
            values[i] = value(fields, i);
        }
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    @Nullable
    String field(int index) {
        if (index < 0) {
            throw new IndexOutOfBoundsException(index);
        }
        return fields != null && has(fields, index) ? value(fields, index) : null;
    }

    private boolean has(CsvFields found, int index) {
        return found.seek(record.bytes(), record.end(), quoted, index);
    }

    @Nullable
    String fieldAmong(int index, FieldTexts texts) {
        if (fields == null || !has(fields, index)) {
            return null;
        }
        fields.locate(index);
        int from = fields.begin();
        int to = fields.end();
        boolean isPlain = decoder.asciiIsItself() && texts.areFew() && !fields.isEscaped();
        String found = isPlain ? texts.findAscii(record.bytes(), from, to) : null;
        return found != null || isPlain && ByteScan.isAscii(record.bytes(), from, to)
                ? found
                : texts.find(value(fields, index));
    }

    long number(int index, int scale) {
        if (fields == null || !decoder.asciiIsItself() || !has(fields, index)) {
            return PlainNumbers.NONE;
        }
        fields.locate(index);
        return fields.isEscaped()
                ? PlainNumbers.NONE
                : PlainNumbers.scaled(record.bytes(), fields.begin(), fields.end(), scale);
    }

    void checkField(int index) {
        if (fields != null && has(fields, index)) {
            fields.locate(index);
            check(fields.begin(), fields.end());
        }
    }

    void checkContent() {
        check(record.start(), record.end());
    }

    private void check(int from, int to) {
        if (!isAscii(from, to)) {
            decoded(from, to);
        }
    }

    private boolean isAscii(int from, int to) {
        return decoder.asciiIsItself() && ByteScan.isAscii(record.bytes(), from, to);
    }

    int fieldCount() {
        return fields == null ? 0 : fields.find(record.bytes(), record.end(), quoted, Integer.MAX_VALUE);
    }

    boolean isQuoted(int index) {
        if (!record.isQuoted() || fields == null || !has(fields, index)) {
            return false;
        }
        int begin = fields.beginOf(index);
        return begin > record.start() && record.bytes()[begin - 1] == dialect.quote();
    }

    boolean startsWith(char ascii) {
        return record.start() < record.end() && record.bytes()[record.start()] == ascii;
    }

    private String value(CsvFields found, int index) {
        found.locate(index);
        String value = decoded(found.begin(), found.end());
        return found.isEscaped() ? dialect.unescaped(value) : value;
    }

    private String decoded(int from, int to) {
        byte[] bytes = record.bytes();
        if (isAscii(from, to)) {
            return TextDecoder.ascii(bytes, from, to);
        }
        String text = decoder.decode(bytes, from, to);
        if (text == null) {
            long offset = record.offsetOf(decoder.malformedAt(bytes, from, to));
            failure = errors.notOfCharset(record.number(), offset, fileCharset);
            throw failure;
        }
        return text;
    }
}
