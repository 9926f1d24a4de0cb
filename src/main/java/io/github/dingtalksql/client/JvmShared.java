// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.config.Loopback;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.OkHttpClient;

/**
 * What all connections of this JVM share, and the one static holder of this project: HTTP connections, threads, access
 * tokens, call limits and download infos. A token or an answer per connection would spend the organisation's monthly
 * calls, and a thread pool per connection would outlive it. Thread-safe; all threads are daemons.
 */
public final class JvmShared {
    private static final JvmShared INSTANCE = new JvmShared(
            System::nanoTime,
            Clock.systemUTC(),
            new Backoff(
                    Duration.ofMillis(200),
                    Duration.ofSeconds(10),
                    () -> ThreadLocalRandom.current().nextDouble()));

    private final LongSupplier nanoTime;
    private final Clock clock;
    private final Backoff backoff;
    private final HttpClients clients;
    private final ApiBodies bodies = new ApiBodies();
    private final AtomicBoolean readied = new AtomicBoolean();
    private final ThreadPoolExecutor threads = daemonThreads();
    private final Transfers transfers;
    private final Map<ApiSettings.Caller, AppAccessTokens> tokens = new HashMap<>();
    private final AppLimits limits;
    private final Map<URI, AddressBan> bans = new ConcurrentHashMap<>();
    private final CallLog callLog;
    private final DirectoryCaches directories;
    private final DownloadInfoCache infos;
    private final SingleFlight<DownloadInfoCache.Key, DownloadInfo> flights;

    JvmShared(LongSupplier nanoTime, Clock clock, Backoff backoff) {
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.backoff = backoff;
        this.limits = new AppLimits(nanoTime);
        this.callLog = new CallLog(clock);
        this.clients = new HttpClients(LoggedCall.into(callLog));
        this.transfers = new Transfers(threads, Runtime.getRuntime().maxMemory() / 4);
        this.infos = new DownloadInfoCache(nanoTime);
        this.flights = new SingleFlight<>(threads);
        this.directories = DirectoryCaches.create(nanoTime, threads);
    }

    public static JvmShared instance() {
        return INSTANCE;
    }

    /** Connects to nothing. Settings of the same endpoint and credentials share tokens, limits and cached answers. */
    public StorageApi storageApi(ApiSettings settings) {
        ApiCalls calls = calls(settings);
        StorageApi api =
                new HttpStorageApi(calls, tokens(settings, calls), settings.caller(), infos, flights, callLog, clock);
        return new ExplainingStorageApi(api, directoryApi(settings));
    }

    /** Connects to nothing. Shares what {@link #storageApi} shares. */
    public DirectoryApi directoryApi(ApiSettings settings) {
        ApiCalls calls = calls(settings);
        CachedCalls cached = new CachedCalls(
                calls, tokens(settings, calls), settings.caller(), settings.listingCache(), callLog, nanoTime);
        return new HttpDirectoryApi(cached, directories);
    }

    /** The last requests of the JVM, to the API and to object stores. */
    public CallLog callLog() {
        return callLog;
    }

    private ApiCalls calls(ApiSettings settings) {
        boolean anywhere = settings.allowPrivateNetworks() || Loopback.isLoopback(settings.endpoint());
        Late<OkHttpClient> client =
                new Late<>(() -> clients.client(settings.connectTimeout(), settings.readTimeout(), anywhere)
                        .newBuilder()
                        // The bodies are small: whoever trickles one is as good as silent.
                        .callTimeout(settings.connectTimeout()
                                .plus(settings.readTimeout().multipliedBy(2)))
                        .build());
        AddressBan ban = bans.computeIfAbsent(settings.endpoint(), endpoint -> new AddressBan(nanoTime));
        AppLimiter limiter = new AppLimiter(limits, AppLimits.App.of(settings), ban);
        return new ApiCalls(settings, request -> client.get().newCall(request), bodies, limiter, backoff, nanoTime);
    }

    private AccessTokens tokens(ApiSettings settings, ApiCalls calls) {
        if (settings.accessToken() != null || settings.appKey() == null || settings.appSecret() == null) {
            return new GivenAccessToken(settings.accessToken());
        }
        synchronized (tokens) {
            AppAccessTokens known = tokens.get(settings.caller());
            if (known != null) {
                return known;
            }
            // Secrets are kept no longer than they are of use.
            tokens.values().removeIf(other -> !other.hasToken());
            AppAccessTokens fresh =
                    new AppAccessTokens(calls, settings.appKey(), settings.appSecret(), nanoTime, threads);
            tokens.put(settings.caller(), fresh);
            return fresh;
        }
    }

    /** For how many apps there are tokens. */
    int apps() {
        synchronized (tokens) {
            return tokens.size();
        }
    }

    /** A client over the one connection pool: no redirects, no cookies, {@link RetryAfter} hidden from OkHttp. */
    public OkHttpClient httpClient(Duration connectTimeout, Duration readTimeout, boolean allowPrivateNetworks) {
        return clients.client(connectTimeout, readTimeout, allowPrivateNetworks);
    }

    /** Makes calls by {@link #httpClient}, which is made at the first of them. */
    public Call.Factory httpCalls(Duration connectTimeout, Duration readTimeout, boolean allowPrivateNetworks) {
        Late<OkHttpClient> client = new Late<>(() -> httpClient(connectTimeout, readTimeout, allowPrivateNetworks));
        return request -> client.get().newCall(request);
    }

    /**
     * Makes on another thread what the first call of this JVM needs and what takes long to make, so that it is there when
     * a query is planned. Opens nothing and calls nobody; of no effect from the second time on.
     *
     * @param first what to do before that
     */
    public void getReady(Runnable first) {
        if (!readied.compareAndSet(false, true)) {
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    first.run();
                    clients.makeReady();
                    bodies.makeReady();
                } catch (RuntimeException | Error e) {
                    // Whoever makes a call will meet it again, and can say what it was made for.
                }
            });
        } catch (RuntimeException | Error e) {
            // No thread to be had: the first call takes longer.
        }
    }

    /** Closes the connections that wait for the next request, and so ends what would watch over them. */
    public void releaseIdle() {
        clients.releaseIdle();
    }

    public Transfers transfers() {
        return transfers;
    }

    public Backoff backoff() {
        return backoff;
    }

    /** The threads of transfers and calls, for tests of leaks. */
    ThreadPoolExecutor threads() {
        return threads;
    }

    private static ThreadPoolExecutor daemonThreads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "dingtalk-sql-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
