// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

/**
 * Follows the quotes of a CSV through bytes that are given in order, from a place where it is known, or supposed,
 * whether quotes are open: at the start of a record, or of a line inside a quoted field. Knows fields and records no
 * further than that, and remembers nothing of the bytes. Cuts where {@link CsvCutter} does, in charsets that are cut as
 * bytes and where quotes are escaped by doubling.
 *
 * <p>Whoever does not know where a place stands follows both suppositions: bytes that no file of this format has
 * behind one of them refute it. White space beyond ASCII is not told from text, which refutes less, never more.
 */
final class QuoteParity {
    private enum Place {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        /** Behind a quote in a quoted field: it closes the field, or is the first of two. */
        BEHIND_QUOTE,
        /** Behind a quote that has closed. */
        CLOSED,
        REFUTED
    }

    private final byte delimiter;
    private final byte quote;
    private Place place;

    private QuoteParity(CsvDialect dialect, boolean inside) {
        this.delimiter = (byte) dialect.delimiter();
        this.quote = (byte) dialect.quote();
        this.place = inside ? Place.QUOTED : Place.FIELD_START;
    }

    /** At the start of a record. */
    static QuoteParity outside(CsvDialect dialect) {
        return new QuoteParity(dialect, false);
    }

    /** At the start of a line inside a quoted field: behind the first of two quotes it would not be the same. */
    static QuoteParity inside(CsvDialect dialect) {
        return new QuoteParity(dialect, true);
    }

    /** Goes over the next bytes. */
    void pass(byte[] bytes, int from, int to) {
        Place now = place;
        for (int i = from; i < to; i++) {
            byte next = bytes[i];
            switch (now) {
                case FIELD_START -> now = next == quote ? Place.QUOTED : unquoted(next);
                case UNQUOTED -> now = unquoted(next);
                case QUOTED -> now = next == quote ? Place.BEHIND_QUOTE : Place.QUOTED;
                case BEHIND_QUOTE -> now = next == quote ? Place.QUOTED : closed(next);
                case CLOSED -> now = closed(next);
                case REFUTED -> {
                    place = now;
                    return;
                }
            }
        }
        place = now;
    }

    private Place unquoted(byte next) {
        return next == delimiter || next == '\n' || next == '\r' ? Place.FIELD_START : Place.UNQUOTED;
    }

    private Place closed(byte next) {
        if (next == delimiter || next == '\n' || next == '\r') {
            return Place.FIELD_START;
        }
        return next < 0 || Character.isWhitespace((char) next) ? Place.CLOSED : Place.REFUTED;
    }

    /** Whether the bytes passed cannot stand behind the place where this began. */
    boolean isRefuted() {
        return place == Place.REFUTED;
    }

    /** As {@link #isRefuted} if the file ends here: quotes that are open then are never closed. */
    boolean isRefutedAtEnd() {
        return isRefuted() || place == Place.QUOTED;
    }

    /** Whether a record begins at the place reached, if a line does. */
    boolean isOutside() {
        return place == Place.FIELD_START;
    }
}
