// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The first steps in a file: finds out its charset and goes to the first record that is asked for. */
final class FileStart {
    private final RangedInput input;
    private final ReadOptions options;
    private final ContentErrors errors;

    FileStart(RangedInput input, ReadOptions options, ContentErrors errors) {
        this.input = input;
        this.options = options;
        this.errors = errors;
    }

    /**
     * Reads as much of the start of the file as the charset asks for (nothing if it is named and needs no look), and
     * leaves the input where the first record begins.
     */
    Encoding open() {
        Charset asked = options.charset();
        if (options.toOffset() <= options.fromOffset()) {
            input.moveTo(options.fromOffset(), options.toOffset());
            return Encoding.of(asked == null ? StandardCharsets.UTF_8 : asked, 0);
        }
        int sample = sampleBytes(asked);
        boolean startIsNear = options.fromOffset() <= sample;
        input.moveTo(0, startIsNear ? Math.max(options.toOffset(), sample) : sample);
        int length = sample == 0 ? 0 : Math.min(sample, input.hold(sample));
        byte[] head = input.heldBytes(length);
        Encoding encoding = asked == null
                ? CharsetDetection.detect(head, length, length < sample)
                : Encoding.asked(asked, head, length);
        if (options.fromOffset() <= encoding.markLength()) {
            input.moveTo(encoding.markLength(), options.toOffset());
            return encoding;
        }
        if (encoding.unit() == 0) {
            throw errors.noOffsetsIn(encoding.charset());
        }
        goToFirstRecord(encoding);
        return encoding;
    }

    private int sampleBytes(@Nullable Charset asked) {
        if (asked == null) {
            return CharsetDetection.SAMPLE_BYTES;
        }
        boolean markMatters = Encoding.isOpen(asked) || options.fromOffset() <= ByteOrderMark.LONGEST;
        return markMatters ? ByteOrderMark.LONGEST : 0;
    }

    private void goToFirstRecord(Encoding encoding) {
        int unit = encoding.unit();
        long misfit = (options.fromOffset() - encoding.markLength()) % unit;
        long from = options.fromOffset() + (misfit == 0 ? 0 : unit - misfit);
        input.moveTo(from - unit, options.toOffset());
        LineEnds lineEnds = new LineEnds(input, encoding);
        if (options.format() == RecordFormat.TEXT) {
            boolean found = lineEnds.passOne(options.toOffset());
            while (!found && input.position() < options.toOffset() && input.hold(unit) >= unit) {
                found = lineEnds.passOne(options.toOffset());
            }
            return;
        }
        boolean endsHere = input.hold(2 * unit) <= unit;
        if (endsHere) {
            input.drop(input.hold(unit));
            return;
        }
        if (misfit != 0 || !lineEnds.passOne(options.toOffset()) || input.position() != from) {
            throw errors.notARecordStart(options.fromOffset());
        }
    }

    /** Walks over code units, in any encoding that has units. */
    private record LineEnds(RangedInput input, byte[] lineFeed, byte[] carriageReturn) {
        LineEnds(RangedInput input, Encoding encoding) {
            this(input, "\n".getBytes(encoding.charset()), "\r".getBytes(encoding.charset()));
        }

        /** Goes behind one unit, and behind the LF after it if it is a CR; says whether it ended a line. */
        boolean passOne(long toOffset) {
            int unit = lineFeed.length;
            if (input.hold(unit) < unit) {
                return false;
            }
            boolean isReturn = isNext(carriageReturn);
            boolean ends = isReturn || isNext(lineFeed);
            input.drop(unit);
            if (isReturn && input.position() < toOffset && input.hold(unit) >= unit && isNext(lineFeed)) {
                input.drop(unit);
            }
            return ends;
        }

        private boolean isNext(byte[] expected) {
            for (int i = 0; i < expected.length; i++) {
                if (input.held(i) != expected[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
