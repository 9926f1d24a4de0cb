// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

/**
 * Finds where the last record of a block ends by looking at the end of the block only. With quotes that is a guess: what
 * is in quotes is told by the quotes nearby. A wrong one is seen by whoever cuts the block, who then does not end there.
 */
final class BlockEnd {
    /** How far back a quote that tells is looked for. */
    private static final int MOST_LOOKED_AT = 64 * 1024;

    private BlockEnd() {}

    /** Behind the last line feed; -1 if there is none. */
    static int ofLines(byte[] bytes, int length) {
        int at = length - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at < 0 ? -1 : at + 1;
    }

    /** Behind the last line feed outside quotes; -1 if that cannot be told. */
    static int ofQuoted(byte[] bytes, int length, CsvDialect dialect) {
        int least = Math.max(1, length - MOST_LOOKED_AT);
        boolean hasQuote = false;
        for (int at = length - 2; at >= least; at--) {
            if (bytes[at] != dialect.quote()) {
                continue;
            }
            hasQuote = true;
            boolean isBehindSeam = isSeam(bytes[at - 1], dialect);
            boolean isBeforeSeam = isSeam(bytes[at + 1], dialect);
            if (isBehindSeam && !isBeforeSeam && bytes[at + 1] != dialect.quote()) {
                return outside(bytes, at, least, false, dialect);
            }
            if (isBeforeSeam && !isBehindSeam && bytes[at - 1] != dialect.quote()) {
                return outside(bytes, at, least, true, dialect);
            }
        }
        return hasQuote ? -1 : ofLines(bytes, length);
    }

    private static boolean isSeam(byte character, CsvDialect dialect) {
        return character == dialect.delimiter() || character == '\n' || character == '\r';
    }

    /** The last line feed before {@code end} that is not in quotes, or the place behind it. */
    private static int outside(byte[] bytes, int end, int least, boolean inQuotes, CsvDialect dialect) {
        boolean quoted = inQuotes;
        for (int at = end - 1; at >= least; at--) {
            if (bytes[at] == dialect.quote()) {
                quoted = !quoted;
            } else if (bytes[at] == '\n' && !quoted) {
                return at + 1;
            }
        }
        return -1;
    }
}
