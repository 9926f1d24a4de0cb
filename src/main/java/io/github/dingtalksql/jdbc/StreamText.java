// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads parameters that come as streams. Does not close them: they are the client's. */
final class StreamText {
    private static final int BUFFER_CHARS = 8192;

    private StreamText() {}

    static @Nullable String read(@Nullable Reader reader) throws SQLException {
        return read(reader, Long.MAX_VALUE);
    }

    /** @param length most characters to read */
    static @Nullable String read(@Nullable Reader reader, long length) throws SQLException {
        checkLength(length);
        if (reader == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[BUFFER_CHARS];
        try {
            while (text.length() < length) {
                int count = reader.read(buffer, 0, (int) Math.min(buffer.length, length - text.length()));
                if (count < 0) {
                    break;
                }
                text.append(buffer, 0, count);
            }
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
        return text.toString();
    }

    /** @param length most bytes to read */
    static byte @Nullable [] read(@Nullable InputStream stream, long length) throws SQLException {
        checkLength(length);
        if (stream == null) {
            return null;
        }
        try {
            return stream.readNBytes((int) Math.min(Integer.MAX_VALUE, length));
        } catch (IOException | RuntimeException e) {
            throw unreadable(e);
        }
    }

    static @Nullable String readAscii(@Nullable InputStream stream, long length) throws SQLException {
        byte[] bytes = read(stream, length);
        return bytes == null ? null : new String(bytes, StandardCharsets.US_ASCII);
    }

    private static void checkLength(long length) throws SQLException {
        if (length < 0) {
            throw SqlErrors.of(ErrorCode.INVALID_ARGUMENT, "The length must not be negative");
        }
    }

    private static SQLException unreadable(Exception cause) {
        return SqlErrors.of(
                new DingTalkException(ErrorCode.INVALID_VALUE, "The parameter's stream cannot be read", cause));
    }
}
