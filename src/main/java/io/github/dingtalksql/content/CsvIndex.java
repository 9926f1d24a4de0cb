// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

/**
 * Where records and fields end in a stretch of a buffer, found for 64 bytes at a step and without a branch for each
 * quote: a byte is in quotes if the number of quotes before it is odd.
 *
 * <p>That is so only while every quote opens a field, closes one or is one of two. The stretch ends at the first byte
 * that shows that it is not so, and {@link CsvCutter} has to go on from there byte by byte, with all that is allowed.
 */
final class CsvIndex {
    private static final int BLOCK_SHIFT = 6;
    private static final int BLOCK_BYTES = 1 << BLOCK_SHIFT;
    private static final int MOST_BLOCKS = RecordBuffer.FIRST_BYTES / BLOCK_BYTES;
    private static final long LINE_FEEDS = ByteScan.repeated('\n');
    private static final long CARRIAGE_RETURNS = ByteScan.repeated('\r');
    /** Brings the high bit of each byte into the top byte, the lowest first. */
    private static final long GATHER = 0x0002040810204081L;

    private static final int NOWHERE = -1;

    private final long quotes;
    private final long delimiters;
    /** A bit for each byte: line ends outside quotes, delimiters outside quotes, all quotes. */
    private final long[] endBits = new long[MOST_BLOCKS];

    private final long[] delimiterBits = new long[MOST_BLOCKS];
    private final long[] quoteBits = new long[MOST_BLOCKS];

    private int base;
    private int blocks;
    private int known;
    private boolean isRegular;
    private int recordStart = NOWHERE;

    /** @param dialect one that {@link #knows} */
    CsvIndex(CsvDialect dialect) {
        this.quotes = ByteScan.repeated(dialect.quote());
        this.delimiters = ByteScan.repeated(dialect.delimiter());
    }

    /** Whether records of the dialect can be found like this. */
    static boolean knows(CsvDialect dialect) {
        return dialect.hasQuote()
                && dialect.escapesByDoubling()
                && dialect.hasDelimiter()
                && !dialect.hasComment()
                && dialect.delimiter() != dialect.quote()
                && !isLineEnd(dialect.delimiter())
                && !isLineEnd(dialect.quote());
    }

    private static boolean isLineEnd(char character) {
        return character == '\n' || character == '\r';
    }

    /** The bytes of the buffer are others now, or in another place. */
    void forget() {
        known = base;
        recordStart = NOWHERE;
    }

    /** Looks at the bytes from {@code from}, where a record begins, to {@code limit} or as many as there is room for. */
    void build(byte[] buffer, int from, int limit) {
        base = from;
        blocks = 0;
        isRegular = true;
        int to = Math.min(limit, from + MOST_BLOCKS * BLOCK_BYTES);
        long inQuotes = 0;
        long behindSeam = 1;
        long behindClosing = 0;
        for (int at = from; at < to; at += BLOCK_BYTES) {
            long quoteHits = 0;
            long delimiterHits = 0;
            long endHits = 0;
            for (int byteAt = at, shift = 0; shift < BLOCK_BYTES && byteAt < to; byteAt += 16, shift += 16) {
                long first = ByteScan.eightAt(buffer, byteAt);
                long second = ByteScan.eightAt(buffer, byteAt + 8);
                long low = first & ~ByteScan.HIGH_BITS;
                long ascii = ~first & ByteScan.HIGH_BITS;
                long lowOfSecond = second & ~ByteScan.HIGH_BITS;
                long asciiOfSecond = ~second & ByteScan.HIGH_BITS;
                quoteHits |=
                        (gathered(hits(low, quotes) & ascii) | gathered(hits(lowOfSecond, quotes) & asciiOfSecond) << 8)
                                << shift;
                delimiterHits |= (gathered(hits(low, delimiters) & ascii)
                                | gathered(hits(lowOfSecond, delimiters) & asciiOfSecond) << 8)
                        << shift;
                endHits |= (gathered(lineEnds(low) & ascii) | gathered(lineEnds(lowOfSecond) & asciiOfSecond) << 8)
                        << shift;
            }
            long valid = to - at < BLOCK_BYTES ? (1L << to - at) - 1 : -1;
            quoteHits &= valid;
            long within = parity(quoteHits) ^ inQuotes;
            long closing = quoteHits & ~within;
            long seams = quoteHits | delimiterHits | endHits;
            long strange =
                    (quoteHits & within & ~(seams << 1 | behindSeam) | (closing << 1 | behindClosing) & ~seams) & valid;
            if (strange != 0) {
                isRegular = false;
                to = at + Long.numberOfTrailingZeros(strange);
                valid = Long.lowestOneBit(strange) - 1;
            }
            endBits[blocks] = endHits & ~within & valid;
            delimiterBits[blocks] = delimiterHits & ~within & valid;
            quoteBits[blocks] = quoteHits & valid;
            blocks++;
            inQuotes = within >> 63;
            behindSeam = seams >>> 63;
            behindClosing = closing >>> 63;
        }
        known = to;
    }

    /** A high bit for each byte that equals the repeated one; all are below 0x80. */
    private static long hits(long low, long repeated) {
        return ByteScan.HIGH_BITS - (low ^ repeated);
    }

    private static long lineEnds(long low) {
        return hits(low, LINE_FEEDS) | hits(low, CARRIAGE_RETURNS);
    }

    private static long gathered(long highBits) {
        return highBits * GATHER >>> 56;
    }

    /** For each bit, whether the number of bits up to it, itself included, is odd. */
    private static long parity(long bits) {
        long odd = bits ^ bits << 1;
        odd ^= odd << 2;
        odd ^= odd << 4;
        odd ^= odd << 8;
        odd ^= odd << 16;
        return odd ^ odd << 32;
    }

    /** Whether {@code start} lies in what {@link #build} has looked at. */
    boolean covers(int start) {
        return start >= base && start < known;
    }

    /** Whether looking again from {@code start}, where a record begins, may find what is not known now. */
    boolean mayTellMore(int start, int limit) {
        return !covers(start) || isRegular && known < limit && start > base;
    }

    /** Whether all up to {@code limit} was looked at and nothing strange was found. */
    boolean endsAt(int limit) {
        return isRegular && known == limit;
    }

    /** The first line end outside quotes at or after {@code start}, which is covered; -1 if none is known. */
    int recordEnd(int start) {
        int block = start - base >>> BLOCK_SHIFT;
        long bits = endBits[block] & -1L << start - base;
        while (bits == 0) {
            if (++block >= blocks) {
                return -1;
            }
            bits = endBits[block];
        }
        return base + (block << BLOCK_SHIFT) + Long.numberOfTrailingZeros(bits);
    }

    /** The record that is being read begins at {@code start} and ends in what was looked at. */
    void enter(int start) {
        recordStart = start;
    }

    /** The record that is being read was not found here. */
    void leave() {
        recordStart = NOWHERE;
    }

    /** Where the record that is being read begins; -1 if it was not found here. */
    int recordStart() {
        return recordStart;
    }

    /** Whether a quote stands between the two, which are covered. */
    boolean hasQuote(int from, int to) {
        return next(quoteBits, from, to) < to;
    }

    /**
     * Writes where delimiters outside quotes stand, from {@code from} on and before {@code end}, into {@code into} behind
     * {@code count}, until {@code most} are there or there are no more, and says how many are there then.
     */
    int delimiters(int from, int end, int[] into, int count, int most) {
        if (from >= end) {
            return count;
        }
        int written = count;
        int block = from - base >>> BLOCK_SHIFT;
        int last = end - 1 - base >>> BLOCK_SHIFT;
        long bits = delimiterBits[block] & -1L << from - base;
        while (true) {
            if (block == last) {
                // Only those before the end: the shift is 63 less the place of the last byte in its block.
                bits &= -1L >>> ~(end - 1 - base);
            }
            int at = base + (block << BLOCK_SHIFT);
            while (bits != 0) {
                if (written == most) {
                    return written;
                }
                into[written++] = at + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
            }
            if (block == last) {
                return written;
            }
            bits = delimiterBits[++block];
        }
    }

    private int next(long[] all, int from, int to) {
        if (from >= to) {
            return to;
        }
        int block = from - base >>> BLOCK_SHIFT;
        int last = to - 1 - base >>> BLOCK_SHIFT;
        long bits = all[block] & -1L << from - base;
        while (bits == 0) {
            if (++block > last) {
                return to;
            }
            bits = all[block];
        }
        return Math.min(to, base + (block << BLOCK_SHIFT) + Long.numberOfTrailingZeros(bits));
    }
}
