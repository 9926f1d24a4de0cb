// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.util.Arrays;

/**
 * Where the fields of one record lie in the buffer, found as far as they are asked for. Expects what {@link CsvCutter}
 * has cut, or the beginning of it.
 */
final class CsvFields {
    private final CsvDialect dialect;
    private final byte quote;
    private final long quotes;
    private final long delimiters;

    private int[] begins = new int[16];
    private int[] ends = new int[16];
    private boolean[] doubled = new boolean[16];
    private int found;
    /** Where the next field begins; -1 when all are found. */
    private int next;

    CsvFields(CsvDialect dialect) {
        this.dialect = dialect;
        this.quote = (byte) dialect.quote();
        this.quotes = ByteScan.repeated(dialect.quote());
        this.delimiters = ByteScan.repeated(dialect.delimiter());
    }

    void begin(int start) {
        found = 0;
        next = start;
    }

    /** Finds fields until there are {@code wanted} or no more, and says how many there are now. */
    int find(byte[] buffer, int end, boolean quoted, int wanted) {
        if (quoted) {
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
        return begins[field];
    }

    /** Behind the last byte of a field that was found, without its quote. */
    int endOf(int field) {
        return ends[field];
    }

    /** Whether the field has characters that are written as two. */
    boolean isEscaped(int field) {
        return doubled[field];
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
            begins = Arrays.copyOf(begins, found * 2);
            ends = Arrays.copyOf(ends, found * 2);
            doubled = Arrays.copyOf(doubled, found * 2);
        }
        begins[found] = begin;
        ends[found] = end;
        doubled[found] = twice;
        found++;
    }
}
