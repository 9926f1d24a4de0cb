// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of one record lie in the buffer, found as far as they are asked for. Expects what {@link CsvCutter}
 * has cut, or the beginning of it.
 */
final class CsvFields {
    private final CsvDialect dialect;
    private final @Nullable CsvIndex index;
    private final byte quote;
    private final long quotes;
    private final long delimiters;

    private static final byte[] NONE = {};

    private int[] begins = new int[16];
    private int[] ends = new int[16];
    private boolean[] doubled = new boolean[16];
    /** What the fields of this record come from; null if they are found here. */
    private @Nullable CsvIndex indexed;

    /** Of a record from the index: the buffer, behind its last byte, the numbers of its first delimiter and behind its last. */
    private byte[] bytes = NONE;

    private int last;
    private int firstDelimiter;
    private int behindDelimiters;

    private int locatedBegin;
    private int locatedEnd;
    private boolean locatedEscaped;

    private int first;
    private int found;
    /** Where the next field begins; -1 when all are found. */
    private int next;

    /** @param index the one of the cutter; null if it has none */
    CsvFields(CsvDialect dialect, @Nullable CsvIndex index) {
        this.dialect = dialect;
        this.index = index;
        this.quote = (byte) dialect.quote();
        this.quotes = ByteScan.repeated(dialect.quote());
        this.delimiters = ByteScan.repeated(dialect.delimiter());
    }

    void begin(int start) {
        first = start;
        found = 0;
        next = start;
        indexed = null;
    }

    /**
     * Finds fields until there are {@code wanted} or no more, and says how many there are now.
     *
     * @param quoted whether the record has a quoted field; asked only where the index does not tell
     */
    int find(byte[] buffer, int end, BooleanSupplier quoted, int wanted) {
        if (index != null && index.recordStart() == first) {
            beginIndexed(index, buffer, end);
            return behindDelimiters - firstDelimiter + 1;
        }
        if (quoted.getAsBoolean()) {
            while (found < wanted && next >= 0) {
                findOne(buffer, end);
            }
            return found;
        }
        if (found < wanted && next >= 0) {
            findUnquoted(buffer, end, wanted);
        }
        return found;
    }

    /** Finds one field, as {@link #find} does those up to it; false if there are fewer. */
    boolean seek(byte[] buffer, int end, BooleanSupplier quoted, int field) {
        if (index == null || index.recordStart() != first) {
            return find(buffer, end, quoted, field + 1) > field;
        }
        beginIndexed(index, buffer, end);
        return field <= behindDelimiters - firstDelimiter;
    }

    /** First byte of a field that was found, without its quote. */
    int beginOf(int field) {
        if (indexed == null) {
            return begins[field];
        }
        int begin = rawBegin(indexed, field);
        return isQuote(begin, rawEnd(indexed, field)) ? begin + 1 : begin;
    }

    /** Makes a field that was found the one that {@link #begin()}, {@link #end} and {@link #isEscaped} are about. */
    void locate(int field) {
        if (indexed == null) {
            locatedBegin = begins[field];
            locatedEnd = ends[field];
            locatedEscaped = doubled[field];
            return;
        }
        int begin = rawBegin(indexed, field);
        int end = rawEnd(indexed, field);
        boolean isQuoted = isQuote(begin, end);
        locatedBegin = isQuoted ? begin + 1 : begin;
        locatedEnd = isQuoted ? end - 1 : end;
        locatedEscaped = isQuoted && indexed.hasQuote(locatedBegin, locatedEnd);
    }

    /** First byte of the field, without its quote. */
    int begin() {
        return locatedBegin;
    }

    /** Behind the last byte of the field, without its quote. */
    int end() {
        return locatedEnd;
    }

    /** Whether the field has characters that are written as two. */
    boolean isEscaped() {
        return locatedEscaped;
    }

    private int rawBegin(CsvIndex known, int field) {
        return field == 0 ? first : known.delimiter(firstDelimiter + field - 1) + 1;
    }

    private int rawEnd(CsvIndex known, int field) {
        return Math.min(last, known.delimiter(firstDelimiter + field));
    }

    private boolean isQuote(int begin, int end) {
        return begin < end && bytes[begin] == quote;
    }

    /** Where a field is can be said when it is asked for. */
    private void beginIndexed(CsvIndex known, byte[] buffer, int end) {
        if (indexed == null) {
            indexed = known;
            bytes = buffer;
            last = end;
            firstDelimiter = known.delimitersBeforeRecord();
            behindDelimiters = known.delimitersBeforeEnd();
        }
    }

    private void findUnquoted(byte[] buffer, int end, int wanted) {
        int begin = next;
        int index = dialect.hasDelimiter() ? begin : end;
        while (index < end) {
            long hits = ByteScan.allEqual(ByteScan.eightAt(buffer, index), delimiters);
            while (hits != 0) {
                int at = index + ByteScan.firstIndex(hits);
                if (at >= end) {
                    break;
                }
                add(begin, at, false);
                begin = at + 1;
                if (found == wanted) {
                    next = begin;
                    return;
                }
                hits &= hits - 1;
            }
            index += 8;
        }
        add(begin, end, false);
        next = -1;
    }

    private void findOne(byte[] buffer, int end) {
        int begin = next;
        if (begin < end && buffer[begin] == quote) {
            findQuoted(buffer, begin + 1, end);
            return;
        }
        int at = delimiter(buffer, begin, end);
        add(begin, at, false);
        next = at < end ? at + 1 : -1;
    }

    private void findQuoted(byte[] buffer, int begin, int end) {
        boolean twice = false;
        int at;
        if (dialect.escapesByDoubling()) {
            at = ByteScan.indexOf(buffer, begin, end, quotes);
            while (at + 1 < end && buffer[at + 1] == quote) {
                twice = true;
                at = ByteScan.indexOf(buffer, at + 2, end, quotes);
            }
        } else {
            at = begin;
            while (at < end && buffer[at] != quote) {
                boolean escape = buffer[at] == dialect.escape();
                twice |= escape;
                at += escape ? 2 : 1;
            }
            at = Math.min(at, end);
        }
        add(begin, at, twice);
        int behind = delimiter(buffer, at, end);
        next = behind < end ? behind + 1 : -1;
    }

    private int delimiter(byte[] buffer, int from, int end) {
        return dialect.hasDelimiter() ? ByteScan.indexOf(buffer, from, end, delimiters) : end;
    }

    private void add(int begin, int end, boolean twice) {
        if (found == begins.length) {
            grow();
        }
        begins[found] = begin;
        ends[found] = end;
        doubled[found] = twice;
        found++;
    }

    private void grow() {
        begins = Arrays.copyOf(begins, found * 2);
        ends = Arrays.copyOf(ends, found * 2);
        doubled = Arrays.copyOf(doubled, found * 2);
    }
}
