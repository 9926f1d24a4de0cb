// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static io.github.dingtalksql.remote.FakeStore.ETAG;
import static io.github.dingtalksql.remote.FaultCase.RANGE;
import static io.github.dingtalksql.remote.FaultCase.REQUESTS;
import static io.github.dingtalksql.remote.FaultCase.SIZE;
import static io.github.dingtalksql.remote.RemoteTesting.failure;
import static io.github.dingtalksql.remote.RemoteTesting.file;
import static io.github.dingtalksql.remote.RemoteTesting.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.FaultServer.Answer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects and resource URLs: part C of the fault table. */
class UrlFaultsTest {
    private static Answer redirect(int status, String location) {
        return (request, reply) -> reply.full(status, "moved", "Location: " + location);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void case042_aRedirectOnTheSameHostIsFollowedWithItsHeaders(int status) {
        try (FaultCase faults = new FaultCase()) {
            faults.then(redirect(status, "/elsewhere")).survives(REQUESTS + 1);
            faults.server.requests.poll();
            FaultServer.Request followed = faults.server.requests.poll();
            assertThat(followed.target()).isEqualTo("/elsewhere");
            assertThat(followed.header("Authorization")).isEqualTo("OSS LTAI:sig1");
            assertThat(followed.header("Range")).isEqualTo("bytes=0-65535");
        }
    }

    @Test
    void case043_aRedirectToAnotherHostIsRefusedAndNothingIsSentThere() {
        try (FaultCase faults = new FaultCase();
                FaultServer other = new FaultServer(faults.store)) {
            faults.then(redirect(302, url(other)));
            assertThat(faults.fails().code()).isEqualTo(ErrorCode.BROKEN_STREAM);
            faults.then(redirect(307, "http://localhost:" + faults.server.port() + "/x"));
            faults.fails();
            assertThat(other.connections()).isZero();
            assertThat(faults.server.requests).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/x",
                "file:///etc/passwd",
                "ftp://127.0.0.1/x",
                "data:text/plain,x",
                "http://169.254.169.254/latest/meta-data",
                "//127.0.0.2/x",
                "http://u:p@127.0.0.1/x"
            })
    void case046_047_redirectsElsewhereAreRefused(String location) {
        try (FaultCase faults = new FaultCase()) {
            assertThat(faults.then(redirect(302, location)).fails()).hasMessageContaining("redirect");
        }
    }

    @Test
    void case046_redirectsWithoutEndOrWithoutATargetAreNoData() {
        try (FaultCase faults = new FaultCase()) {
            Answer[] loop = new Answer[6];
            Arrays.fill(loop, redirect(302, "/again"));
            assertThat(faults.then(loop).fails()).hasMessageContaining("more than 5 redirects");
        }
        try (FaultCase faults = new FaultCase()) {
            faults.then((request, reply) -> reply.full(302, "nowhere")).fails();
        }
    }

    @Test
    void case048_aDeadFirstUrlGivesWayToTheSecondAndStaysAside() {
        try (FaultCase faults = new FaultCase();
                FaultServer dead = new FaultServer((request, reply) -> reply.rst())) {
            faults.api.urls = List.of(url(dead), url(faults.server));
            faults.survives(REQUESTS);
            assertThat(dead.requests).hasSize(1);
            assertThat(faults.api.count()).isEqualTo(1);
        }
    }

    @Test
    void case048_aUrlThatDiesMidwayIsLeftAndTheRestComesFromTheNext() {
        try (FaultCase faults = new FaultCase();
                FaultServer dying = new FaultServer(faults.store)) {
            dying.then(faults.store.resetAfter(1000), (request, reply) -> reply.rst());
            faults.api.urls = List.of(url(dying), url(faults.server));
            faults.survives(REQUESTS);
            assertThat(dying.scriptLeft()).isZero();
            assertThat(faults.server.requests.peek().header("Range")).isEqualTo("bytes=1000-65535");
        }
    }

    /** It once stayed with the second: the first, which nobody uses, was still the one to go on from. */
    @Test
    void case048_aUrlThatFailsIsLeftAlsoIfTheOneBeforeItIsNeverUsedAgain() {
        try (FaultCase faults = new FaultCase();
                FaultServer lying = new FaultServer((request, reply) -> reply.full(204, ""));
                FaultServer dead = new FaultServer((request, reply) -> reply.rst())) {
            faults.api.urls = List.of(url(lying), url(dead), url(faults.server));
            faults.then(faults.store, FakeStore.error(500, "InternalError"));
            faults.survives(REQUESTS + 1);
            assertThat(lying.requests).hasSize(1);
            assertThat(dead.requests).hasSize(2);
        }
    }

    /** Though every range has its own count of failures. */
    @Test
    void case048_aUrlThatAnswersWronglyIsNeverUsedAgainInAScan() {
        try (FaultCase faults = new FaultCase();
                FaultServer lying = new FaultServer((request, reply) -> reply.full(204, ""))) {
            faults.api.urls = List.of(url(faults.server), url(lying));
            Answer broken = FakeStore.error(500, "InternalError");
            faults.then(faults.store, broken, faults.store, broken, broken, faults.store, broken);
            faults.survives(REQUESTS + 4);
            assertThat(lying.requests).hasSize(1);
        }
    }

    @Test
    void case049_aStaleReplicaIsNeverMixedIn() {
        try (FaultCase faults = new FaultCase();
                FaultServer stale = new FaultServer(new FakeStore(SIZE, "\"stale\""))) {
            stale.then(new FakeStore(SIZE, "\"stale\"").resetAfter(1000), (request, reply) -> reply.rst());
            faults.api.urls = List.of(url(stale), url(faults.server));
            assertThat(faults.fails().code()).isEqualTo(ErrorCode.FILE_CHANGED);
        }
    }

    @Test
    void case050_whenAllAreDeadEveryCauseIsTold() {
        try (FaultCase faults = new FaultCase();
                FaultServer one = new FaultServer(FakeStore.error(400, "InvalidArgument"));
                FaultServer two = new FaultServer(redirect(302, "http://elsewhere.example/"))) {
            faults.api.urls = List.of(url(one), url(two), "ftp://nowhere");
            DingTalkException failure = faults.fails();
            assertThat(failure.getSuppressed()).hasSize(3);
            assertThat(failure.getSuppressed()[0]).hasMessageContaining("400 InvalidArgument");
            assertThat(failure.getSuppressed()[1]).hasMessageContaining("redirect");
            assertThat(failure.getSuppressed()[2]).hasMessageContaining("resource URL 3");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://",
                "http:///iAEI",
                "http://h ost/iAEI",
                "http://LTAI:sig@127.0.0.1/x",
                "http://@127.0.0.1/x",
                "http://127.0.0.1/x#iAEI",
                "http://127.0.0.1./x",
                "http://example.com./x",
                "ftp://127.0.0.1/iAEI",
                "file:///iAEI",
                "http://127.0.0.1/\u0000",
                "http://127.0.0.1\\@iAEI.example/",
                "http://127.0.0.1/x\r\nHost: iAEI",
                "http://2130706433/",
                "http://0x7f.1/",
                "http://127.1/"
            })
    void case051_aUrlThatCannotBeIsRefusedWithoutBeingPrinted(String bad) {
        try (FaultCase faults = new FaultCase()) {
            faults.api.urls = List.of(bad);
            DingTalkException failure = faults.fails();
            assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE_FAILED);
            assertThat(failure).hasMessageContaining("resource URL 1");
            faults.api.made.clear();
            faults.api.urls = List.of(bad, url(faults.server));
            faults.survives(REQUESTS);
        }
    }

    @Test
    void case051_aUrlOfAHundredKilobytesIsRefused() {
        try (FaultCase faults = new FaultCase()) {
            faults.api.urls = List.of("http://127.0.0.1/" + "iAEI".repeat(25_000));
            assertThat(faults.fails().getMessage()).hasSizeLessThan(300);
        }
    }

    private static ReadSettings publicOnly() {
        return new ReadSettings(1, RANGE, Duration.ofSeconds(1), Duration.ofMillis(500), 5, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "0.0.0.0",
                "[::]",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "[fe80::1]",
                "[fd00::1]",
                "224.0.0.1"
            })
    void case052_anAddressThatIsNotPublicIsNeverConnectedTo(String host) {
        try (FaultCase faults = new FaultCase()) {
            faults.api.urls = List.of("https://" + host + ":" + faults.server.port() + "/x");
            ByteStream stream = file(faults.api, publicOnly(), new Execution()).open(0, Long.MAX_VALUE);
            DingTalkException failure = failure(() -> stream.read(new byte[1], 0, 1));
            assertThat(failure.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(failure).hasMessageContaining("allowPrivateNetworks");
            assertThat(faults.server.connections()).isZero();
        }
    }

    /** Looked up again for each connection, and checked where it is opened: what a name once was does not count. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void case052_aNameThatBecomesAPrivateAddressIsNotConnectedTo(boolean atOnce) {
        List<String> lookups = new ArrayList<>();
        Dns rebinding = name -> {
            lookups.add(name);
            InetAddress outside = InetAddress.getByAddress(name, new byte[] {(byte) 203, 0, 113, 1});
            InetAddress inside = InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1});
            if (atOnce) {
                return List.of(outside, inside);
            }
            return List.of(lookups.size() == 1 ? outside : inside);
        };
        try (FaultCase faults = new FaultCase()) {
            faults.api.urls = List.of("https://store.example:" + faults.server.port() + "/x");
            OkHttpClient client = RemoteTesting.client(publicOnly())
                    .newBuilder()
                    .dns(rebinding)
                    .build();
            ByteStream stream = file(faults.api, publicOnly(), new Execution(), System::nanoTime, client)
                    .open(0, Long.MAX_VALUE);
            DingTalkException failure = failure(() -> stream.read(new byte[1], 0, 1));
            assertThat(failure.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(lookups).hasSizeGreaterThanOrEqualTo(atOnce ? 1 : 2);
            assertThat(faults.server.connections()).isZero();
        }
    }

    @Test
    void case052_plainHttpNeedsPrivateNetworksToBeAllowed() {
        try (FaultCase faults = new FaultCase()) {
            ByteStream stream = file(faults.api, publicOnly(), new Execution()).open(0, Long.MAX_VALUE);
            assertThat(failure(() -> stream.read(new byte[1], 0, 1))).hasMessageContaining("is not https");
            assertThat(faults.server.connections()).isZero();
        }
    }

    @Test
    void anAnswerOfARedirectTargetIsCheckedLikeAnyOther() {
        try (FaultCase faults = new FaultCase()) {
            faults.then(
                    faults.store,
                    redirect(302, "/other"),
                    (request, reply) -> reply.head(
                            206, "ETag: \"x\"" + ETAG.length(), "Content-Range: bytes 65536-131071/" + SIZE));
            assertThat(faults.fails().code()).isEqualTo(ErrorCode.FILE_CHANGED);
        }
    }
}
