// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.CallTally;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small parts of the calls that find files and of how they are counted. */
class DirectoryCallsTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.dingtalk.io, https://oapi.dingtalk.io",
        "https://api.dingtalk.com:8443, https://oapi.dingtalk.com:8443",
        "http://127.0.0.1:4711, http://127.0.0.1:4711",
    })
    void theOldApiIsOnAHostOfItsOwn(URI endpoint, URI old) {
        assertThat(FakeDingTalk.settings(endpoint).oldEndpoint()).isEqualTo(old);
    }

    @Test
    void listingsAreKeptForTheirTimeAndNoLonger() {
        try (FakeDingTalk dingTalk = new FakeDingTalk()) {
            dingTalk.info = (request, reply) -> reply.full(200, "{\"space\":{\"id\":\"854\"}}", FakeDingTalk.JSON);
            DirectoryApi api = dingTalk.shared.directoryApi(dingTalk.settings());
            Execution execution = new Execution();
            for (int second : new int[] {0, 30, 59}) {
                dingTalk.late.set(TimeUnit.SECONDS.toNanos(second));
                api.space("854", "union", execution);
                assertThat(dingTalk.infoCalls).as("at second %d", second).hasValue(1);
            }
            dingTalk.late.set(TimeUnit.SECONDS.toNanos(61));
            api.space("854", "union", execution);
            assertThat(dingTalk.infoCalls).hasValue(2);
        }
    }

    @Test
    void theLogKeepsTheLastTenThousandRequests() {
        CallLog log = new CallLog(Clock.systemUTC());
        CallTally tally = CallTally.of("SELECT 1");
        for (int i = 0; i < CallLog.MOST + 5; i++) {
            log.hit(i < 5 ? Api.SPACE : Api.NODES, tally);
        }
        assertThat(log.calls()).hasSize(10_000).allMatch(call -> call.api().equals("wiki/nodes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "SELECT 'a''b' FROM t WHERE x='secret'; SELECT '…''…' FROM t WHERE x='…'",
                "SELECT \"it's\" FROM t WHERE x = 'secret'; SELECT \"it's\" FROM t WHERE x = '…'",
                "SELECT 1 /* don't */ FROM t WHERE x = 'secret'; SELECT 1   FROM t WHERE x = '…'",
                "SELECT 1 -- don't; SELECT 1",
                "SELECT 'never closed; SELECT '…'",
            })
    void statementsAreShownWithoutTheirLiterals(String sql, String shown) {
        assertThat(CallTally.of(sql).statement()).isEqualTo(shown);
    }

    @Test
    void whoeverAsksFirstPaysAndOthersAreNotRefusedForIt() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            SingleFlight<String, String> flights = new SingleFlight<>(threads);
            Execution poor = new Execution(CallTally.of("poor"));
            Execution rich = new Execution(CallTally.of("rich"));
            poor.tally().startApiCall(1);
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch joined = new CountDownLatch(1);
            CompletableFuture<String> first = CompletableFuture.supplyAsync(
                    () -> flights.get("key", poor, own -> {
                        started.countDown();
                        await(joined);
                        own.tally().startApiCall(1);
                        return "by poor";
                    }),
                    threads);
            await(started);
            CompletableFuture<String> second = CompletableFuture.supplyAsync(
                    () -> flights.get("key", rich, own -> {
                        own.tally().startApiCall(1);
                        return "by rich";
                    }),
                    threads);
            joined.countDown();

            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("by rich");
            assertThat(rich.tally().apiCalls()).isEqualTo(1);
            assertThatThrownBy(first::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            DingTalkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_MANY_CALLS));
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFolderWithoutACountOfChildrenIsListedAndAShortcutNever() {
        assertThat(node("FOLDER", null, null).mayHaveChildren()).isTrue();
        assertThat(node("FILE", "adoc", true).mayHaveChildren()).isTrue();
        assertThat(node("FOLDER", null, false).mayHaveChildren()).isFalse();
        assertThat(node("FILE", "csv", null).mayHaveChildren()).isFalse();
        assertThat(List.of(node("FOLDER", "dlink", true), node("FOLDER", "DLINK", null)))
                .noneMatch(Node::mayHaveChildren);
    }

    private static Node node(String type, String extension, Boolean hasChildren) {
        return new Node("id", null, "name", type, null, extension, null, null, hasChildren, null, null, null, null);
    }
}
