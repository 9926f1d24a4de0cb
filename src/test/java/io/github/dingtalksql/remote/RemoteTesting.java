// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.Backoff;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.client.FileRef;
import io.github.dingtalksql.client.JvmShared;
import io.github.dingtalksql.client.Transfers;
import io.github.dingtalksql.testing.FaultServer;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Reads a {@link FakeStore} through the whole layer. */
final class RemoteTesting {
    static final DownloadInfoRequest REQUEST = new DownloadInfoRequest(new FileRef("854", "798", null), "union", false);
    static final Backoff QUICK = new Backoff(
            Duration.ofMillis(2),
            Duration.ofMillis(20),
            () -> ThreadLocalRandom.current().nextDouble());

    private RemoteTesting() {}

    static ReadSettings settings(int parallelism, int rangeSize) {
        return new ReadSettings(parallelism, rangeSize, Duration.ofSeconds(2), Duration.ofMillis(500), 5, true);
    }

    static Transfers transfers() {
        return new Transfers(
                Executors.newCachedThreadPool(task -> {
                    Thread thread = new Thread(task);
                    thread.setDaemon(true);
                    return thread;
                }),
                64 << 20);
    }

    static RemoteFile file(FakeStorageApi api, ReadSettings settings, Execution execution) {
        return file(api, settings, execution, System::nanoTime);
    }

    static RemoteFile file(FakeStorageApi api, ReadSettings settings, Execution execution, LongSupplier nanoTime) {
        return file(api, settings, execution, nanoTime, client(settings));
    }

    static OkHttpClient client(ReadSettings settings) {
        return JvmShared.instance()
                .httpClient(settings.connectTimeout(), settings.readTimeout(), settings.allowPrivateNetworks());
    }

    static RemoteFile file(
            FakeStorageApi api,
            ReadSettings settings,
            Execution execution,
            LongSupplier nanoTime,
            OkHttpClient client) {
        return new RemoteFiles(api, settings, client, transfers(), QUICK, nanoTime).open(REQUEST, execution);
    }

    static String url(FaultServer server) {
        return server.uri() + "/yundisk0/iAEIAqRmaWxl.file";
    }

    /** Reads to the end and checks every byte and position on the way; answers how many bytes came. */
    static long drain(ByteStream stream, long from) {
        byte[] buffer = new byte[10_000];
        long at = from;
        while (true) {
            assertThat(stream.position()).isEqualTo(at);
            int count = stream.read(buffer, 7, buffer.length - 7);
            if (count < 0) {
                return at - from;
            }
            for (int i = 0; i < count; i++) {
                if (buffer[7 + i] != FakeStore.byteAt(at + i)) {
                    throw new AssertionError("wrong byte at " + (at + i));
                }
            }
            at += count;
        }
    }

    static DingTalkException failure(ThrowingCallable call) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        assertThat(thrown).isInstanceOf(DingTalkException.class);
        return (DingTalkException) thrown;
    }
}
