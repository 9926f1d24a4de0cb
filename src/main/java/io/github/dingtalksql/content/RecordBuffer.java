// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that holds the current record, and its cutting. Grows only while one record does not fit, and
 * never beyond what {@code maxRecordBytes} asks for.
 */
final class RecordBuffer {
    static final int FIRST_BYTES = 64 * 1024;

    /** Less room than this is not worth a read. */
    static final int LEAST_READ_BYTES = 4096;

    private static final long LINE_FEEDS = ByteScan.repeated('\n');
    private static final long CARRIAGE_RETURNS = ByteScan.repeated('\r');
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 16;

    private final ContentInput input;
    private final RecordCutter cutter;
    private final @Nullable CsvFields fields;
    private final Encoding encoding;
    private final ReadOptions options;
    private final ContentErrors errors;

    private byte[] buffer = new byte[FIRST_BYTES + ByteScan.PADDING];
    private int start;
    private int end;
    private int limit;
    /** Where the next record begins, or its line feed if {@code lineFeedMayFollow}. */
    private int following;

    private boolean lineFeedMayFollow;
    private boolean ended;
    /** Offset in the file of the byte behind {@code limit}. */
    private long limitOffset;

    private long number;
    private long offset;
    private int length;

    RecordBuffer(
            ContentInput input,
            RecordCutter cutter,
            @Nullable CsvFields fields,
            Encoding encoding,
            ReadOptions options,
            ContentErrors errors) {
        this.input = input;
        this.cutter = cutter;
        this.fields = fields;
        this.encoding = encoding;
        this.options = options;
        this.errors = errors;
        this.limitOffset = input.position();
    }

    /** Records before the first one wanted are cut, and checked, but not counted. */
    boolean next() {
        boolean found = cutNext();
        while (found && offset < options.fromOffset()) {
            number = 0;
            found = cutNext();
        }
        return found;
    }

    private boolean cutNext() {
        if (!begin()) {
            return false;
        }
        number++;
        cutter.begin();
        int cut = cutter.cut(buffer, start, limit);
        while (cut == RecordCutter.MORE) {
            cut = readMore() ? cutter.cut(buffer, start, limit) : cutter.cutLast(buffer, start, limit);
        }
        if (cut == RecordCutter.MALFORMED) {
            throw errors.malformedRecord(number, offsetOf(start + cutter.problemAt()), cutter.problem());
        }
        finish(cut);
        return true;
    }

    /** Goes to where the next record begins; false if there is none or none is wanted. */
    private boolean begin() {
        start = following;
        while (true) {
            if (start == limit) {
                start = 0;
                limit = 0;
                following = 0;
                offset = limitOffset;
                if (offset >= options.toOffset() || !read(number + 1)) {
                    return false;
                }
            } else if (encoding.cutAsBytes()) {
                offset = limitOffset - (limit - start);
            }
            if (!lineFeedMayFollow) {
                return offset < options.toOffset();
            }
            lineFeedMayFollow = false;
            if (buffer[start] == '\n') {
                start++;
                following = start;
            }
        }
    }

    private void finish(int cut) {
        end = cut;
        following = cut < limit ? cut + 1 : cut;
        lineFeedMayFollow = cut < limit && buffer[cut] == '\r';
        long bytes = end - start;
        if (!encoding.cutAsBytes()) {
            bytes = (cut < limit ? input.lineEndPosition() : limitOffset) - offset;
        }
        checkColumns(end);
        if (bytes > options.maxRecordBytes()) {
            throw errors.tooLong(number, offset, cutter.isQuoted());
        }
        length = (int) bytes;
    }

    private void checkColumns(int to) {
        if (fields == null) {
            return;
        }
        fields.begin(start);
        int most = options.maxColumns();
        // There are never more fields than bytes and one.
        if (to - start >= most && fields.find(buffer, to, cutter::isQuoted, most + 1) > most) {
            int begin = fields.beginOf(most);
            boolean hasQuote = begin > start && buffer[begin - 1] == '"';
            throw errors.tooManyColumns(number, offsetOf(hasQuote ? begin - 1 : begin));
        }
    }

    /** Reads on in the record that has begun; false at the end of the file. */
    private boolean readMore() {
        if (limitOffset - offset > options.maxRecordBytes()) {
            checkColumns(limit);
            throw errors.tooLong(number, offset, cutter.isQuoted());
        }
        if (ended) {
            return false;
        }
        makeRoom();
        return read(number);
    }

    private void makeRoom() {
        int capacity = buffer.length - ByteScan.PADDING;
        if (capacity - limit >= LEAST_READ_BYTES) {
            return;
        }
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        limit -= start;
        start = 0;
        if (capacity - limit >= LEAST_READ_BYTES) {
            return;
        }
        checkColumns(limit);
        // A character of two bytes in UTF-16, or of one in EBCDIC, may be three in UTF-8.
        long most = options.maxRecordBytes() * (encoding.cutAsBytes() ? 1L : 3L) + 2 * LEAST_READ_BYTES;
        long grown = Math.min(Math.min(capacity * 2L, most), LONGEST_ARRAY - ByteScan.PADDING);
        if (grown - limit < LEAST_READ_BYTES) {
            throw errors.tooLong(number, offset, cutter.isQuoted());
        }
        buffer = Arrays.copyOf(buffer, (int) grown + ByteScan.PADDING);
    }

    private boolean read(long record) {
        if (ended) {
            return false;
        }
        int read = input.read(buffer, limit, buffer.length - ByteScan.PADDING - limit);
        limitOffset = input.position();
        if (read == ContentInput.MALFORMED) {
            throw errors.notOfCharset(record, limitOffset, encoding.charset());
        }
        if (read == ContentInput.END) {
            ended = true;
            return false;
        }
        limit += read;
        cutter.changed();
        return true;
    }

    /** Goes to the start of a block, which is all there is. Numbers count from there. */
    void hold(byte[] block, int length, long at) {
        buffer = block;
        ended = true;
        number = 0;
        unreadFrom(0, length, at + length);
    }

    /** How many bytes were read and are in no record yet. */
    int unread() {
        return limit - firstUnread();
    }

    /** Takes what was read of the file and is in no record yet. */
    byte[] takeUnread() {
        byte[] unread = Arrays.copyOfRange(buffer, firstUnread(), limit);
        unreadFrom(0, 0, limitOffset);
        return unread;
    }

    /** Goes on where the input is now, with the record behind the {@code before} first ones. */
    void goOn(long before) {
        number = before;
        unreadFrom(0, 0, input.position());
    }

    private void unreadFrom(int first, int newLimit, long newLimitOffset) {
        following = first;
        limit = newLimit;
        limitOffset = newLimitOffset;
        lineFeedMayFollow = false;
        cutter.changed();
    }

    /** Index of the first byte that is in no record yet. */
    int firstUnread() {
        return lineFeedMayFollow && following < limit && buffer[following] == '\n' ? following + 1 : following;
    }

    /** Whether the line feed of a line end that was cut may come with the next bytes. */
    boolean mayBeInLineEnd() {
        return lineFeedMayFollow && following == limit;
    }

    /** Offset in the file of the byte at {@code index}, or of its record if that cannot be said. */
    long offsetOf(int index) {
        return offset + Math.max(0, input.sourceLength(buffer, start, index));
    }

    byte[] bytes() {
        return buffer;
    }

    /** Index of the record's first byte in {@link #bytes}. */
    int start() {
        return start;
    }

    /** Index behind the record's last byte in {@link #bytes}. */
    int end() {
        return end;
    }

    boolean isQuoted() {
        return cutter.isQuoted();
    }

    boolean holdsLineEnd() {
        return ByteScan.indexOf(buffer, start, end, LINE_FEEDS) < end
                || ByteScan.indexOf(buffer, start, end, CARRIAGE_RETURNS) < end;
    }

    long number() {
        return number;
    }

    /** Offset of the record in the file. */
    long offset() {
        return offset;
    }

    /** Bytes of the record in the file. */
    int length() {
        return length;
    }
}
