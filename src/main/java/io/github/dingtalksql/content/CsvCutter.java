// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Cuts as {@code CSVFormat.RFC4180} of Commons CSV does: a field is quoted if a quote is its first byte, a quote
 * anywhere else in an unquoted field is data, and behind a closing quote only white space may stand, which is dropped.
 *
 * <p>Outside quotes it looks for line ends and quotes only: whether a quote opens a field is told by the byte before
 * it, so delimiters need no stop. What an index of the bytes can tell is taken from there.
 */
final class CsvCutter implements RecordCutter {
    private static final long LINE_FEEDS = ByteScan.repeated('\n');
    private static final long CARRIAGE_RETURNS = ByteScan.repeated('\r');

    /** Longest character of the charsets that are cut as bytes (GB18030, UTF-8). */
    private static final int LONGEST_CHARACTER = 4;

    static final String NEVER_CLOSED = "the quotes that are opened here are never closed";

    /** A record that is longer and still goes on is not looked at from its start again when more of it has come. */
    private static final int MOST_INDEXED_AGAIN = 16 * 1024;

    /** Answer of {@link #indexed}: it cannot tell. */
    private static final int UNTOLD = -3;

    private enum Place {
        /** In a line that is cut at its end, whatever is in it. */
        PLAIN,
        UNQUOTED,
        QUOTED,
        BEHIND_QUOTE
    }

    private final CsvDialect dialect;
    /** No byte if there is none. */
    private final int delimiter;

    private final byte quote;
    private final long quotes;
    private final @Nullable CsvIndex index;
    private final CharsetDecoder decoder;
    private final CharBuffer oneCharacter = CharBuffer.allocate(1);

    private Place place = Place.UNQUOTED;
    private int recordsBegun;
    private int scanned;
    private int end;
    private boolean askedAgain;
    private int quoteAt;
    private boolean quoted;
    private String problem = "";
    private int problemAt;

    /** @param index of the same dialect; null to do without */
    CsvCutter(CsvDialect dialect, Charset charset, @Nullable CsvIndex index) {
        this.dialect = dialect;
        this.index = index;
        this.delimiter = dialect.hasDelimiter() ? (byte) dialect.delimiter() : Integer.MIN_VALUE;
        this.quote = (byte) dialect.quote();
        this.quotes = ByteScan.repeated(dialect.quote());
        this.decoder = charset.newDecoder();
    }

    @Override
    public void begin() {
        place = recordsBegun < dialect.plainLines() ? Place.PLAIN : Place.UNQUOTED;
        recordsBegun = Math.min(recordsBegun + 1, Integer.MAX_VALUE - 1);
        scanned = 0;
        askedAgain = false;
        quoted = false;
        if (index != null) {
            index.leave();
        }
    }

    @Override
    public void changed() {
        if (index != null) {
            index.forget();
        }
    }

    @Override
    public int cut(byte[] buffer, int start, int limit) {
        if (index != null && scanned == 0 && place == Place.UNQUOTED && start < limit) {
            int found = indexed(index, buffer, start, limit);
            if (found != UNTOLD) {
                return found;
            }
        }
        return cut(buffer, start, limit, false);
    }

    private int indexed(CsvIndex known, byte[] buffer, int start, int limit) {
        int found = known.covers(start) ? known.recordEnd(start) : MORE;
        if (found < 0 && known.mayTellMore(start, limit)) {
            if (askedAgain && limit - start > MOST_INDEXED_AGAIN) {
                return UNTOLD;
            }
            known.build(buffer, start, limit);
            found = known.covers(start) ? known.recordEnd(start) : MORE;
        }
        if (found >= 0 && !known.confirms(buffer, found)) {
            known.build(buffer, start, limit);
            found = known.covers(start) ? known.recordEnd(start) : MORE;
        }
        if (found >= 0) {
            known.enter(start);
            end = found;
            return found;
        }
        askedAgain = true;
        return known.endsAt(limit) ? MORE : UNTOLD;
    }

    @Override
    public int cutLast(byte[] buffer, int start, int limit) {
        int end = cut(buffer, start, limit, true);
        if (end != MORE) {
            return end;
        }
        if (place != Place.QUOTED) {
            return limit;
        }
        return malformed(NEVER_CLOSED, quoteAt);
    }

    private int cut(byte[] buffer, int start, int limit, boolean last) {
        int index = start + scanned;
        if (scanned == 0 && start < limit && dialect.hasComment() && buffer[start] == dialect.comment()) {
            place = Place.PLAIN;
        }
        while (true) {
            if (place == Place.PLAIN) {
                int end = lineEnd(buffer, index, limit);
                return end < limit ? end : more(limit - start);
            }
            if (place == Place.UNQUOTED) {
                index = endOrOpeningQuote(buffer, start, index, limit);
                if (index < limit && buffer[index] != quote) {
                    return index;
                }
                if (index >= limit) {
                    return more(limit - start);
                }
                quoteAt = index - start;
                quoted = true;
                place = Place.QUOTED;
                index++;
            }
            if (place == Place.QUOTED) {
                index = closingQuote(buffer, index, limit, last);
                if (index >= limit) {
                    return more(limit - start);
                }
                if (index < 0) {
                    // The next byte says whether this quote closes or is one of two.
                    return more(limit - 1 - start);
                }
                place = Place.BEHIND_QUOTE;
                index++;
            }
            while (index < limit && place == Place.BEHIND_QUOTE) {
                byte next = buffer[index];
                if (next == delimiter) {
                    place = Place.UNQUOTED;
                    index++;
                } else if (next == '\n' || next == '\r') {
                    return index;
                } else if (next < 0 && limit - index < LONGEST_CHARACTER && !last) {
                    return more(index - start);
                } else {
                    int length = whiteSpace(buffer, index, limit);
                    if (length == 0) {
                        return malformed("there is text behind a closing quote", index - start);
                    }
                    index += length;
                }
            }
            if (index >= limit) {
                return more(limit - start);
            }
        }
    }

    private static int lineEnd(byte[] buffer, int index, int limit) {
        int at = index;
        while (at < limit && buffer[at] != '\n' && buffer[at] != '\r') {
            at++;
        }
        return at;
    }

    /** First line end, or quote that opens a field, at or after {@code index}; {@code limit} or more for none. */
    private int endOrOpeningQuote(byte[] buffer, int start, int index, int limit) {
        int at = index;
        while (at < limit) {
            long eight = ByteScan.eightAt(buffer, at);
            long found = ByteScan.firstEqual(eight, LINE_FEEDS)
                    | ByteScan.firstEqual(eight, quotes)
                    | ByteScan.firstEqual(eight, CARRIAGE_RETURNS);
            if (found == 0) {
                at += 8;
                continue;
            }
            at += ByteScan.firstIndex(found);
            if (at >= limit || buffer[at] != quote || at == start || buffer[at - 1] == delimiter) {
                return at;
            }
            at++;
        }
        return at;
    }

    /** The next quote that is not one of two; {@code limit} or more for none, -1 if the last byte is one to know more of. */
    private int closingQuote(byte[] buffer, int index, int limit, boolean last) {
        if (!dialect.escapesByDoubling()) {
            return unescapedQuote(buffer, index, limit);
        }
        int at = index;
        while (at < limit) {
            long found = ByteScan.firstEqual(ByteScan.eightAt(buffer, at), quotes);
            if (found == 0) {
                at += 8;
                continue;
            }
            at += ByteScan.firstIndex(found);
            if (at >= limit) {
                return at;
            }
            if (at + 1 == limit) {
                return last ? at : -1;
            }
            if (buffer[at + 1] != quote) {
                return at;
            }
            at += 2;
        }
        return at;
    }

    /** As {@link #closingQuote} where a character of its own escapes quotes. */
    private int unescapedQuote(byte[] buffer, int index, int limit) {
        int at = index;
        while (at < limit) {
            if (buffer[at] == quote) {
                return at;
            }
            boolean escape = buffer[at] == dialect.escape();
            if (escape && at + 1 == limit) {
                return -1;
            }
            at += escape ? 2 : 1;
        }
        return at;
    }

    /** Bytes of the white space character at {@code index}; 0 if another one is there. */
    private int whiteSpace(byte[] buffer, int index, int limit) {
        if (buffer[index] >= 0) {
            return Character.isWhitespace((char) buffer[index]) ? 1 : 0;
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, index, Math.min(LONGEST_CHARACTER, limit - index));
        decoder.reset();
        decoder.decode(bytes, oneCharacter.clear(), true);
        boolean found = oneCharacter.position() == 1 && Character.isWhitespace(oneCharacter.get(0));
        return found ? bytes.position() - index : 0;
    }

    private int more(int scannedNow) {
        scanned = scannedNow;
        return MORE;
    }

    private int malformed(String what, int at) {
        problem = what;
        problemAt = at;
        return MALFORMED;
    }

    @Override
    public String problem() {
        return problem;
    }

    @Override
    public int problemAt() {
        return problemAt;
    }

    @Override
    public boolean isQuoted() {
        return quoted || index != null && index.recordStart() >= 0 && index.hasQuote(index.recordStart(), end);
    }
}
