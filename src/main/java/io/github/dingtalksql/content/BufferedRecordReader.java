// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.remote.RemoteFile;
import io.github.dingtalksql.remote.Representation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens a file at the first {@link #next}, and ends for good at the first failure. */
final class BufferedRecordReader implements FieldReader {
    private final ReadOptions options;
    private final CsvDialect dialect;
    private final ContentErrors errors;
    private final RemoteFile file;
    private final RangedInput input;
    private final RecordStarts recordStarts;

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
        this(file, options, dialect, RecordStarts.DEFAULT);
    }

    BufferedRecordReader(RemoteFile file, ReadOptions options, CsvDialect dialect, RecordStarts recordStarts) {
        this.file = file;
        this.recordStarts = recordStarts;
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
        Encoding encoding = dialect.cutting(new FileStart(file, input, options, dialect, recordStarts, errors).open());
        Charset cutCharset = encoding.cutAsBytes() ? encoding.charset() : StandardCharsets.UTF_8;
        boolean isText = options.format() == RecordFormat.TEXT;
        boolean isIndexed = !isText && options.multiline() && encoding.cutAsBytes() && CsvIndex.knows(dialect);
        CsvIndex index = isIndexed ? new CsvIndex(dialect) : null;
        CsvFields fields = isText ? null : new CsvFields(dialect, index);
        RecordCutter cutter = cutter(cutCharset, index);
        ContentInput source = encoding.cutAsBytes() ? input : new TranscodingInput(input, encoding);
        RecordBuffer opened = new RecordBuffer(source, cutter, fields, encoding, options, errors);
        charset = encoding.charset();
        text = new RecordText(opened, fields, dialect, new TextDecoder(cutCharset), encoding.charset(), errors);
        records = opened;
        return opened;
    }

    private RecordCutter cutter(Charset cutCharset, @Nullable CsvIndex index) {
        if (options.format() == RecordFormat.TEXT || !dialect.hasQuote()) {
            return new LineCutter();
        }
        CsvCutter csv = new CsvCutter(dialect, cutCharset, index);
        return options.multiline() ? csv : new CsvLineCutter(csv, dialect);
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
    public boolean startsWith(char ascii) {
        return text().startsWith(ascii);
    }

    @Override
    public @Nullable String fieldAmong(int index, FieldTexts texts) {
        return text().fieldAmong(index, texts);
    }

    @Override
    public void checkField(int index) {
        text().checkField(index);
    }

    @Override
    public void checkContent() {
        text().checkContent();
    }

    @Override
    public String charset() {
        if (charset == null) {
            throw new IllegalStateException("The charset is known after the first next()");
        }
        return charset.name();
    }

    @Override
    public @Nullable String etag() {
        return file.representation().map(Representation::etag).orElse(null);
    }

    /** Whether the current record has a line end, which only quotes allow. */
    boolean spansLines() {
        RecordBuffer record = current();
        return record.isQuoted() && record.holdsLineEnd();
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
