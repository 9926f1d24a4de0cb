// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * The one connection pool of the JVM and the variants of its client. Thread-safe.
 *
 * <p>No redirects: OkHttp drops only {@code Authorization} when a redirect leaves the host, so every other signed header
 * and the access token would go along. HTTP/1.1 only: parallel ranges over one HTTP/2 connection are no faster than
 * one, and cancelling one must not disturb the others. OkHttp's own repetition stays on for what it is good at: a pooled
 * connection that had died, and the other addresses of a host.
 */
final class HttpClients {
    private final Late<ConnectionPool> pool = new Late<>(() -> new ConnectionPool(32, 60, TimeUnit.SECONDS));
    /** A client reads what the JVM trusts when it is made: tenths of a second that connecting has no need of. */
    private final Late<OkHttpClient> open;

    private final Late<OkHttpClient> guarded;

    /** @param listeners follow every request of every variant */
    HttpClients(EventListener.Factory listeners) {
        Late<OkHttpClient> plain = new Late<>(() -> plain(listeners));
        this.open = new Late<>(() -> open(plain.get()));
        this.guarded = new Late<>(() -> guarded(plain.get()));
    }

    private OkHttpClient plain(EventListener.Factory listeners) {
        return new OkHttpClient.Builder()
                .eventListenerFactory(listeners)
                .connectionPool(pool.get())
                .protocols(List.of(Protocol.HTTP_1_1))
                .followRedirects(false)
                .followSslRedirects(false)
                .cookieJar(CookieJar.NO_COOKIES)
                .addInterceptor(UnaskedBytes::overAnother)
                .addNetworkInterceptor(new RetryAfter())
                .build();
    }

    private static OkHttpClient open(OkHttpClient plain) {
        GuardedSockets everywhere = new GuardedSockets(true);
        return plain.newBuilder()
                .socketFactory(everywhere)
                .addNetworkInterceptor(new UnaskedBytes(everywhere))
                .build();
    }

    private static OkHttpClient guarded(OkHttpClient plain) {
        GuardedSockets sockets = new GuardedSockets(false);
        return plain.newBuilder()
                .socketFactory(sockets)
                .proxySelector(sockets.proxySelector())
                .addNetworkInterceptor(new UnaskedBytes(sockets))
                .build();
    }

    /** Makes what all clients are made of. */
    void makeReady() {
        open.get();
        guarded.get();
    }

    void releaseIdle() {
        // One pool for all variants.
        pool.get().evictAll();
    }

    OkHttpClient client(Duration connectTimeout, Duration readTimeout, boolean allowPrivateNetworks) {
        return (allowPrivateNetworks ? open : guarded)
                .get()
                .newBuilder()
                .connectTimeout(connectTimeout)
                .readTimeout(readTimeout)
                .writeTimeout(readTimeout)
                .build();
    }
}
