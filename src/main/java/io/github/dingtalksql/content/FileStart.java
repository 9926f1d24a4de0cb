// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.remote.RemoteFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The first steps in a file: finds out its charset and goes to the first record that is asked for. */
final class FileStart {
    private final RemoteFile file;
    private final RangedInput input;
    private final ReadOptions options;
    private final CsvDialect dialect;
    private final RecordStarts recordStarts;
    private final ContentErrors errors;

    FileStart(
            RemoteFile file,
            RangedInput input,
            ReadOptions options,
            CsvDialect dialect,
            RecordStarts recordStarts,
            ContentErrors errors) {
        this.file = file;
        this.input = input;
        this.options = options;
        this.dialect = dialect;
        this.recordStarts = recordStarts;
        this.errors = errors;
    }

    /**
     * Reads as much of the start of the file as the charset asks for (nothing if it is named and needs no look), and
     * leaves the input where the first record that is wanted begins, or one before it.
     */
    Encoding open() {
        Charset asked = options.charset();
        if (options.toOffset() <= options.fromOffset()) {
            input.moveTo(options.fromOffset(), options.toOffset());
            return Encoding.of(asked == null ? StandardCharsets.UTF_8 : asked, 0);
        }
        int sample = sampleBytes(asked);
        boolean isNear = !options.linesAreRecords() && options.fromOffset() <= recordStarts.nearBytes();
        boolean startIsNear = isNear || options.fromOffset() <= sample;
        input.moveTo(0, startIsNear ? Math.max(options.toOffset(), sample) : sample);
        byte[] head = head(sample);
        int length = head.length;
        Encoding encoding = asked == null
                ? CharsetDetection.detect(head, length, length < sample)
                : Encoding.asked(asked, head, length);
        boolean fromStart = options.fromOffset() <= encoding.markLength();
        if (fromStart || isNear) {
            goToStart(encoding);
        } else if (encoding.unit() == 0) {
            throw errors.noOffsetsIn(encoding.charset());
        } else {
            goToRecord(encoding);
        }
        return encoding;
    }

    /** The first bytes: no more than a mark if there is one, so that nobody waits for bytes that tell nothing. */
    private byte[] head(int sample) {
        byte[] first = heldBytes(Math.min(sample, ByteOrderMark.LONGEST));
        return ByteOrderMark.of(first, first.length).isPresent() ? first : heldBytes(sample);
    }

    private byte[] heldBytes(int count) {
        return count == 0 ? new byte[0] : input.heldBytes(Math.min(count, input.hold(count)));
    }

    private void goToStart(Encoding encoding) {
        input.moveTo(encoding.markLength(), options.toOffset());
    }

    private int sampleBytes(@Nullable Charset asked) {
        if (asked == null) {
            return CharsetDetection.SAMPLE_BYTES;
        }
        boolean mayReadFromStart = !options.linesAreRecords() || options.fromOffset() <= ByteOrderMark.LONGEST;
        boolean markMatters = Encoding.isOpen(asked) || mayReadFromStart;
        return markMatters ? ByteOrderMark.LONGEST : 0;
    }

    /** Goes to the first line at or after the offset, and from the start of the file if that may be inside quotes. */
    private void goToRecord(Encoding encoding) {
        boolean found = goToLine(encoding);
        boolean mayBeInside = found && !options.linesAreRecords() && input.position() < options.toOffset();
        if (mayBeInside && !recordStarts.isRecordStart(input, file, encoding, dialect, options)) {
            goToStart(encoding);
        }
    }

    private boolean goToLine(Encoding encoding) {
        int unit = encoding.unit();
        long misfit = (options.fromOffset() - encoding.markLength()) % unit;
        long from = options.fromOffset() + (misfit == 0 ? 0 : unit - misfit);
        input.moveTo(from - unit, options.toOffset());
        LineEnds lineEnds = new LineEnds(input, encoding);
        boolean found = lineEnds.passOne(options.toOffset());
        while (!found && input.position() < options.toOffset() && input.hold(unit) >= unit) {
            found = lineEnds.passOne(options.toOffset());
        }
        return found;
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
