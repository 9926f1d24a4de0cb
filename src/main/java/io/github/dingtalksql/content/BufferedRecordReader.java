// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.remote.RemoteFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens a file at the first {@link #next}, and ends for good at the first failure. */
final class BufferedRecordReader implements FieldReader {
    private final ReadOptions options;
    private final CsvDialect dialect;
    private final ContentErrors errors;
    private final RangedInput input;

    private @Nullable RecordBuffer records;
    private @Nullable RecordText text;
    private @Nullable Charset charset;
    private boolean hasRecord;
    private boolean ended;
    private @Nullable DingTalkException failure;
    private volatile boolean closed;

    BufferedRecordReader(RemoteFile file, ReadOptions options) {
        this(file, options, options.format() == RecordFormat.TSV ? CsvDialect.TSV : CsvDialect.CSV);
    }

    BufferedRecordReader(RemoteFile file, ReadOptions options, CsvDialect dialect) {
        this.options = options;
        this.dialect = dialect;
        this.errors = new ContentErrors(file.name(), options);
        this.input = new RangedInput(file);
    }

    @Override
    public boolean next() {
        hasRecord = false;
        if (text != null && text.failure() != null) {
            failure = text.failure();
        }
        if (failure != null) {
            throw failure;
        }
        if (ended) {
            return false;
        }
        if (closed) {
            throw errors.closed();
        }
        try {
            RecordBuffer opened = records == null ? open() : records;
            hasRecord = opened.next();
            ended = !hasRecord;
            return hasRecord;
        } catch (DingTalkException e) {
            failure = e;
            throw e;
        }
    }

    private RecordBuffer open() {
        Encoding encoding = dialect.cutting(new FileStart(input, options, errors).open());
        Charset cutCharset = encoding.cutAsBytes() ? encoding.charset() : StandardCharsets.UTF_8;
        boolean isText = options.format() == RecordFormat.TEXT;
        CsvFields fields = isText ? null : new CsvFields(dialect);
        RecordCutter cutter = isText || !dialect.hasQuote() ? new LineCutter() : new CsvCutter(dialect, cutCharset);
        ContentInput source = encoding.cutAsBytes() ? input : new TranscodingInput(input, encoding);
        RecordBuffer opened = new RecordBuffer(source, cutter, fields, encoding, options, errors);
        charset = encoding.charset();
        text = new RecordText(opened, fields, dialect, new TextDecoder(cutCharset), encoding.charset(), errors);
        records = opened;
        return opened;
    }

    @Override
    public long recordNumber() {
        return current().number();
    }

    @Override
    public long byteOffset() {
        return current().offset();
    }

    @Override
    public int byteLength() {
        return current().length();
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
    public void check(int index) {
        text().check(index);
    }

    @Override
    public void checkContent() {
        text().checkContent();
    }

    @Override
    public boolean isAny(int index, EncodedTexts texts) {
        return text().isAny(index, texts);
    }

    @Override
    public long scaled(int index, int scale) {
        return text().scaled(index, scale);
    }

    @Override
    public boolean startsWith(char ascii) {
        return text().startsWith(ascii);
    }

    @Override
    public String charset() {
        if (charset == null) {
            throw new IllegalStateException("The charset is known after the first next()");
        }
        return charset.name();
    }

    private RecordBuffer current() {
        if (records == null || !hasRecord) {
            throw new IllegalStateException("There is no current record");
        }
        return records;
    }

    private RecordText text() {
        current();
        if (text == null) {
            throw new IllegalStateException("There is no current record");
        }
        return text;
    }

    /** Bytes of memory that hold the current record; for tests. */
    int bufferBytes() {
        return records == null ? 0 : records.bytes().length;
    }

    @Override
    public void close() {
        closed = true;
        input.close();
    }
}
