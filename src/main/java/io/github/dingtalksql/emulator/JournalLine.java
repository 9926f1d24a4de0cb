// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.concurrent.atomic.AtomicLong;

/** A journal entry that is still being written to. Safe for use by many threads. */
final class JournalLine {
    private final JournalEntry arrived;
    private final AtomicLong bytesWritten = new AtomicLong();
    private volatile int status;

    JournalLine(JournalEntry arrived) {
        this.arrived = arrived;
    }

    void answered(int code) {
        status = code;
    }

    void wrote(long bytes) {
        bytesWritten.addAndGet(bytes);
    }

    JournalEntry entry() {
        return new JournalEntry(
                arrived.kind(),
                arrived.method(),
                arrived.path(),
                arrived.query(),
                arrived.headers(),
                arrived.file(),
                arrived.version(),
                arrived.body(),
                arrived.time(),
                status,
                bytesWritten.get());
    }
}
