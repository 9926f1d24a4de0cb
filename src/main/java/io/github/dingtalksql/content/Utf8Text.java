// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.remote.RemoteFile;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file as UTF-8, whatever charset it is in, without the byte-order mark. What is not of the charset is an
 * error with its offset in the file, after all that stands before it has been read. Reads nothing before the first
 * {@link #read}. Not thread-safe, but {@link #close} may be called from any thread.
 */
public final class Utf8Text implements AutoCloseable {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final byte[] NONE = {};

    private final RemoteFile file;
    private final RangedInput input;
    private final ReadOptions options;
    private final ContentErrors errors;
    private final byte[] buffer = new byte[BUFFER_BYTES + ByteScan.PADDING];
    private int from;
    private int to;
    private byte[] text = NONE;
    private int textFrom;
    private int textTo;
    private boolean ended;
    private @Nullable Decoding decoding;
    private @Nullable DingTalkException failure;

    private record Decoding(Charset charset, int markLength, CharsetDecoder decoder, boolean keepsAscii) {}

    Utf8Text(RemoteFile file, @Nullable Charset charset) {
        this.file = file;
        this.options = new ReadOptions(RecordFormat.TEXT, charset, 0, Long.MAX_VALUE, Integer.MAX_VALUE, 1);
        this.errors = new ContentErrors(file.name(), options);
        this.input = new RangedInput(file);
    }

    /** Reads at least one and up to {@code length} bytes; -1 at the end. */
    public int read(byte[] target, int offset, int length) {
        while (textFrom == textTo) {
            if (failure != null) {
                throw failure;
            }
            if (ended) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, textTo - textFrom);
        System.arraycopy(text, textFrom, target, offset, count);
        textFrom += count;
        return count;
    }

    /** The charset of the file, which is known after the first {@link #read}. */
    public Charset charset() {
        return opened().charset;
    }

    /**
     * Where in the file the byte stands that was read as number {@code position}, 0-based; if the file is not in UTF-8,
     * that is not known, and this is {@code position}.
     */
    public long offset(long position) {
        Decoding known = opened();
        return known.charset.equals(StandardCharsets.UTF_8) ? position + known.markLength : position;
    }

    private Decoding opened() {
        Decoding known = decoding;
        if (known == null) {
            Encoding encoding =
                    new FileStart(file, input, options, CsvDialect.CSV, RecordStarts.DEFAULT, errors).open();
            Charset charset = encoding.charset();
            boolean keepsAscii = new TextDecoder(charset).asciiIsItself();
            known = new Decoding(charset, encoding.markLength(), charset.newDecoder(), keepsAscii);
            decoding = known;
        }
        return known;
    }

    private void fill() {
        Decoding known = opened();
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int read = input.read(buffer, to, BUFFER_BYTES - to);
        ended = read < 0;
        to += Math.max(0, read);
        if (known.keepsAscii && ByteScan.isAscii(buffer, 0, to)) {
            give(buffer.clone(), to);
            from = to;
            return;
        }
        decode(known);
    }

    private void decode(Decoding known) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, from, to - from);
        CharBuffer chars = CharBuffer.allocate((int) Math.ceil((to - from) * known.decoder.maxCharsPerByte()) + 2);
        CoderResult result = known.decoder.decode(bytes, chars, ended);
        int begin = from;
        from = bytes.position();
        if (result.isError()) {
            failure = errors.notOfCharset(input.position() - (to - from), known.charset);
        }
        // UTF-8 was decoded only to see that it is valid.
        byte[] utf8 = known.charset.equals(StandardCharsets.UTF_8)
                ? Arrays.copyOfRange(buffer, begin, from)
                : chars.flip().toString().getBytes(StandardCharsets.UTF_8);
        give(utf8, utf8.length);
    }

    private void give(byte[] bytes, int length) {
        text = bytes;
        textFrom = 0;
        textTo = length;
    }

    @Override
    public void close() {
        input.close();
    }
}
