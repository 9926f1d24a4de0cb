// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * Turns a charset that cannot be cut as bytes (UTF-16, UTF-32, EBCDIC, ISO-2022) into UTF-8.
 *
 * <p>A read ends behind the first CR or LF that it meets. So a record always begins with a read and ends with one, and
 * its offsets in the file are the input's positions then, without a map of every character.
 */
final class TranscodingInput implements ContentInput {
    private static final int CHUNK_BYTES = 8192;

    private final RangedInput input;
    private final CharsetDecoder decoder;
    private final int unit;
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK_BYTES).flip();
    private final CharBuffer chars = CharBuffer.allocate(CHUNK_BYTES).flip();

    private long position;
    private long lineEndPosition;
    private boolean ended;
    /** Index in {@code bytes} behind the last one that was read from the file. */
    private int filled;

    TranscodingInput(RangedInput input, Encoding encoding) {
        this.input = input;
        this.decoder = begun(encoding.charset().newDecoder(), encoding.unit());
        this.unit = encoding.unit();
        this.position = input.position();
    }

    /**
     * The JDK's UTF-32 takes U+FEFF for a mark if it is the first that it sees. The mark has been read already, so this is
     * data: the decoder is given a NUL before it.
     */
    private static CharsetDecoder begun(CharsetDecoder decoder, int unit) {
        if (unit == 4) {
            decoder.decode(ByteBuffer.allocate(unit), CharBuffer.allocate(1), false);
        }
        return decoder;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int to = offset;
        while (to == offset) {
            if (!chars.hasRemaining() && !decodeSome()) {
                return ended && !bytes.hasRemaining() ? END : MALFORMED;
            }
            while (chars.hasRemaining() && to + 4 <= offset + length) {
                int before = to;
                char first = chars.get();
                if (Character.isSurrogate(first) && !isPair(first)) {
                    chars.position(chars.position() - 1);
                    return to > offset ? to - offset : MALFORMED;
                }
                to = put(first, buffer, to);
                long begin = position;
                position = unit == 0 ? input.position() - unread() : begin + width(buffer, before);
                if (first == '\n' || first == '\r') {
                    // With shift sequences the line end is one byte, and a shift back before it is the record's.
                    lineEndPosition = unit == 0 ? position - 1 : begin;
                    return to - offset;
                }
            }
        }
        return to - offset;
    }

    /** The JDK's UTF-32 lets half a pair through. */
    private boolean isPair(char first) {
        return Character.isHighSurrogate(first)
                && chars.hasRemaining()
                && Character.isLowSurrogate(chars.get(chars.position()));
    }

    /** Whether two halves of a pair were written as two characters of UTF-32, which it forbids. */
    private boolean isSplitPair(int decodedBytes) {
        return unit == 4 && Character.codePointCount(chars, 0, chars.length()) * unit != decodedBytes;
    }

    /** What stands before the first half is as good as ever, and its records come before the error. */
    private void decodeUpToHalf(int begun) {
        int limit = bytes.limit();
        int half = begun;
        while (!isHalf(half)) {
            half += unit;
        }
        begun(decoder.reset(), unit).decode(bytes.position(begun).limit(half), chars.clear(), false);
        chars.flip();
        bytes.limit(limit);
    }

    private boolean isHalf(int at) {
        boolean isLittle = decoder.charset().name().endsWith("LE");
        int value = bytes.order(isLittle ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
                .getInt(at);
        return value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
    }

    /** Fills {@code chars}; false at the end, or at a byte that is not of the charset. */
    private boolean decodeSome() {
        while (true) {
            boolean narrowed = unit == 0 && narrow();
            int begun = bytes.position();
            CoderResult result = decoder.decode(bytes, chars.clear(), ended && !narrowed);
            chars.flip();
            if (isSplitPair(bytes.position() - begun)) {
                decodeUpToHalf(begun);
                return chars.hasRemaining();
            }
            if (chars.hasRemaining()) {
                return true;
            }
            if (result.isError()) {
                return false;
            }
            if (narrowed) {
                continue;
            }
            if (ended) {
                position = input.position();
                return false;
            }
            readBytes();
        }
    }

    /**
     * Where the width of a character is not known it is seen from what the decoder takes for it, so it is given one
     * byte more each time; false if there is no more to give.
     */
    private boolean narrow() {
        if (bytes.limit() < filled) {
            bytes.limit(bytes.limit() + 1);
            return true;
        }
        return false;
    }

    /** Bytes that were read from the file and not decoded. */
    private int unread() {
        return filled - bytes.position();
    }

    private void readBytes() {
        bytes.compact();
        int kept = bytes.position();
        int read = input.read(bytes.array(), kept, bytes.remaining());
        ended = read == END;
        filled = ended ? kept : kept + read;
        bytes.flip().limit(unit == 0 ? kept : filled);
    }

    private int put(char first, byte[] buffer, int offset) {
        int to = offset;
        if (first < 0x80) {
            buffer[to++] = (byte) first;
        } else if (first < 0x800) {
            buffer[to++] = (byte) (0xC0 | first >> 6);
            buffer[to++] = (byte) (0x80 | first & 0x3F);
        } else if (!Character.isHighSurrogate(first)) {
            buffer[to++] = (byte) (0xE0 | first >> 12);
            buffer[to++] = (byte) (0x80 | first >> 6 & 0x3F);
            buffer[to++] = (byte) (0x80 | first & 0x3F);
        } else {
            int point = Character.toCodePoint(first, chars.get());
            buffer[to++] = (byte) (0xF0 | point >> 18);
            buffer[to++] = (byte) (0x80 | point >> 12 & 0x3F);
            buffer[to++] = (byte) (0x80 | point >> 6 & 0x3F);
            buffer[to++] = (byte) (0x80 | point & 0x3F);
        }
        return to;
    }

    /** Bytes in the file of the character whose UTF-8 begins at {@code index}. */
    private int width(byte[] utf8, int index) {
        boolean isPair = (utf8[index] & 0xF8) == 0xF0;
        return unit == 2 && isPair ? 4 : unit;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long lineEndPosition() {
        return lineEndPosition;
    }

    @Override
    public long sourceLength(byte[] buffer, int from, int to) {
        if (unit == 0) {
            return -1;
        }
        long length = 0;
        for (int index = from; index < to; index++) {
            if ((buffer[index] & 0xC0) != 0x80) {
                length += width(buffer, index);
            }
        }
        return length;
    }

    @Override
    public void close() {
        input.close();
    }
}
