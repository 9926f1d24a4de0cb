// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static io.github.dingtalksql.remote.FaultCase.REQUESTS;
import static io.github.dingtalksql.remote.RemoteTesting.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.testing.FaultServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults before headers: part A of the fault table. */
class TransportFaultsTest {
    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return "http://127.0.0.1:" + socket.getLocalPort() + "/yundisk0/x";
        }
    }

    /** Connects until the backlog is full: from then on the listener drops what arrives. */
    private static void fill(ServerSocket listener, List<Socket> fillers) throws IOException {
        boolean isFull = false;
        for (int i = 0; i < 20 && !isFull; i++) {
            Socket filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(listener.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                isFull = true;
            }
        }
        assertThat(isFull).isTrue();
    }

    @Test
    void case001_connectionRefusedGoesToTheNextUrl() throws IOException {
        try (FaultCase faults = new FaultCase()) {
            faults.api.urls = List.of(closedPort(), url(faults.server));
            faults.survives(REQUESTS);
        }
    }

    @Test
    void case001_connectionRefusedEverywhereFailsWithoutTheUrl() throws IOException {
        try (FaultCase faults = new FaultCase()) {
            faults.api.urls = List.of(closedPort());
            DingTalkException failure = faults.fails();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(failure.getSuppressed()).hasSize(6);
        }
    }

    @Test
    void case002_resetBeforeHeadersIsRepeated() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> reply.rst(), (request, reply) -> reply.rst())
                    .survives(REQUESTS + 2);
        }
    }

    @Test
    void case003_endBeforeHeadersIsRepeated() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> reply.fin()).survives(REQUESTS + 1);
        }
    }

    @Test
    void case004_aPooledConnectionThatDiedIsReplaced() {
        try (FaultCase faults = new FaultCase()) {
            FakeStore store = faults.store;
            faults.then(store.finAfter(FaultCase.RANGE), store.finAfter(FaultCase.RANGE))
                    .survives(REQUESTS);
        }
    }

    @Test
    void case005_silenceEndsWithTheReadTimeout() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> reply.stall()).survives(REQUESTS + 1);
        }
    }

    @Test
    void case006_aHostThatDropsConnectionsGoesToTheNextUrl() throws IOException {
        List<Socket> fillers = new ArrayList<>();
        try (FaultCase faults = new FaultCase();
                ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            fill(full, fillers);
            faults.api.urls = List.of("http://127.0.0.1:" + full.getLocalPort() + "/x", url(faults.server));
            faults.survives(REQUESTS);
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void case007_aNameThatDoesNotResolveGoesToTheNextUrlAtOnce() {
        try (FaultCase faults = new FaultCase()) {
            faults.api.urls = List.of("http://no-such-host.invalid/x", url(faults.server));
            faults.survives(REQUESTS);
        }
    }

    @Test
    void case007_aNameThatDoesNotResolveIsNotRetried() {
        try (FaultCase faults = new FaultCase()) {
            faults.api.urls = List.of("http://no-such-host.invalid/x");
            DingTalkException failure = faults.fails();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(failure.getSuppressed()).hasSize(1);
        }
    }

    /** The name {@code store.test} with the given addresses; all servers of a name have one port. */
    private static void resolve(FaultCase faults, String... addresses) {
        faults.api.urls = List.of("http://store.test:" + faults.server.port() + "/yundisk0/x");
        faults.client = usual -> usual.newBuilder()
                .dns(name -> {
                    List<InetAddress> found = new ArrayList<>();
                    for (String address : addresses) {
                        found.add(InetAddress.getByAddress(
                                name, InetAddress.getByName(address).getAddress()));
                    }
                    return found;
                })
                .build();
    }

    @Test
    void case008_aNameWithADeadAndALiveAddressIsReadFromTheLiveOne() {
        try (FaultCase faults = new FaultCase()) {
            resolve(faults, "127.0.0.2", "127.0.0.1");
            faults.survives(REQUESTS);
            assertThat(faults.api.count()).isEqualTo(1);
        }
    }

    @Test
    @Timeout(5)
    void case008_anAddressThatSwallowsEverythingCostsNoConnectTimeout() throws IOException {
        List<Socket> fillers = new ArrayList<>();
        try (FaultCase faults = new FaultCase();
                ServerSocket full = new ServerSocket(faults.server.port(), 1, InetAddress.getByName("127.0.0.2"))) {
            fill(full, fillers);
            resolve(faults, "127.0.0.2", "127.0.0.1");
            long begun = System.nanoTime();
            faults.survives(REQUESTS);
            // settings(): a connect timeout of two seconds.
            assertThat(System.nanoTime() - begun).isLessThan(1_900_000_000L);
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void case009_aPlainServerBehindHttpsIsNeverDowngradedTo() {
        try (FaultCase faults = new FaultCase(new FakeStore(10));
                FaultServer plain = new FaultServer((request, reply) -> reply.fin())) {
            faults.api.urls = List.of("https://127.0.0.1:" + plain.port() + "/x");
            faults.fails();
            assertThat(plain.requests).noneMatch(request -> request.method().equals("GET"));
        }
    }

    @Test
    void case010_garbageInsteadOfHttpIsRepeated() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                        reply.send(FakeStore.bytes(0, 64));
                        reply.send("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        reply.fin();
                    })
                    .survives(REQUESTS + 1);
        }
    }

    @Test
    void case011_interimAnswersAreSkipped() {
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                        reply.send(
                                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        faults.store.to(request, reply);
                    })
                    .survives(REQUESTS);
        }
    }

    @Test
    void case011_http10AnswersAreFine() {
        try (FaultCase faults = new FaultCase(new FakeStore(1000))) {
            faults.then((request, reply) -> {
                        reply.send(
                                "HTTP/1.0 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        reply.send(FakeStore.bytes(0, 1000));
                        reply.fin();
                    })
                    .survives(1);
        }
    }

    @Test
    void case012_endlessHeadersAreCutOff() throws InterruptedException {
        AtomicLong sent = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(1);
        byte[] header = ("X-Filler: " + "x".repeat(1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> {
                reply.send("HTTP/1.1 206 Status\r\n".getBytes(StandardCharsets.US_ASCII));
                try {
                    while (sent.get() < 1 << 30) {
                        reply.send(header);
                        sent.addAndGet(header.length);
                    }
                } catch (IOException e) {
                    reply.fin();
                }
                ended.countDown();
            });
            faults.survives(REQUESTS + 1);
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
        // OkHttp takes 256 KiB; the rest lies in the buffers of the two sockets.
        assertThat(sent.get()).isBetween(256L << 10, 32L << 20);
    }
}
