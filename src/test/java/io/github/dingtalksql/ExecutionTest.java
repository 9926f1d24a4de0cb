// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    private final Execution execution = new Execution();

    @Test
    void abortRunsEachHookOnceAndKeepsTheFirstReason() {
        AtomicInteger runs = new AtomicInteger();
        execution.onAbort(runs::incrementAndGet);
        execution.abort(ErrorCode.CANCELLED, "first");
        execution.abort(ErrorCode.QUERY_TIMEOUT, "second");
        assertThat(runs).hasValue(1);
        assertThatThrownBy(execution::check)
                .hasMessage("first")
                .satisfies(e -> assertThat(((DingTalkException) e).code()).isEqualTo(ErrorCode.CANCELLED));
    }

    @Test
    void aHookThatIsRegisteredTooLateRunsAtOnce() {
        execution.abort(ErrorCode.CANCELLED, "gone");
        AtomicInteger runs = new AtomicInteger();
        execution.onAbort(runs::incrementAndGet);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aClosedRegistrationIsNotRun() {
        AtomicInteger runs = new AtomicInteger();
        execution.onAbort(runs::incrementAndGet).close();
        execution.abort(ErrorCode.CANCELLED, "gone");
        assertThat(runs).hasValue(0);
    }

    @Test
    void abortEndsAWaitForAFutureThatNeverCompletes() {
        CompletableFuture<String> never = new CompletableFuture<>();
        Thread other = new Thread(() -> execution.abort(ErrorCode.CANCELLED, "cancelled"));
        other.start();
        assertThatThrownBy(() -> execution.await(never)).hasMessage("cancelled");
        assertThatThrownBy(() -> execution.pause(Duration.ofDays(1))).hasMessage("cancelled");
    }

    @Test
    void anInterruptEndsTheWaitAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> execution.await(new CompletableFuture<>())).isInstanceOf(DingTalkException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(execution.isAborted()).isTrue();
    }

    @Test
    void aFailureOfTheOtherThreadKeepsItsCodeAndServiceCode() {
        CompletableFuture<String> failed = CompletableFuture.failedFuture(
                new DingTalkException(ErrorCode.NOT_FOUND, "no such file", "dentryNotExist", null));
        assertThatThrownBy(() -> execution.await(failed))
                .hasMessage("no such file")
                .satisfies(
                        e -> assertThat(((DingTalkException) e).serviceCode()).contains("dentryNotExist"));
    }
}
