// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
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
    private final ExecutorService threads = daemonThreads();
    private final Transfers transfers;
    private final Map<ApiSettings.Caller, AccessTokens> tokens = new ConcurrentHashMap<>();
    private final Map<App, AppLimiter> limiters = new ConcurrentHashMap<>();
    private final Map<URI, AddressBan> bans = new ConcurrentHashMap<>();
    private final CallLog callLog;
    private final DirectoryCaches directories;
    private final DownloadInfoCache infos;
    private final SingleFlight<DownloadInfoCache.Key, DownloadInfo> flights;

    JvmShared(LongSupplier nanoTime, Clock clock, Backoff backoff) {
        this.nanoTime = nanoTime;
        this.clock = clock;
        this.backoff = backoff;
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
        return new HttpStorageApi(calls, tokens(settings, calls), settings.caller(), infos, flights, callLog, clock);
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
        boolean anywhere = settings.allowPrivateNetworks() || isLoopback(settings.endpoint());
        OkHttpClient client = clients.client(settings.connectTimeout(), settings.readTimeout(), anywhere)
                .newBuilder()
                // The bodies are small: whoever trickles one is as good as silent.
                .callTimeout(
                        settings.connectTimeout().plus(settings.readTimeout().multipliedBy(2)))
                .build();
        AppLimiter limiter = limiters.computeIfAbsent(App.of(settings), app -> new AppLimiter(nanoTime, ban(app)));
        return new ApiCalls(settings, client, limiter, backoff, nanoTime);
    }

    private AddressBan ban(App app) {
        return bans.computeIfAbsent(app.endpoint(), endpoint -> new AddressBan(nanoTime));
    }

    private AccessTokens tokens(ApiSettings settings, ApiCalls calls) {
        return tokens.computeIfAbsent(settings.caller(), same -> accessTokens(settings, calls));
    }

    /** A client over the one connection pool: no redirects, no cookies, {@link RetryAfter} hidden from OkHttp. */
    public OkHttpClient httpClient(Duration connectTimeout, Duration readTimeout, boolean allowPrivateNetworks) {
        return clients.client(connectTimeout, readTimeout, allowPrivateNetworks);
    }

    public Transfers transfers() {
        return transfers;
    }

    public Backoff backoff() {
        return backoff;
    }

    /** Whether {@code endpoint} is written as this machine, as an emulator's is. No look-up. */
    static boolean isLoopback(URI endpoint) {
        String host = String.valueOf(endpoint.getHost());
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private AccessTokens accessTokens(ApiSettings settings, ApiCalls calls) {
        if (settings.accessToken() != null || settings.appKey() == null || settings.appSecret() == null) {
            return new GivenAccessToken(settings.accessToken());
        }
        return new AppAccessTokens(calls, settings.appKey(), settings.appSecret(), nanoTime, threads);
    }

    private static ExecutorService daemonThreads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "dingtalk-sql-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The service counts calls by app; a bare token stands for the app that it belongs to. */
    private record App(URI endpoint, String key) {
        static App of(ApiSettings settings) {
            String token = settings.accessToken();
            String key = settings.appKey();
            return new App(settings.endpoint(), key != null ? key : String.valueOf(token));
        }

        @Override
        public String toString() {
            return "App[" + endpoint.getHost() + "]";
        }
    }
}
