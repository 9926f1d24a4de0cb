// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.util.Arrays;

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
    /** A character that differs from a line feed by no more, in no other bits, is one of 0x08 to 0x0F. */
    private static final long NEAR_LINE_FEED = ByteScan.HIGH_BITS | ByteScan.repeated('\7');

    private static final int NOWHERE = -1;
    private static final int LONGEST_LINE_END = 2;
    private static final int FIRST_ENDS = 1024;
    private static final int FIRST_PLACES = 8 * 1024;

    private final long quotes;
    private final long delimiters;
    /** A bit for each byte: delimiters outside quotes, all quotes. */
    private final long[] delimiterBits = new long[MOST_BLOCKS];

    private final long[] quoteBits = new long[MOST_BLOCKS];

    /** Where line ends outside quotes stand. */
    private int[] ends = new int[FIRST_ENDS];

    private int endCount;
    private int nextEnd;

    /** Where delimiters outside quotes stand, once somebody has asked; and how many before each block. */
    private int[] places = new int[FIRST_PLACES];

    private final int[] placesBefore = new int[MOST_BLOCKS];
    /** How many of them are before each line end. */
    private int[] placesBeforeEnd = new int[FIRST_ENDS];

    private int placeCount;
    private boolean hasPlaces;

    private int base;
    private int blocks;
    private int known;
    private boolean isRegular;
    /** Whether characters near a line feed are looked at one by one. */
    private boolean isExact;

    private int recordStart = NOWHERE;
    /** Number of the line end of the record that is being read. */
    private int recordNumber;

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

    private static boolean isLineEnd(int character) {
        return character == '\n' || character == '\r';
    }

    /**
     * Looks at the byte that {@link #recordEnd} gave: if it is a line end, all that is known up to it is right. Instead of two
     * characters all of the eight near a line feed are looked for, which is faster, and hardly a file has another one of them
     * outside quotes. If this one has, {@link #build} has to look again, and takes only line ends for line ends from now on.
     */
    boolean confirms(byte[] buffer, int found) {
        boolean isEnd = isLineEnd(buffer[found]);
        isExact |= !isEnd;
        return isEnd;
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
        endCount = 0;
        nextEnd = 0;
        hasPlaces = false;
        int to = Math.min(limit, from + MOST_BLOCKS * BLOCK_BYTES);
        long inQuotes = 0;
        long behindSeam = 1;
        long behindClosing = 0;
        for (int at = from; at < to; at += BLOCK_BYTES) {
            long quoteHits = 0;
            long delimiterHits = 0;
            long endHits = 0;
            for (int word = 0; word < 8; word++) {
                long eight = ByteScan.eightAt(buffer, at + word * 8);
                long low = eight & ~ByteScan.HIGH_BITS;
                long ascii = ~eight & ByteScan.HIGH_BITS;
                int shift = 7 - word;
                quoteHits |= (hits(low, quotes) & ascii) >>> shift;
                delimiterHits |= (hits(low, delimiters) & ascii) >>> shift;
                endHits |= (NEAR_LINE_FEED - (low ^ LINE_FEEDS) & ascii) >>> shift;
            }
            quoteHits = turned(quoteHits);
            delimiterHits = turned(delimiterHits);
            endHits = turned(endHits) & ~(delimiterHits | quoteHits);
            if (isExact) {
                endHits = lineEnds(buffer, at, endHits);
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
            addEnds(endHits & ~within & valid, at);
            delimiterBits[blocks] = delimiterHits & ~within & valid;
            quoteBits[blocks] = quoteHits & valid;
            blocks++;
            inQuotes = within >> 63;
            behindSeam = seams >>> 63;
            behindClosing = closing >>> 63;
        }
        known = to;
    }

    /** Mostly there is one or none: to write it always is faster than to ask. */
    private void addEnds(long bits, int at) {
        if (ends.length - endCount < BLOCK_BYTES) {
            ends = Arrays.copyOf(ends, ends.length * 2);
        }
        int next = endCount + Long.bitCount(bits);
        long left = bits;
        int index = endCount;
        do {
            ends[index++] = at + Long.numberOfTrailingZeros(left);
            left &= left - 1;
        } while (index < next);
        endCount = next;
    }

    /** A high bit for each byte that equals the repeated one; all are below 0x80. */
    private static long hits(long low, long repeated) {
        return ByteScan.HIGH_BITS - (low ^ repeated);
    }

    /** Those of the bits that stand for line ends. */
    private static long lineEnds(byte[] buffer, int at, long bits) {
        long ends = 0;
        for (long left = bits; left != 0; left &= left - 1) {
            if (isLineEnd(buffer[at + Long.numberOfTrailingZeros(left)])) {
                ends |= Long.lowestOneBit(left);
            }
        }
        return ends;
    }

    /** From bit i of byte j to bit j of byte i: so that a block's bits are in the order of its bytes. */
    private static long turned(long bits) {
        long turned = swapped(bits, 7, 0x00AA00AA00AA00AAL);
        turned = swapped(turned, 14, 0x0000CCCC0000CCCCL);
        return swapped(turned, 28, 0x00000000F0F0F0F0L);
    }

    /** The bits of the mask change places with those so far to the left of them. */
    private static long swapped(long bits, int distance, long mask) {
        long differing = (bits ^ bits >>> distance) & mask;
        return bits ^ differing ^ differing << distance;
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

    /**
     * The first line end outside quotes at or after {@code start}, which is covered; -1 if none is known. After
     * {@link #build} only ever asked further on.
     */
    int recordEnd(int start) {
        int number = nextEnd;
        while (number < endCount && ends[number] < start) {
            number++;
        }
        nextEnd = number;
        return number < endCount ? ends[number] : -1;
    }

    /** The record that is being read begins at {@code start} and ends in what was looked at. */
    void enter(int start) {
        recordStart = start;
        recordNumber = nextEnd;
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

    /** How many delimiters outside quotes are known before the record that is being read. */
    int delimitersBeforeRecord() {
        if (!hasPlaces) {
            findPlaces();
        }
        // There are none in the line end between the record before and this one.
        return recordNumber == 0 || recordStart > ends[recordNumber - 1] + LONGEST_LINE_END
                ? delimitersBefore(recordStart)
                : placesBeforeEnd[recordNumber - 1];
    }

    /** How many there are before its end. */
    int delimitersBeforeEnd() {
        if (!hasPlaces) {
            findPlaces();
        }
        return placesBeforeEnd[recordNumber];
    }

    private int delimitersBefore(int at) {
        int block = at - base >>> BLOCK_SHIFT;
        return placesBefore[block] + Long.bitCount(delimiterBits[block] & (1L << at - base) - 1);
    }

    /** Where a delimiter outside quotes stands; behind everything if there are fewer. */
    int delimiter(int number) {
        return number < placeCount ? places[number] : Integer.MAX_VALUE;
    }

    /**
     * To walk from bit to bit in each record costs most in branches that nobody can predict. Here eight are written for
     * each block, and the next block writes over those that were too many.
     */
    private void findPlaces() {
        hasPlaces = true;
        int count = 0;
        for (int block = 0; block < blocks; block++) {
            if (places.length - count < BLOCK_BYTES + 8) {
                places = Arrays.copyOf(places, places.length * 2);
            }
            long bits = delimiterBits[block];
            int at = base + (block << BLOCK_SHIFT);
            int next = count + Long.bitCount(bits);
            placesBefore[block] = count;
            bits = eight(bits, at, count);
            for (int more = count + 8; more < next; more += 8) {
                bits = eight(bits, at, more);
            }
            count = next;
        }
        placeCount = count;
        if (placesBeforeEnd.length < endCount) {
            placesBeforeEnd = new int[ends.length];
        }
        for (int number = 0; number < endCount; number++) {
            placesBeforeEnd[number] = delimitersBefore(ends[number]);
        }
    }

    private long eight(long bits, int at, int index) {
        int[] into = places;
        long left = bits;
        for (int i = 0; i < 8; i++) {
            into[index + i] = at + Long.numberOfTrailingZeros(left);
            left &= left - 1;
        }
        return left;
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
