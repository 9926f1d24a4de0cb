// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static io.github.dingtalksql.remote.RemoteTesting.client;
import static io.github.dingtalksql.remote.RemoteTesting.drain;
import static io.github.dingtalksql.remote.RemoteTesting.failure;
import static io.github.dingtalksql.remote.RemoteTesting.file;
import static io.github.dingtalksql.remote.RemoteTesting.settings;
import static io.github.dingtalksql.remote.RemoteTesting.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.FaultServer.Answer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/** One file on one faulty server, read range by range, one request at a time. */
final class FaultCase implements AutoCloseable {
    static final int RANGE = 65_536;
    static final long SIZE = 4 * RANGE + 1000;
    static final int REQUESTS = 5;

    final FakeStore store;
    final FaultServer server;
    final FakeStorageApi api;
    final Execution execution = new Execution();
    LongSupplier nanoTime = System::nanoTime;
    /** What the test's network has that this machine's has not: names, authorities. */
    UnaryOperator<OkHttpClient> client = usual -> usual;

    FaultCase() {
        this(new FakeStore(SIZE));
    }

    FaultCase(FakeStore store) {
        this.store = store;
        this.server = new FaultServer(store);
        this.api = new FakeStorageApi(url(server));
    }

    FaultCase then(Answer... answers) {
        server.then(answers);
        return this;
    }

    RemoteFile open() {
        ReadSettings settings = settings(1, RANGE);
        return file(api, settings, execution, nanoTime, client.apply(client(settings)));
    }

    /** Every byte arrives, every instruction was used, and exactly {@code requests} requests were made. */
    void survives(int requests) {
        try (ByteStream stream = open().open(0, Long.MAX_VALUE)) {
            assertThat(drain(stream, 0)).isEqualTo(store.size);
        }
        assertThat(server.scriptLeft()).as("instructions left").isZero();
        assertThat(server.requests).hasSize(requests);
    }

    /** Right bytes, then the failure; nothing after it; every instruction was used; no secret in sight. */
    DingTalkException fails() {
        DingTalkException failure;
        try (ByteStream stream = open().open(0, Long.MAX_VALUE)) {
            failure = failure(() -> drain(stream, 0));
            assertThat(failure(() -> stream.read(new byte[1], 0, 1))).isSameAs(failure);
        }
        assertThat(server.scriptLeft()).as("instructions left").isZero();
        assertHasNoSecret(failure);
        return failure;
    }

    static void assertHasNoSecret(Throwable failure) {
        assertThat(failure.toString()).doesNotContainIgnoringCase("LTAI", ":sig", "sig1", "sig2", "yundisk0", "iAEI");
        for (Throwable suppressed : failure.getSuppressed()) {
            assertHasNoSecret(suppressed);
        }
        if (failure.getCause() != null) {
            assertHasNoSecret(failure.getCause());
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
