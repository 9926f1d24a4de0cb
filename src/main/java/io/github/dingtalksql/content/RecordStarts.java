// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.remote.RemoteFile;
import java.nio.charset.StandardCharsets;

/**
 * Says whether the start of a line is the start of a record, without reading the file up to it. A line inside quotes
 * looks like any other, so both are supposed: what follows mostly refutes that quotes are open. If it does not, such as
 * in a file without quotes, what stands before is read: back to where an open quoted field would be longer than a record
 * may be. Never says yes of a line inside quotes of a well-formed file.
 *
 * @param nearBytes how far from the start of the file it is cheaper to read from there
 * @param aheadBytes how much is looked at behind the line's start
 * @param behindBytes how much is looked at before it, first
 */
record RecordStarts(int nearBytes, int aheadBytes, int behindBytes) {
    static final RecordStarts DEFAULT = new RecordStarts(64 * 1024, 64 * 1024, 256 * 1024);

    private static final int FIRST_AHEAD_BYTES = 4096;

    /** @param input at the start of a line; stays there */
    boolean isRecordStart(
            RangedInput input, RemoteFile file, Encoding encoding, CsvDialect dialect, ReadOptions options) {
        for (int count = Math.min(FIRST_AHEAD_BYTES, aheadBytes); count <= aheadBytes; count *= 4) {
            int held = input.hold(count);
            boolean isEnd = held < count;
            byte[] ahead = asCut(input.heldBytes(Math.min(held, count)), encoding);
            QuoteParity inside = QuoteParity.inside(dialect);
            inside.pass(ahead, 0, ahead.length);
            if (isEnd ? inside.isRefutedAtEnd() : inside.isRefuted()) {
                QuoteParity outside = QuoteParity.outside(dialect);
                outside.pass(ahead, 0, ahead.length);
                return !(isEnd ? outside.isRefutedAtEnd() : outside.isRefuted());
            }
        }
        return encoding.cutAsBytes() && isOutsideAsSeenFromBefore(input.position(), file, encoding, dialect, options);
    }

    private boolean isOutsideAsSeenFromBefore(
            long place, RemoteFile file, Encoding encoding, CsvDialect dialect, ReadOptions options) {
        int longest = options.maxRecordBytes();
        for (int back : new int[] {Math.min(behindBytes, longest), longest}) {
            long from = Math.max(encoding.markLength(), place - back);
            boolean isStart = from == encoding.markLength();
            Before before = new Before(QuoteParity.outside(dialect), QuoteParity.inside(dialect), dialect.quote());
            before.follow(file, from, place, isStart);
            if (isStart || before.inside.isRefuted()) {
                return before.outside.isOutside();
            }
            if (before.outside.isRefuted()) {
                return before.inside.isOutside();
            }
            if (back == longest && !before.metQuote) {
                return true;
            }
        }
        return false;
    }

    /** What stands before a place, followed from a line's start on. */
    private static final class Before {
        private final QuoteParity outside;
        private final QuoteParity inside;
        private final char quote;
        private boolean metQuote;

        Before(QuoteParity outside, QuoteParity inside, char quote) {
            this.outside = outside;
            this.inside = inside;
            this.quote = quote;
        }

        /** @param atLine whether a line begins at {@code from}; else it is followed from the next line on */
        void follow(RemoteFile file, long from, long to, boolean atLine) {
            RangedInput input = new RangedInput(file);
            try {
                input.moveTo(from, to);
                byte[] buffer = new byte[RecordBuffer.FIRST_BYTES];
                boolean inLine = atLine;
                while (input.position() < to) {
                    int read = input.read(buffer, 0, (int) Math.min(buffer.length, to - input.position()));
                    if (read < 0) {
                        return;
                    }
                    int begin = inLine ? 0 : behindLineEnd(buffer, read);
                    inLine |= begin < read;
                    metQuote |= holdsQuote(buffer, read);
                    outside.pass(buffer, begin, read);
                    inside.pass(buffer, begin, read);
                }
            } finally {
                input.close();
            }
        }

        private boolean holdsQuote(byte[] bytes, int to) {
            int at = 0;
            while (at < to && bytes[at] != quote) {
                at++;
            }
            return at < to;
        }

        private static int behindLineEnd(byte[] bytes, int to) {
            int at = 0;
            while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
                at++;
            }
            return Math.min(to, at + 1);
        }
    }

    /** A character that is cut in two at the end becomes a replacement, which is neither quote nor delimiter. */
    private static byte[] asCut(byte[] bytes, Encoding encoding) {
        return encoding.cutAsBytes() ? bytes : new String(bytes, encoding.charset()).getBytes(StandardCharsets.UTF_8);
    }
}
