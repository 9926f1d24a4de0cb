// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static io.github.dingtalksql.remote.RemoteTesting.drain;
import static io.github.dingtalksql.remote.RemoteTesting.file;
import static io.github.dingtalksql.remote.RemoteTesting.settings;
import static io.github.dingtalksql.remote.RemoteTesting.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.testing.FaultServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading when nothing goes wrong: which requests are made, and what comes. */
class RangedReadTest {
    private final Execution execution = new Execution();

    private static List<String> ranges(FaultServer server) {
        return server.requests.stream().map(request -> request.header("Range")).toList();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, 131_073, 262_144, 1_000_000, 1 << 20, 9_999_999})
    void givesEveryByteInOrderWhateverTheSize(long size) {
        try (FaultServer server = new FaultServer(new FakeStore(size));
                ByteStream stream = file(new FakeStorageApi(url(server)), settings(8, 1 << 20), execution)
                        .open(0, Long.MAX_VALUE)) {
            assertThat(drain(stream, 0)).isEqualTo(size);
            assertThat(stream.read(new byte[1], 0, 1)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 65_536, 499_999, 500_000, 999_999, 1_000_000, 1_000_001, 5_000_000})
    void beginsAnywhere(long from) {
        try (FaultServer server = new FaultServer(new FakeStore(1_000_000));
                ByteStream stream = file(new FakeStorageApi(url(server)), settings(4, 1 << 18), execution)
                        .open(from, Long.MAX_VALUE)) {
            assertThat(drain(stream, from)).isEqualTo(Math.max(0, 1_000_000 - from));
            assertThat(server.requests.size()).isLessThan(8);
        }
    }

    @Test
    void endsWhereItWasTold() {
        try (FaultServer server = new FaultServer(new FakeStore(1_000_000));
                ByteStream stream = file(new FakeStorageApi(url(server)), settings(4, 1 << 18), execution)
                        .open(1000, 1010)) {
            assertThat(drain(stream, 1000)).isEqualTo(10);
            assertThat(ranges(server)).containsExactly("bytes=1000-1009");
        }
    }

    @Test
    void opensNothingBeforeTheFirstRead() {
        FakeStorageApi api = new FakeStorageApi("http://127.0.0.1:1/");
        file(api, settings(4, 1 << 20), execution).open(0, 100).close();
        assertThat(api.count()).isZero();
    }

    @Test
    void aReaderThatStopsEarlyCostsOneShortRequest() {
        try (FaultServer server = new FaultServer(new FakeStore(1L << 30));
                ByteStream stream = file(new FakeStorageApi(url(server)), settings(8, 4 << 20), execution)
                        .open(0, Long.MAX_VALUE)) {
            assertThat(stream.read(new byte[4096], 0, 4096)).isPositive();
            stream.close();
            assertThat(ranges(server)).containsExactly("bytes=0-131071");
        }
    }

    @Test
    void sendsTheGivenHeadersAndNoneThatWouldBreakTheSignature() {
        try (FaultServer server = new FaultServer(new FakeStore(200_000));
                ByteStream stream = file(new FakeStorageApi(url(server)), settings(1, 1 << 20), execution)
                        .open(0, Long.MAX_VALUE)) {
            drain(stream, 0);
            FaultServer.Request first = server.requests.poll();
            assertThat(first.method()).isEqualTo("GET");
            assertThat(first.headers().keySet())
                    .containsExactlyInAnyOrder(
                            "Authorization",
                            "x-oss-date",
                            "Range",
                            "Accept-Encoding",
                            "Host",
                            "Connection",
                            "User-Agent");
            assertThat(first.header("Accept-Encoding")).isEqualTo("identity");
            assertThat(first.header("Authorization")).isEqualTo("OSS LTAI:sig1");
            FaultServer.Request second = server.requests.poll();
            assertThat(second.header("If-Match")).isEqualTo(FakeStore.ETAG);
            assertThat(second.header("Range")).isEqualTo("bytes=131072-199999");
        }
    }

    @Test
    void growsToFullRangesAndNeverAsksBeyondTheEnd() {
        long size = 20_000_000;
        try (FaultServer server = new FaultServer(new FakeStore(size));
                ByteStream stream = file(new FakeStorageApi(url(server)), settings(8, 1 << 20), execution)
                        .open(0, Long.MAX_VALUE)) {
            drain(stream, 0);
            assertThat(server.requests).hasSizeBetween(20, 24).allMatch(request -> FakeStore.range(request)[1] <= size);
        }
    }

    @Test
    void oneDownloadInfoServesAllStreamsOfAFile() {
        try (FaultServer server = new FaultServer(new FakeStore(3_000_000))) {
            FakeStorageApi api = new FakeStorageApi(url(server));
            RemoteFile file = file(api, settings(8, 1 << 18), execution);
            assertThat(file.fingerprint()).isEmpty();
            for (long from = 0; from < 3_000_000; from += 1_000_000) {
                try (ByteStream stream = file.open(from, from + 1_000_000)) {
                    assertThat(drain(stream, from)).isEqualTo(1_000_000);
                }
            }
            assertThat(api.count()).isEqualTo(1);
            assertThat(file.fingerprint()).isEqualTo("5B3C1A2E053D763E1B002CC607C5A0FE/3000000");
            assertThat(file.name()).isEqualTo("854/798");
        }
    }
}
