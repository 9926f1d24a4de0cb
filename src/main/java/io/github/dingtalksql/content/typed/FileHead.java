// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.FileContents;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first bytes of a file, unpacked.
 *
 * @param name of the file, for messages
 * @param whole whether nothing follows
 */
public record FileHead(String name, byte[] bytes, boolean whole) {
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** How many times its size a sample may be unpacked. */
    private static final int MOST_UNPACKED = 4;

    /** Unless that is less than this: a small file may be a big table. */
    private static final int LEAST_UNPACKED_BYTES = 256 * 1024;

    private static final int BUFFER_BYTES = 8 * 1024;

    /**
     * Unpacks the first bytes of a file, if they are packed.
     *
     * @throws DingTalkException {@code MALFORMED_CONTENT} if nothing of them can be
     */
    public static FileHead of(String name, byte[] raw, boolean whole) {
        if (!GzipBytes.isGzip(raw)) {
            return new FileHead(name, raw, whole);
        }
        int most = Math.max(LEAST_UNPACKED_BYTES, MOST_UNPACKED * raw.length);
        ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (GzipBytes bytes = new GzipBytes(name, new MemoryFile(name, raw).open(0, Long.MAX_VALUE))) {
            while (unpacked.size() < most) {
                int read = bytes.read(buffer, 0, Math.min(buffer.length, most - unpacked.size()));
                if (read < 0) {
                    return new FileHead(name, unpacked.toByteArray(), whole);
                }
                unpacked.write(buffer, 0, read);
            }
        } catch (DingTalkException e) {
            // A part of a file ends somewhere; if the whole of it is damaged, reading it will tell where.
            if (unpacked.size() == 0 || e.code() != ErrorCode.MALFORMED_CONTENT) {
                throw e;
            }
        }
        return new FileHead(name, unpacked.toByteArray(), false);
    }

    /**
     * Workbooks and archives are sometimes taken for text, and some of their bytes are valid in some charset.
     *
     * @throws DingTalkException {@code MALFORMED_CONTENT} if this is one
     */
    void requireText() {
        if (bytes.length >= ZIP.length && Arrays.equals(bytes, 0, ZIP.length, ZIP, 0, ZIP.length)) {
            throw new DingTalkException(
                    ErrorCode.MALFORMED_CONTENT,
                    "File " + name
                            + ", byte offset 0: this is a ZIP archive, as workbooks (XLSX) are, and no text. read_xlsx"
                            + " reads workbooks (of a mounted file: format=xlsx), read_blob gives the bytes");
        }
    }

    /**
     * Tells that a charset was guessed, if it was: neither a byte-order mark nor valid UTF-8, which hardly anything else
     * is, speak for it.
     */
    public void warnOfGuess(@Nullable Charset charset, Execution execution) {
        if (charset == null || charset.equals(StandardCharsets.UTF_8) || FileContents.hasByteOrderMark(bytes)) {
            return;
        }
        execution.warn(new DingTalkException(
                ErrorCode.MALFORMED_CONTENT,
                "File " + name + " is read as " + charset.name() + ", a guess from its first " + bytes.length
                        + " bytes; if it is another charset, give it with the argument charset"));
    }

    /** The bytes up to the last line end, so that no character and no record is cut; all if there is none. */
    byte[] wholeLines() {
        if (whole) {
            return bytes;
        }
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n' && bytes[end - 1] != '\r') {
            end--;
        }
        // In UTF-16 a line feed is two bytes, and the zero is the second one in little endian.
        boolean wide = end > 0 && end < bytes.length && bytes[end] == 0;
        return end == 0 ? bytes : Arrays.copyOf(bytes, wide ? end + 1 : end);
    }
}
