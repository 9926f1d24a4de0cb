// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.Backoff;
import io.github.dingtalksql.client.Fault;
import io.github.dingtalksql.client.RetryPolicy;
import java.util.function.LongSupplier;

/**
 * Fills one range, on a thread of its own, resuming at the exact byte after every failure that {@link RetryPolicy}
 * forgives. Only the range that the reader waits for is resumed: the others are put off until their turn comes, so that
 * an outage is not answered by as many retries as there are ranges in flight.
 */
final class RangeTransfer implements Runnable {
    private final FileReading file;
    private final RangeQueue queue;
    private final RangeBuffer range;
    private final Execution scope;
    private final RetryPolicy retries;
    private final FailedAttempts attempts = new FailedAttempts();
    private long faultedAt;
    private int requests;
    private long latencyNanos;
    private long bodyNanos;

    RangeTransfer(FileReading file, RangeQueue queue, RangeBuffer range, Execution scope) {
        this.file = file;
        this.queue = queue;
        this.range = range;
        this.scope = scope;
        this.retries = new RetryPolicy(file.maxRetries(), file.backoff());
        this.faultedAt = range.received;
    }

    /** What all streams of one file share. */
    record FileReading(
            String name,
            DownloadLink link,
            RangeReader reader,
            Pin pin,
            int maxRetries,
            Backoff backoff,
            LongSupplier nanoTime) {}

    @Override
    public void run() {
        try {
            while (!range.hasEnded()) {
                if (!attempt()) {
                    return;
                }
            }
            queue.completed(
                    range, requests == 1 ? new Pace(latencyNanos, bodyNanos, range.received - range.from) : null);
        } catch (DingTalkException e) {
            queue.failed(range, e);
        } catch (Throwable e) {
            queue.failed(range, new DingTalkException(ErrorCode.INTERNAL, "Reading " + file.name() + " failed", e));
        }
    }

    /** One request; false if this transfer is over for now. */
    private boolean attempt() {
        scope.check();
        DownloadLink.Target target = file.link().target(scope);
        boolean begun = file.pin().representation() != null;
        requests++;
        long asked = file.nanoTime().getAsLong();
        try (RangeBody body = file.reader().open(target, range.received, range.to, scope)) {
            latencyNanos = file.nanoTime().getAsLong() - asked;
            queue.answered(range, body, file.pin().total());
            return fill(body);
        } catch (RangeFaultException e) {
            scope.check();
            if (queue.stallUnlessFront(range)) {
                return false;
            }
            // A trickle always makes some progress; counted as such it would be allowed for ever.
            boolean progressed = range.received > faultedAt && e.fault() != Fault.TOO_SLOW;
            faultedAt = range.received;
            follow(e, target, progressed, begun);
            return true;
        }
    }

    private boolean fill(RangeBody body) throws RangeFaultException {
        SlowWatch watch = new SlowWatch(file.nanoTime());
        while (!range.hasEnded()) {
            RangeBuffer.Chunk chunk = queue.room(range, scope);
            if (chunk == null) {
                return false;
            }
            int room = (int) Math.min(chunk.bytes.length - chunk.filled, range.to - range.received);
            watch.begin();
            int count = body.read(chunk.bytes, chunk.filled, room);
            if (count < 0) {
                if (body.isWhole()) {
                    queue.ended(range);
                }
                return true;
            }
            queue.filled(range, chunk, count);
            bodyNanos += watch.end(count);
        }
        return true;
    }

    private void follow(RangeFaultException failure, DownloadLink.Target target, boolean progressed, boolean begun) {
        if (progressed) {
            retries.progressed();
            attempts.clear();
        }
        attempts.add(failure);
        RetryPolicy.Step step = retries.after(failure.fault(), failure.retryAfter());
        if (step == null || step.move() == Fault.Move.LEAVE_URL && !file.link().abandon(target)) {
            throw attempts.givenUp(file.name(), range.received, begun, failure);
        }
        if (step.move() == Fault.Move.RENEW) {
            file.link().renew(target, scope);
        }
        if (step.move() == Fault.Move.REPEAT && !progressed) {
            file.link().leave(target);
        }
        if (!step.delay().isZero()) {
            scope.pause(step.delay());
        }
    }
}
