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
    /** The buffer if the fields of this record come from the index, else {@link #NONE}. */
    private byte[] bytes = NONE;

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
    }

    /**
     * Finds fields until there are {@code wanted} or no more, and says how many there are now.
     *
     * @param quoted whether the record has a quoted field; asked only where the index does not tell
     */
    int find(byte[] buffer, int end, BooleanSupplier quoted, int wanted) {
        if (index != null && index.recordStart() == first) {
            return findIndexed(index, buffer, end, wanted);
        }
        bytes = NONE;
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

    /** First byte of a field that was found, without its quote. */
    int beginOf(int field) {
        if (bytes == NONE) {
            return begins[field];
        }
        int begin = field == 0 ? first : ends[field - 1] + 1;
        return isQuote(begin, field) ? begin + 1 : begin;
    }

    /** Behind the last byte of a field that was found, without its quote. */
    int endOf(int field) {
        return bytes != NONE && isQuote(field == 0 ? first : ends[field - 1] + 1, field)
                ? ends[field] - 1
                : ends[field];
    }

    /** Whether the field has characters that are written as two. */
    boolean isEscaped(int field) {
        if (bytes == NONE || index == null) {
            return doubled[field];
        }
        int begin = beginOf(field);
        return begin > first && bytes[begin - 1] == quote && index.hasQuote(begin, endOf(field));
    }

    private boolean isQuote(int begin, int field) {
        return begin < ends[field] && bytes[begin] == quote;
    }

    /** Writes ends only: what a field is without its quotes is found out when it is asked for. */
    private int findIndexed(CsvIndex known, byte[] buffer, int end, int wanted) {
        bytes = buffer;
        while (found < wanted && next >= 0) {
            if (found == ends.length) {
                grow();
            }
            int most = Math.min(wanted, ends.length);
            found = known.delimiters(next, end, ends, found, most);
            if (found < most) {
                ends[found++] = end;
                next = -1;
            } else {
                next = ends[found - 1] + 1;
            }
        }
        return found;
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
