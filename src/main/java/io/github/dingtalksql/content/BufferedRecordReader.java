// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.remote.RemoteFile;
import io.github.dingtalksql.remote.Representation;
import org.jspecify.annotations.Nullable;

/** Opens a file at the first {@link #next}, and ends for good at the first failure. */
final class BufferedRecordReader extends CutRecords {
    private final ReadOptions options;
    private final CsvDialect dialect;
    private final ContentErrors errors;
    private final RemoteFile file;
    private final RangedInput input;
    private final RecordStarts recordStarts;

    private @Nullable RecordBuffer records;
    private @Nullable RecordText text;
    private @Nullable RecordCutting cutting;
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
        RecordCutting opened = new RecordCutting(options, dialect, encoding, errors);
        RecordCutting.Parts parts = opened.parts(encoding.cutAsBytes() ? input : new TranscodingInput(input, encoding));
        cutting = opened;
        text = parts.text();
        records = parts.buffer();
        return parts.buffer();
    }

    @Override
    public String charset() {
        if (cutting == null) {
            throw new IllegalStateException("The charset is known after the first next()");
        }
        return cutting.encoding().charset().name();
    }

    @Override
    public @Nullable String etag() {
        return file.representation().map(Representation::etag).orElse(null);
    }

    /** Whether the current record has a line end, which only quotes allow. */
    boolean spansLines() {
        RecordBuffer record = buffer();
        return record.isQuoted() && record.holdsLineEnd();
    }

    @Override
    RecordBuffer buffer() {
        if (records == null || !hasRecord) {
            throw new IllegalStateException("There is no current record");
        }
        return records;
    }

    @Override
    RecordText text() {
        buffer();
        if (text == null) {
            throw new IllegalStateException("There is no current record");
        }
        return text;
    }

    RangedInput input() {
        return input;
    }

    /**
     * How to cut what is behind the current record in blocks; null if that cannot be done.
     *
     * @param mostUnread how much may have been read of it
     */
    @Nullable
    RecordCutting divisible(int mostUnread) {
        RecordBuffer record = buffer();
        boolean isBehindPlainLines = record.number() >= dialect.plainLines();
        boolean isDivisible = isBehindPlainLines
                && cutting != null
                && cutting.isDivisible()
                && !record.mayBeInLineEnd()
                && record.unread() <= mostUnread;
        return isDivisible ? cutting : null;
    }

    /** Takes what was read of the file behind the current record. {@link #putBack} has to follow before the next one. */
    byte[] takeUnread() {
        return buffer().takeUnread();
    }

    /**
     * Goes on with the next record, which begins with {@code bytes}, taken before or read from {@link #input}.
     *
     * @param then what the input has failed with behind them; null if it did not
     * @param before how many records are before it
     */
    void putBack(byte[] bytes, @Nullable DingTalkException then, long before) {
        input.putBack(bytes, then);
        if (records != null) {
            records.goOn(before);
        }
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
