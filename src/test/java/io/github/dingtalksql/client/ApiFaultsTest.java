// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import static io.github.dingtalksql.client.FakeDingTalk.INFO;
import static io.github.dingtalksql.client.FakeDingTalk.JSON;
import static io.github.dingtalksql.client.FakeDingTalk.error;
import static io.github.dingtalksql.client.FakeDingTalk.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dingtalksql.CallTally;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.FaultServer.Answer;
import io.github.dingtalksql.testing.Pauses;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of the API and its tokens: part E of the fault table. */
@Timeout(60)
class ApiFaultsTest {
    private static final Answer GOOD = (request, reply) -> reply.full(200, INFO, JSON);

    private final FakeDingTalk dingTalk = new FakeDingTalk();
    private final Execution execution = new Execution();

    @AfterEach
    void close() {
        dingTalk.close();
    }

    private DownloadInfo call() {
        return dingTalk.api().downloadInfo(request("798"), execution);
    }

    private DingTalkException fails() {
        Throwable failure = catchThrowable(this::call);
        assertThat(failure).isInstanceOf(DingTalkException.class);
        for (Throwable e = failure; e != null; e = e.getCause()) {
            assertThat(e.toString()).doesNotContain("CANARY", "TOKEN1", "LTAI", ":sig");
        }
        assertThat(failure.getMessage()).doesNotContain("\n", "\r").hasSizeLessThan(1000);
        assertThat(dingTalk.server.scriptLeft()).isZero();
        return (DingTalkException) failure;
    }

    private DingTalkException failsWith(String body) {
        dingTalk.info = (request, reply) -> reply.full(200, body, JSON);
        return fails();
    }

    private void warmUp() {
        dingTalk.api().downloadInfo(request("warm"), execution);
        dingTalk.server.requests.clear();
        dingTalk.infoCalls.set(0);
        dingTalk.tokenCalls.set(0);
    }

    @ParameterizedTest
    @CsvSource({"400, InvalidAuthentication", "401, InvalidAuthentication", "401, ''"})
    void case063_anExpiredTokenIsRenewedAndTheCallReplayed(int status, String code) {
        warmUp();
        dingTalk.server.then(error(status, code));
        call();
        assertThat(dingTalk.tokenCalls).hasValue(1);
        assertThat(dingTalk.server.requests).hasSize(3);
    }

    @Test
    void case065_aTokenEndpointThatFailsTellsAllAndIsAskedAgainByTheNext() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch joined = new CountDownLatch(1);
        dingTalk.token = (request, reply) -> {
            asked.countDown();
            await(joined);
            reply.full(200, "<html>down</html>");
        };
        AtomicReference<Throwable> other = new AtomicReference<>();
        Thread second = new Thread(() ->
                other.set(catchThrowable(() -> dingTalk.api().downloadInfo(request("other"), new Execution()))));
        Thread releaser = new Thread(() -> {
            await(asked);
            second.start();
            while (second.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            joined.countDown();
        });
        releaser.start();
        assertThat(fails().code()).isEqualTo(ErrorCode.SERVICE_FAILED);
        releaser.join();
        second.join();
        assertThat(other.get()).hasMessageContaining("not a JSON object");
        dingTalk.token = (request, reply) -> reply.full(200, "{\"accessToken\":\"TOKEN1\",\"expireIn\":7200}", JSON);
        call();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void case066_aTokenThatIsNeverAcceptedEndsAfterOneRenewal() {
        dingTalk.acceptedToken = 2;
        dingTalk.token = (request, reply) -> reply.full(200, "{\"accessToken\":\"TOKEN1\",\"expireIn\":7200}", JSON);
        assertThat(fails().code()).isEqualTo(ErrorCode.BAD_CREDENTIALS);
        assertThat(dingTalk.tokenCalls).hasValue(2);
        assertThat(dingTalk.infoCalls).hasValue(2);
    }

    @Test
    void case067_aLateRefusalOfAnOldTokenDoesNotRenewTheNewOne() throws Exception {
        warmUp();
        CountDownLatch slowAsked = new CountDownLatch(1);
        CountDownLatch renewed = new CountDownLatch(1);
        dingTalk.server.then((request, reply) -> {
            slowAsked.countDown();
            await(renewed);
            error(400, "InvalidAuthentication").to(request, reply);
        });
        Thread slow = new Thread(() -> dingTalk.api().downloadInfo(request("slow"), new Execution()));
        slow.start();
        await(slowAsked);
        dingTalk.acceptedToken = 2;
        call();
        renewed.countDown();
        slow.join();
        assertThat(dingTalk.tokenCalls).hasValue(1);
    }

    @Test
    void case068_aWaiterThatIsCancelledLeavesAlone() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        dingTalk.token = (request, reply) -> {
            asked.countDown();
            await(left);
            reply.full(200, "{\"accessToken\":\"TOKEN1\",\"expireIn\":7200}", JSON);
        };
        Execution leaving = new Execution();
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread leaver =
                new Thread(() -> ended.set(catchThrowable(() -> dingTalk.api().downloadInfo(request("798"), leaving))));
        leaver.start();
        await(asked);
        AtomicReference<DownloadInfo> got = new AtomicReference<>();
        Thread stayer = new Thread(() -> got.set(dingTalk.api().downloadInfo(request("798"), execution)));
        stayer.start();
        while (stayer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        leaving.abort(ErrorCode.CANCELLED, "had enough");
        leaver.join(2000);
        assertThat(ended.get()).hasMessage("had enough");
        left.countDown();
        stayer.join(5000);
        assertThat(got.get()).isNotNull();
        assertThat(dingTalk.tokenCalls).hasValue(1);
    }

    @Test
    void case068_whenTheLastWaiterLeavesTheCallItselfIsCancelled() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        dingTalk.token = (request, reply) -> {
            asked.countDown();
            try {
                reply.stall();
            } finally {
                hungUp.countDown();
            }
        };
        Thread leaver = new Thread(() -> catchThrowable(this::call));
        leaver.start();
        await(asked);
        execution.abort(ErrorCode.CANCELLED, "cancelled");
        leaver.join(250);
        assertThat(leaver.isAlive()).isFalse();
        await(hungUp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
                "Forbidden.AccessDenied.QpsLimitForApi",
                "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi"
            })
    void case069_throttlingWithStatus403IsWaitedOutAndIsNoMatterOfPermission(String code) {
        warmUp();
        long begun = System.nanoTime();
        dingTalk.server.then(error(403, code));
        call();
        assertThat(System.nanoTime() - begun).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
        assertThat(dingTalk.tokenCalls).hasValue(0);
        assertThat(dingTalk.server.requests).hasSize(2);
    }

    @Test
    void case069_throttlingWithoutEndIsThrottled() {
        warmUp();
        Answer throttled = (request, reply) -> reply.full(
                403,
                "{\"code\":\"Forbidden.AccessDenied.QpsLimitForApi\",\"message\":\"slow down\"}",
                JSON,
                "Retry-After: 0");
        dingTalk.server.then(Collections.nCopies(6, throttled).toArray(new Answer[0]));
        assertThat(fails().code()).isEqualTo(ErrorCode.THROTTLED);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void case070_anEmptyAnswerOfTheGatewayIsRepeated(int status) {
        warmUp();
        dingTalk.server.then((request, reply) -> reply.full(status, "", "Retry-After: 0"));
        call();
        assertThat(dingTalk.server.requests).hasSize(2);
    }

    /** Aborted while it waits: not for the minute that it may, and holding no lock. */
    @Test
    void case070_aWaitEndsWithTheQueryAndHoldsNoLock() throws Exception {
        warmUp();
        dingTalk.server.then((request, reply) -> reply.full(503, "", "Retry-After: 60"));
        Execution execution = new Execution();
        CompletableFuture<Throwable> call = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> dingTalk.api().downloadInfo(FakeDingTalk.request("waits"), execution)));
        assertThat(Pauses.locksHeldWhileWaiting(ApiCalls.class)).isEmpty();
        long aborted = System.nanoTime();
        execution.abort(ErrorCode.CANCELLED, "cancelled");
        assertThat(call.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        DingTalkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(System.nanoTime() - aborted).isLessThan(TimeUnit.SECONDS.toNanos(5));
        assertThat(dingTalk.server.scriptLeft()).isZero();
    }

    @Test
    void case071_aQuotaThatIsSpentIsFinal() {
        warmUp();
        dingTalk.server.then(error(403, "Forbidden.AccessDenied.ApiCountLimitForOrg"));
        assertThat(fails().code()).isEqualTo(ErrorCode.QUOTA_SPENT);
        assertThat(dingTalk.server.requests).hasSize(1);
    }

    @Test
    void case072_aWebPageInsteadOfJsonIsQuotedShortly() {
        DingTalkException failure = failsWith("<html>\r\n" + "TOKEN1 CANARY+secret ".repeat(100));
        assertThat(failure.code()).isEqualTo(ErrorCode.SERVICE_FAILED);
        assertThat(failure).hasMessageContaining("not a JSON object").hasMessageContaining("<html>  *** ***");
    }

    @Test
    void case072_aGatewayPageWithStatus502IsRepeated() {
        warmUp();
        dingTalk.server.then((request, reply) -> reply.full(502, "<html>bad gateway</html>"));
        call();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{\"protocol\":\"HEADER_SIGNATURE\",",
                "{} trailing",
                "{\"a\":1,\"a\":2}",
                "{\"a\":NaN}",
                "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{\"resourceUrls\":[{}]}}",
                "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{\"resourceUrls\":\"x\"}}",
                "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{\"resourceUrls\":[\"x\"],\"headers\":[]}}",
                "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{\"resourceUrls\":[\"x\"],"
                        + "\"expirationSeconds\":\"soon\"}}"
            })
    void case073_jsonThatIsNotWhatItShouldBeIsAServiceFailure(String body) {
        assertThat(failsWith(body).code()).isEqualTo(ErrorCode.SERVICE_FAILED);
    }

    @Test
    void case073_deepOrLongJsonIsBounded() {
        assertThat(failsWith("{\"a\":".repeat(5000)).code()).isEqualTo(ErrorCode.SERVICE_FAILED);
        assertThat(failsWith("{\"a\":\"" + "x".repeat(2_000_000) + "\"}")).hasMessageContaining("more than 1048576");
    }

    @Test
    void case073_jsonThatWasCutOnTheWayIsAskedForAgain() {
        warmUp();
        dingTalk.server.then((request, reply) -> {
            reply.head(200, JSON, "Content-Length: " + INFO.length())
                    .send(INFO.substring(0, 50).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            reply.fin();
        });
        call();
    }

    @Test
    void case074_unknownFieldsRegionsAndMarksDoNotMatter() {
        dingTalk.info = (request, reply) -> reply.full(
                200,
                "\uFEFF" + INFO.replace("SHANGHAI", "MARS").replace("{\"protocol\"", "{\"new\":[1],\"protocol\""),
                JSON);
        assertThat(call().region()).isEqualTo("MARS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"protocol\":\"HEADER_SIGNATURE\"}",
                "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":null}",
                "{\"protocol\":\"CARRIER_PIGEON\",\"headerSignatureInfo\":{\"resourceUrls\":[\"x\"]}}",
                "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{\"resourceUrls\":[]}}",
                "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{\"resourceUrls\":[null]}}",
                "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{}}"
            })
    void case075_076_077_anInfoThatLeadsNowhereIsUnsupported(String body) {
        assertThat(failsWith(body).code()).isEqualTo(ErrorCode.UNSUPPORTED);
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "-5, 2", "null, 2", "'\"900\"', 1", "1e18, 1", "900, 1"})
    void case078_anInfoWithoutALifetimeIsNotKept(String seconds, int calls) {
        dingTalk.info = (request, reply) -> reply.full(200, INFO.replace(":900", ":" + seconds), JSON);
        call();
        dingTalk.late.set(TimeUnit.SECONDS.toNanos(5));
        call();
        assertThat(dingTalk.infoCalls).hasValue(calls);
    }

    @Test
    void case078_noLifetimeIsLongerThanADay() {
        dingTalk.info = (request, reply) -> reply.full(200, INFO.replace(":900", ":1e18"), JSON);
        call();
        dingTalk.late.set(TimeUnit.DAYS.toNanos(1));
        call();
        assertThat(dingTalk.infoCalls).hasValue(2);
    }

    @Test
    void case082_internalUrlsAreNeverUsed() {
        DownloadInfo info = call();
        assertThat(info.resourceUrls()).containsExactly("https://sh.trans.dingtalk.com/yundisk0/x.file");
        assertThat(info.internalResourceUrls()).containsExactly("http://10.0.0.1/x");
        dingTalk.info = (request, reply) ->
                reply.full(200, INFO.replace("\"https://sh.trans.dingtalk.com/yundisk0/x.file\"", ""), JSON);
        Throwable failure = catchThrowable(() -> dingTalk.api().downloadInfo(request("other"), execution));
        assertThat(failure).hasMessageContaining("no resource URL");
    }

    private DownloadInfo version(Long version) {
        return dingTalk.api()
                .downloadInfo(new DownloadInfoRequest(new FileRef("854", "798", version), "union", false), execution);
    }

    @Test
    void case083_aVersionIsPassedOnAsItIsOrNotAtAll() {
        version(null);
        version(0L);
        version(Long.MAX_VALUE);
        assertThat(dingTalk.server.requests.stream()
                        .map(FaultServer.Request::text)
                        .filter(body -> body.contains("option")))
                .containsExactly(
                        "{\"option\":{\"preferIntranet\":false}}",
                        "{\"option\":{\"preferIntranet\":false,\"version\":0}}",
                        "{\"option\":{\"preferIntranet\":false,\"version\":9223372036854775807}}");
    }

    @Test
    void case083_aVersionBelowZeroIsRefusedWithoutACall() {
        assertThat(catchThrowable(() -> version(-1L)))
                .isInstanceOfSatisfying(
                        DingTalkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
        assertThat(dingTalk.server.requests).isEmpty();
    }

    @Test
    void case084_theWallClockMayJumpWithoutAnyEffectOnWhatIsKept() {
        AtomicReference<Instant> wall = new AtomicReference<>(Instant.parse("2026-11-01T00:30:00Z"));
        AtomicLong nanos = new AtomicLong();
        JvmShared shared = new JvmShared(
                () -> System.nanoTime() + nanos.get(),
                wallClock(wall),
                new Backoff(Duration.ZERO, Duration.ZERO, () -> 0));
        StorageApi api = shared.storageApi(dingTalk.settings());
        api.downloadInfo(request("798"), execution);
        for (long hours : new long[] {1, -1, 24 * 365}) {
            wall.set(wall.get().plus(Duration.ofHours(hours)));
            api.downloadInfo(request("798"), execution);
        }
        assertThat(dingTalk.infoCalls).hasValue(1);
        assertThat(dingTalk.tokenCalls).hasValue(1);
        nanos.set(TimeUnit.SECONDS.toNanos(841));
        api.downloadInfo(request("798"), execution);
        assertThat(dingTalk.infoCalls)
                .as("900 s less a margin of 60 s are over")
                .hasValue(2);
    }

    private static Clock wallClock(AtomicReference<Instant> now) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("this clock has one zone");
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }

    private DownloadInfo withHeaders(String headers) {
        dingTalk.info = (request, reply) -> reply.full(
                200,
                "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{\"resourceUrls\":[\"https://x/\"],\"headers\":"
                        + headers + "}}",
                JSON);
        return call();
    }

    @Test
    void case079_missingHeadersAreNone() {
        assertThat(withHeaders("null").headers()).isEmpty();
        assertThat(withHeaders("{\"A\":null,\"B\":5}").headers()).containsOnlyKeys("B");
        String many = java.util.stream.IntStream.range(0, 65)
                .mapToObj(i -> "\"h" + i + "\":\"v\"")
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
        assertThat(catchThrowable(() -> withHeaders(many))).hasMessageContaining("at most 64");
        assertThat(catchThrowable(() -> withHeaders("{\"A\":\"" + "x".repeat(17_000) + "\"}")))
                .hasMessageContaining("longer than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"A\":\"CANARY\\r\\nX: y\"}",
                "{\"A\":\"CANARY\\n\"}",
                "{\"A\":\"CANARY\\u0000\"}",
                "{\"A\":\"CANARY\\u00e9\"}",
                "{\"A\":\" CANARY\"}",
                "{\"A\":[\"CANARY\"]}"
            })
    void case080_headerValuesThatAreNoneAreRefusedUnprinted(String headers) {
        Throwable failure = catchThrowable(() -> withHeaders(headers));
        assertThat(failure).hasMessageContaining("value of header A");
        assertThat(failure.getMessage()).doesNotContain("CANARY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"\":\"v\"}", "{\"A B\":\"v\"}", "{\"A\\r\\n\":\"v\"}", "{\"A:\":\"v\"}", "{\"\u00e9\":\"v\"}"
            })
    void case080_headerNamesThatAreNoneAreRefused(String headers) {
        assertThat(catchThrowable(() -> withHeaders(headers))).hasMessageContaining("name");
    }

    @Test
    void case081_headersThatFrameTheMessageAreLeftOut() {
        assertThat(withHeaders("{\"Host\":\"h\",\"content-LENGTH\":\"5\",\"Transfer-Encoding\":\"chunked\","
                                + "\"Connection\":\"close\",\"Expect\":\"100\",\"Proxy-Authorization\":\"p\","
                                + "\"Accept-Encoding\":\"gzip\",\"x-oss-date\":\"d\"}")
                        .headers())
                .containsOnlyKeys("x-oss-date");
        assertThat(catchThrowable(() -> withHeaders("{\"range\":\"bytes=0-1\"}")))
                .hasMessageContaining("Range");
    }

    @ParameterizedTest
    @CsvSource({
        "400, paramError, INVALID_ARGUMENT, 1",
        "400, paramError.spaceId, INVALID_ARGUMENT, 1",
        "400, paramError.dentryId, INVALID_ARGUMENT, 1",
        // The second call asks what it is.
        "400, operationNotSupported, UNSUPPORTED, 2",
        "400, dentryDownloadProtocolNotSupport, UNSUPPORTED, 1",
        "400, fileArchived, ARCHIVED, 1",
        "403, orgAuthLevelNotEnough, PERMISSION_DENIED, 1",
        "403, permissionDenied, PERMISSION_DENIED, 1",
        "404, spaceNotExist, NOT_FOUND, 1",
        "404, dentryNotExist, NOT_FOUND, 1",
        "500, systemError, SERVICE_FAILED, 4",
        "500, unknownError, SERVICE_FAILED, 4",
        "503, operationTimeout, OPERATION_TIMEOUT, 4",
        // Case 98: the code wins over the status.
        "500, permissionDenied, PERMISSION_DENIED, 1",
        "502, dentryNotExist, NOT_FOUND, 1",
        "200, dentryNotExist, NOT_FOUND, 1",
        "400, somethingNew, INVALID_ARGUMENT, 1",
        "418, somethingNew, SERVICE_FAILED, 1"
    })
    void case085_to_098_everyCodeOfTheServiceHasItsMeaning(int status, String code, ErrorCode expected, int calls) {
        warmUp();
        dingTalk.info = error(status, code);
        DingTalkException failure = fails();
        assertThat(failure.code()).isEqualTo(expected);
        assertThat(failure.serviceCode()).contains(code);
        assertThat(failure).hasMessageContainingAll("854/798", code, "said by the service", "6E32D367-2DFE");
        assertThat(dingTalk.infoCalls).hasValue(calls);
    }

    @Test
    void case098_aMessageCannotForgeLogLinesOrFloodThem() {
        DingTalkException failure =
                failsWith("{\"code\":\"paramError\",\"message\":\"a\\r\\nb\\u202e" + "x".repeat(5000) + "\"}");
        assertThat(failure.getMessage()).contains("a  b x").doesNotContain("\u202e");
    }

    @Test
    void missingPermissionsAreNamed() {
        warmUp();
        dingTalk.info = (request, reply) -> reply.full(
                403,
                "{\"Code\":\"Forbidden.AccessDenied.AccessTokenPermissionDenied\",\"RequestId\":\"R1\",\"Message\":\"no\","
                        + "\"AccessDeniedDetail\":{\"requiredScopes\":[\"Storage.DownloadInfo.Read\"]}}",
                JSON);
        DingTalkException failure = fails();
        assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(failure).hasMessageContainingAll("R1", "Required scopes: Storage.DownloadInfo.Read");
    }

    @ParameterizedTest
    @CsvSource({"88, THROTTLED_OR_DENIED", "90018, THROTTLED", "90020, QUOTA_SPENT"})
    void case099_theOldEnvelopeIsAnErrorInspiteOfStatus200(String errcode, String expected) {
        warmUp();
        dingTalk.info = (request, reply) ->
                reply.full(200, "{\"errcode\":" + errcode + ",\"errmsg\":\"x\"}", JSON, "Retry-After: 0");
        ErrorCode code = fails().code();
        assertThat(code.name()).isEqualTo(expected.equals("THROTTLED_OR_DENIED") ? "PERMISSION_DENIED" : expected);
    }

    @Test
    void aBannedAddressStopsCallingForFiveMinutes() {
        warmUp();
        dingTalk.server.then((request, reply) -> reply.full(
                200, "{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\",\"uuid\":\"x\"}", JSON));
        assertThat(fails()).hasMessageContaining("banned");
        assertThat(fails()).hasMessageContaining("banned");
        assertThat(dingTalk.server.requests).hasSize(1);
        dingTalk.late.set(TimeUnit.MINUTES.toNanos(5) + 1);
        call();
    }

    @Test
    void aBanIsWaitedOutByWhoeverHasTheTime() throws Exception {
        warmUp();
        dingTalk.server.then((request, reply) -> reply.full(403, "<html>punish</html>", "Content-Type: text/html"));
        assertThat(fails()).hasMessageContaining("banned");
        dingTalk.late.set(TimeUnit.MINUTES.toNanos(5) - TimeUnit.MILLISECONDS.toNanos(300));
        assertThat(fails()).hasMessageContaining("no call is made for another 0 s");
        assertThat(dingTalk.server.requests).hasSize(1);

        Execution patient = new Execution(CallTally.ofNoStatement(), Duration.ofSeconds(20));
        dingTalk.api().downloadInfo(request("798"), patient);
        assertThat(dingTalk.server.requests).hasSize(2);
    }

    @Test
    void whoeverWaitsForTheEndOfABanCanBeStopped() throws Exception {
        warmUp();
        dingTalk.server.then((request, reply) -> reply.full(200, "{\"status\":1111,\"punish\":\"deny\"}", JSON));
        Execution patient = new Execution(CallTally.ofNoStatement(), Duration.ofMinutes(10));
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(
                () -> catchThrowable(() -> dingTalk.api().downloadInfo(request("798"), patient)));
        while (dingTalk.server.requests.isEmpty()) {
            Thread.onSpinWait();
        }
        patient.abort(ErrorCode.CANCELLED, "stopped");
        assertThat(failure.get(10, TimeUnit.SECONDS)).hasMessage("stopped");
        assertThat(dingTalk.server.requests).hasSize(1);
    }

    @Test
    void case045_aRedirectOfACallIsNeverFollowed() {
        try (FaultServer other = new FaultServer(GOOD)) {
            warmUp();
            dingTalk.server.then((request, reply) -> reply.full(307, "", "Location: " + other.uri() + "/x"));
            fails();
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void case004_aCallOnADeadPooledConnectionIsRepeated() {
        dingTalk.token = (request, reply) -> {
            reply.full(200, "{\"accessToken\":\"TOKEN1\",\"expireIn\":7200}", JSON);
            reply.fin();
        };
        call();
        assertThat(dingTalk.infoCalls).hasValue(1);
    }

    @Test
    void anEndpointThatIsNotThereIsUnreachable() {
        FakeDingTalk gone = new FakeDingTalk();
        gone.close();
        Throwable failure = catchThrowable(() -> gone.api().downloadInfo(request("1"), execution));
        assertThat(((DingTalkException) failure).code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(failure).hasMessageContaining("127.0.0.1");
    }

    @Test
    void case052_aPrivateEndpointIsNotConnectedToUnlessAllowed() {
        StorageApi api = dingTalk.shared.storageApi(
                FakeDingTalk.settings(URI.create("http://0.0.0.0:" + dingTalk.server.port())));
        assertThat(catchThrowable(() -> api.downloadInfo(request("1"), execution)))
                .hasMessageContaining("allowPrivateNetworks");
        assertThat(dingTalk.server.connections()).isZero();
    }

    @Test
    void credentialsThatAreMissingOrWrongAreToldAsSuch() {
        Throwable wrong = catchThrowable(() ->
                dingTalk.shared.storageApi(dingTalk.withToken("CANARYTOKEN")).downloadInfo(request("1"), execution));
        assertThat(((DingTalkException) wrong).code()).isEqualTo(ErrorCode.BAD_CREDENTIALS);
        assertThat(wrong.getMessage()).doesNotContain("CANARY");
        dingTalk.token = error(400, "invalidClientIdOrSecret");
        assertThat(fails().code()).isEqualTo(ErrorCode.BAD_CREDENTIALS);
        ApiSettings none = new ApiSettings(
                dingTalk.server.uri(),
                null,
                null,
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                5,
                15,
                1000,
                Duration.ZERO,
                false);
        int before = dingTalk.server.requests.size();
        Throwable missing =
                catchThrowable(() -> dingTalk.shared.storageApi(none).downloadInfo(request("1"), execution));
        assertThat(((DingTalkException) missing).code()).isEqualTo(ErrorCode.BAD_CREDENTIALS);
        assertThat(dingTalk.server.requests).hasSize(before);
    }

    @Test
    void case150_nothingPrintsItsSecrets() {
        assertThat(dingTalk.settings().toString()).doesNotContain("CANARY", "dingKEY");
        assertThat(dingTalk.settings().caller().toString()).doesNotContain("CANARY", "dingKEY");
        assertThat(call().toString()).doesNotContain("LTAI", "trans.dingtalk");
        assertThat(new AccessTokens.AccessToken("CANARY", 0, true).toString()).doesNotContain("CANARY");
    }
}
