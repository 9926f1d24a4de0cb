// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.io.IOException;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a server says unasked from being taken for an answer. OkHttp uses a connection again whatever has arrived
 * on it since, and would read an answer that came before the question.
 *
 * <p>Looks three times, as a network interceptor: before the request, whether anything has arrived behind the last answer;
 * after the head of the answer, whether any of it was read after the request was sent; and whether it is the part of a
 * file that the last answer held, although another was asked for: the last answer sent twice, the second time too late to
 * be seen before the request. Such a connection is closed.
 */
final class UnaskedBytes implements Interceptor {
    /** More than the pool holds: each attempt closes a connection. */
    private static final int MOST_ATTEMPTS = 40;

    private final GuardedSockets sockets;

    UnaskedBytes(GuardedSockets sockets) {
        this.sockets = sockets;
    }

    /** A connection that cannot be trusted any more. */
    private static final class Found extends IOException {
        private static final long serialVersionUID = 1L;

        Found() {
            super("the server sent bytes that nobody had asked for");
        }
    }

    /** As an application interceptor: the same request over another connection, at once. */
    static Response overAnother(Chain chain) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return chain.proceed(chain.request());
            } catch (Found e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Connection connection = chain.connection();
        WatchedSocket socket = connection == null ? null : sockets.find(connection.socket());
        if (connection == null || socket == null) {
            return chain.proceed(chain.request());
        }
        // The first thing that a TLS server sends behind the handshake may be session tickets: no answer.
        if (socket.isUsed() && (socket.hasUnread() || isUnpacked(connection))) {
            throw closed(connection, null);
        }
        long before = socket.bytesRead();
        Response response = chain.proceed(chain.request());
        String part = response.header("Content-Range");
        if (socket.bytesRead() == before || (socket.hasAnswered(part) && !isAskedFor(part, chain.request()))) {
            throw closed(connection, response);
        }
        socket.use(part);
        return response;
    }

    /** {@code bytes=5-9} asks for {@code bytes 5-9/100} and {@code bytes 5-7/8}. */
    private static boolean isAskedFor(@Nullable String part, Request request) {
        String range = request.header("Range");
        if (part == null || range == null) {
            return true;
        }
        String start = range.substring(0, range.indexOf('-') + 1).replace('=', ' ');
        return part.regionMatches(true, 0, start, 0, start.length());
    }

    private static boolean isUnpacked(Connection connection) throws IOException {
        return connection.socket().getInputStream().available() > 0;
    }

    private static Found closed(Connection connection, @Nullable Response response) throws IOException {
        connection.socket().close();
        if (response != null) {
            response.close();
        }
        return new Found();
    }
}
