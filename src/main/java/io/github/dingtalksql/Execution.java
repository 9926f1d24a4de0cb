// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of one statement, as the layers below JDBC see it: whether it still goes on, and what to stop when it does
 * not. Whoever blocks or opens something registers how to stop it with {@link #onAbort}; whoever loops asks
 * {@link #check}.
 *
 * <p>Thread-safe. {@link #abort} never blocks on I/O and may be called from any thread, any number of times; the first
 * reason stays.
 */
public final class Execution {
    /** Takes back what {@link #onAbort} registered. Closing twice has no effect. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    private final CallTally tally;
    private final Duration patience;
    private final AtomicReference<@Nullable DingTalkException> reason = new AtomicReference<>();
    private final Set<Runnable> hooks = ConcurrentHashMap.newKeySet();
    private final CountDownLatch aborted = new CountDownLatch(1);
    private final Queue<DingTalkException> warnings = new ConcurrentLinkedQueue<>();
    /** Both are only used on the thread that reads the result. */
    private @Nullable Thread reader;

    private Supplier<String> place = () -> "";

    /** An execution of no statement in particular. */
    public Execution() {
        this(CallTally.ofNoStatement());
    }

    /** @param tally where the calls of this execution are counted; several executions may share one */
    public Execution(CallTally tally) {
        this(tally, Duration.ZERO);
    }

    /** @param patience see {@link #patience} */
    public Execution(CallTally tally, Duration patience) {
        this.tally = tally;
        this.patience = patience;
    }

    /** One that is ended alone, but is as patient and counts in the same place. */
    public Execution part() {
        return new Execution(tally, patience);
    }

    /**
     * How long it may wait for one thing. Its user has said so by a query timeout; without one, what takes minutes is
     * told at once instead of waited for.
     */
    public Duration patience() {
        return patience;
    }

    public CallTally tally() {
        return tally;
    }

    /** Throws the reason of the abort, if there was one. A volatile read otherwise: cheap enough for every row. */
    public void check() {
        DingTalkException why = reason.get();
        if (why != null) {
            throw fresh(why);
        }
    }

    public boolean isAborted() {
        return reason.get() != null;
    }

    /** Ends this execution for {@code why}: runs every hook once. Later {@link #check}s throw it. */
    public void abort(ErrorCode code, String message) {
        if (!reason.compareAndSet(null, new DingTalkException(code, message))) {
            return;
        }
        aborted.countDown();
        for (Runnable hook : hooks) {
            if (hooks.remove(hook)) {
                hook.run();
            }
        }
    }

    /**
     * Registers what stops a blocking operation or closes an open resource. If the execution is aborted already, the
     * hook runs at once on this thread. Hooks must not block and must not throw.
     */
    public Registration onAbort(Runnable hook) {
        Runnable own = hook::run;
        hooks.add(own);
        if (isAborted() && hooks.remove(own)) {
            own.run();
        }
        return () -> hooks.remove(own);
    }

    /** Makes the current thread the one that reads the result. */
    public void readOnThisThread() {
        reader = Thread.currentThread();
    }

    /**
     * Says how to name the row that was just read; asked only when a value of it fails. Of no effect on threads that
     * read ahead.
     */
    public void reading(Supplier<String> newPlace) {
        if (Thread.currentThread() == reader) {
            place = newPlace;
        }
    }

    /** Keeps the name of the row that was just read, because what gives it is about to be closed. */
    public void keepPlace() {
        if (Thread.currentThread() == reader && !isAborted()) {
            String kept = place();
            place = () -> kept;
        }
    }

    /** The row that was read last, such as {@code 854/798, record 5, byte offset 210}; empty if none. */
    public String place() {
        try {
            return place.get();
        } catch (IllegalStateException e) {
            // An abort on another thread has closed the rows in this moment.
            return "";
        }
    }

    /** Keeps something that its user has to be told although the statement goes on. */
    public void warn(DingTalkException warning) {
        warnings.add(warning);
    }

    /** Takes the warnings that came since the last call, oldest first. */
    public List<DingTalkException> takeWarnings() {
        List<DingTalkException> taken = new ArrayList<>();
        for (DingTalkException next = warnings.poll(); next != null; next = warnings.poll()) {
            taken.add(next);
        }
        return taken;
    }

    /** Waits for {@code duration} unless the execution is aborted or the thread interrupted before: then it throws. */
    public void pause(Duration duration) {
        try {
            if (aborted.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                check();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Waits for another thread's result. Ends at once on abort and on interrupt (flag restored), leaving the future to
     * itself; what runs it has to be registered by {@link #onAbort} if it shall stop too.
     *
     * @throws DingTalkException the abort's reason, or what the future failed with
     */
    public <T> T await(CompletableFuture<T> future) {
        CompletableFuture<Object> either = new CompletableFuture<>();
        future.whenComplete((value, error) -> either.complete(this));
        try (Registration ignored = onAbort(() -> either.complete(this))) {
            either.get();
            check();
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DingTalkException known) {
                throw new DingTalkException(
                        known.code(),
                        String.valueOf(known.getMessage()),
                        known.serviceCode().orElse(null),
                        known);
            }
            throw new DingTalkException(ErrorCode.INTERNAL, "Unexpected failure in a background task", e.getCause());
        }
    }

    /** Restores the interrupt flag, ends this execution as cancelled, and returns what to throw. */
    public DingTalkException interrupted() {
        Thread.currentThread().interrupt();
        abort(ErrorCode.CANCELLED, "The thread that reads the result was interrupted");
        DingTalkException why = reason.get();
        return why == null ? new DingTalkException(ErrorCode.CANCELLED, "Interrupted") : fresh(why);
    }

    private static DingTalkException fresh(DingTalkException why) {
        return new DingTalkException(why.code(), String.valueOf(why.getMessage()), why);
    }
}
