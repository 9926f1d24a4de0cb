// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static io.github.dingtalksql.remote.FakeStore.error;
import static io.github.dingtalksql.remote.FaultCase.RANGE;
import static io.github.dingtalksql.remote.FaultCase.REQUESTS;
import static io.github.dingtalksql.remote.FaultCase.SIZE;
import static io.github.dingtalksql.remote.RemoteTesting.failure;
import static io.github.dingtalksql.remote.RemoteTesting.url;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.FaultServer.Answer;
import io.github.dingtalksql.testing.FaultServer.Request;
import io.github.dingtalksql.testing.Pauses;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Status codes of the object store: part D of the fault table. */
class StoreFaultsTest {
    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied",
        "403, RequestTimeTooSkewed",
        "403, SignatureDoesNotMatch",
        "403, InvalidAccessKeyId",
        "401, Unauthorized",
        "404, NoSuchKey",
        "410, Gone"
    })
    void case053_055_057_aRefusedSignatureIsRenewedOnceAndReadingGoesOn(int status, String code) {
        try (FaultCase faults = new FaultCase()) {
            faults.then(faults.store, faults.store.resetAfter(1000), error(status, code))
                    .survives(REQUESTS + 2);
            assertThat(faults.api.count()).isEqualTo(2);
            List<FaultServer.Request> requests = List.copyOf(faults.server.requests);
            assertThat(requests.get(2).header("Authorization")).isEqualTo("OSS LTAI:sig1");
            assertThat(requests.get(3).header("Authorization")).isEqualTo("OSS LTAI:sig2");
            assertThat(requests.get(3).header("Range")).isEqualTo("bytes=66536-131071");
        }
    }

    @Test
    void case053_everySignatureThatBroughtBytesMayBeRenewed() {
        try (FaultCase faults = new FaultCase()) {
            Answer expired = error(403, "AccessDenied");
            faults.then(
                            expired,
                            faults.store,
                            expired,
                            faults.store,
                            expired,
                            faults.store,
                            expired,
                            faults.store,
                            expired)
                    .survives(REQUESTS + 5);
            assertThat(faults.api.count()).isEqualTo(6);
        }
    }

    @Test
    void case054_aFreshSignatureThatIsRefusedTooIsFinal() {
        try (FaultCase faults = new FaultCase()) {
            DingTalkException failure = faults.then(error(403, "AccessDenied"), error(403, "AccessDenied"))
                    .fails();
            assertThat(failure.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(failure.serviceCode()).contains("AccessDenied");
            assertThat(faults.api.count()).isEqualTo(2);
        }
    }

    @Test
    void case054_theOtherUrlsAreTriedBeforeGivingUp() {
        try (FaultCase faults = new FaultCase();
                FaultServer refusing = new FaultServer(error(403, "InvalidAccessKeyId"))) {
            faults.api.urls = List.of(url(refusing), url(faults.server));
            faults.survives(REQUESTS);
            assertThat(faults.api.count()).isEqualTo(2);
            assertThat(refusing.requests).hasSize(2);
        }
    }

    @Test
    void case055_aClockThatIsWrongIsSuspectedWithTheDifference() {
        try (FaultCase faults = new FaultCase()) {
            String date = java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    Instant.now().plus(Duration.ofHours(1)).atOffset(java.time.ZoneOffset.UTC));
            Answer skewed = error(403, "RequestTimeTooSkewed", "Date: " + date);
            DingTalkException failure = faults.then(skewed, skewed).fails();
            assertThat(failure.getMessage()).containsPattern("clock is 3(59|60)\\d s ahead");
        }
    }

    @Test
    void case056_aNewInfoThatLeadsToAnotherFileIsAChangedFile() {
        try (FaultCase faults = new FaultCase();
                FaultServer moved = new FaultServer(new FakeStore(SIZE, "\"v2\""))) {
            faults.then(faults.store, (request, reply) -> {
                faults.api.urls = List.of(url(moved));
                error(403, "AccessDenied").to(request, reply);
            });
            assertThat(faults.fails().code()).isEqualTo(ErrorCode.FILE_CHANGED);
        }
    }

    @Test
    void case056_theHeadersOfANewInfoReplaceTheOldOnesAsASet() {
        try (FaultCase faults = new FaultCase()) {
            faults.api.more = Map.of("x-oss-security-token", "first");
            faults.then(faults.store, (request, reply) -> {
                        faults.api.more = Map.of("x-oss-other", "second");
                        error(403, "AccessDenied").to(request, reply);
                    })
                    .survives(REQUESTS + 1);
            List<Request> requests = List.copyOf(faults.server.requests);
            assertThat(requests.subList(0, 2)).allMatch(request -> request.header("x-oss-other") == null);
            assertThat(requests.subList(2, requests.size()))
                    .allMatch(request -> request.header("x-oss-security-token") == null)
                    .allMatch(request -> "second".equals(request.header("x-oss-other")))
                    .allMatch(request -> request.header("Authorization").endsWith("sig2"));
        }
    }

    @ParameterizedTest
    @CsvSource({"401, PERMISSION_DENIED", "404, NOT_FOUND", "410, NOT_FOUND"})
    void case057_whatARenewedInfoDoesNotBringBackIsRefusedOrNotFound(int status, ErrorCode code) {
        try (FaultCase faults = new FaultCase()) {
            assertThat(faults.then(error(status, "X"), error(status, "X"))
                            .fails()
                            .code())
                    .isEqualTo(code);
            assertThat(faults.api.count()).isEqualTo(2);
        }
        try (FaultCase faults = new FaultCase()) {
            faults.then(faults.store, error(status, "X")).survives(REQUESTS + 1);
            assertThat(faults.api.count()).isEqualTo(2);
        }
    }

    @Test
    void anArchivedObjectIsToldAtOnce() {
        try (FaultCase faults = new FaultCase()) {
            assertThat(faults.then(error(403, "InvalidObjectState")).fails().code())
                    .isEqualTo(ErrorCode.ARCHIVED);
            assertThat(faults.api.count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429, 408})
    void case058_059_060_061_failuresThatPassAreRepeatedOnceEach(int status) {
        try (FaultCase faults = new FaultCase()) {
            faults.then(error(status, "InternalError"), faults.store, error(status, "InternalError"))
                    .survives(REQUESTS + 2);
            assertThat(faults.api.count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"500, SERVICE_FAILED", "503, THROTTLED", "429, THROTTLED", "408, SERVICE_FAILED"})
    void case058_060_anOutageEndsAfterTheRetries(int status, ErrorCode code) {
        try (FaultCase faults = new FaultCase()) {
            Answer[] outage = Collections.nCopies(6, error(status, "X")).toArray(new Answer[0]);
            assertThat(faults.then(outage).fails().code()).isEqualTo(code);
            assertThat(faults.server.requests).hasSize(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "", "1.5", "Thu, 01 Jan 1970 00:00:00 GMT"})
    void case059_aRetryAfterThatMeansNothingDoesNoHarm(String value) {
        try (FaultCase faults = new FaultCase()) {
            faults.then(error(503, "TotalQpsLimitExceeded", "Retry-After: " + value))
                    .survives(REQUESTS + 1);
        }
    }

    @Test
    void case059_retryAfterIsHonoured() {
        try (FaultCase faults = new FaultCase()) {
            long begun = System.nanoTime();
            faults.then(error(503, "TotalQpsLimitExceeded", "Retry-After: 1")).survives(REQUESTS + 1);
            assertThat(System.nanoTime() - begun).isGreaterThan(990_000_000L);
        }
    }

    /** Aborted while it waits: not for the sixty seconds that it may, and holding no lock. */
    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "3600", "Fri, 31 Dec 9999 23:59:59 GMT"})
    void case059_anEndlessRetryAfterIsCutAndTheWaitEndsWithTheQuery(String value) throws Exception {
        try (FaultCase faults = new FaultCase();
                ByteStream stream = faults.open().open(0, Long.MAX_VALUE)) {
            faults.then(error(503, "X", "Retry-After: " + value));
            CompletableFuture<DingTalkException> reader =
                    CompletableFuture.supplyAsync(() -> failure(() -> stream.read(new byte[1], 0, 1)));
            assertThat(Pauses.locksHeldWhileWaiting(RangeTransfer.class)).isEmpty();
            long aborted = System.nanoTime();
            faults.execution.abort(ErrorCode.QUERY_TIMEOUT, "time is up");
            assertThat(reader.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.QUERY_TIMEOUT);
            assertThat(System.nanoTime() - aborted).isLessThan(TimeUnit.SECONDS.toNanos(5));
            assertThat(faults.server.scriptLeft()).isZero();
            assertThat(faults.server.requests).hasSize(1);
        }
    }

    @Test
    void case059_aRetryAfterThatIsNoNumberOfThisWorldIsPassedOver() {
        try (FaultCase faults = new FaultCase()) {
            faults.then(error(503, "X", "Retry-After: 99999999999999999999")).survives(REQUESTS + 1);
        }
    }

    @Test
    void case062_anErrorDocumentIsNeverParsedAsXml() {
        try (FaultCase faults = new FaultCase()) {
            String bomb = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&a;&a;&a;\">]>"
                    + "<Error><Code>&b;</Code><Code>AccessDenied</Code></Error>";
            Answer refused = (request, reply) -> reply.full(403, bomb);
            DingTalkException failure = faults.then(refused, refused).fails();
            assertThat(failure.serviceCode()).contains("AccessDenied");
        }
    }

    @Test
    void requestsOfARangeStayInsideIt() {
        try (FaultCase faults = new FaultCase()) {
            faults.survives(REQUESTS);
            assertThat(faults.server.requests).allMatch(request -> {
                long[] range = FakeStore.range(request);
                return range[1] - range[0] <= RANGE && range[1] <= SIZE;
            });
        }
    }
}
