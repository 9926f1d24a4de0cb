// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The current record of a {@link RecordBuffer}, and its text. */
abstract class CutRecords implements FieldReader {
    /** Holds the current record. */
    abstract RecordBuffer buffer();

    /** Of the current record. */
    abstract RecordText text();

    @Override
    public long recordNumber() {
        return buffer().number();
    }

    @Override
    public long byteOffset() {
        return buffer().offset();
    }

    @Override
    public int byteLength() {
        return buffer().length();
    }

    @Override
    public String content() {
        return text().content();
    }

    @Override
    public @Nullable List<String> fields() {
        return text().fields();
    }

    @Override
    public @Nullable String field(int index) {
        return text().field(index);
    }

    @Override
    public int fieldCount() {
        return text().fieldCount();
    }

    @Override
    public boolean isQuoted(int index) {
        return text().isQuoted(index);
    }

    @Override
    public boolean startsWith(char ascii) {
        return text().startsWith(ascii);
    }

    @Override
    public @Nullable String fieldAmong(int index, FieldTexts texts) {
        return text().fieldAmong(index, texts);
    }

    @Override
    public long number(int index, int scale) {
        return text().number(index, scale);
    }

    @Override
    public void checkField(int index) {
        text().checkField(index);
    }

    @Override
    public void checkContent() {
        text().checkContent();
    }
}
