// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import io.github.dingtalksql.Execution;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Finds threads that wait for their next attempt. */
public final class Pauses {
    private Pauses() {}

    /** Waits until a thread waits in {@link Execution#pause} for {@code who}; answers the locks that it holds. */
    public static List<String> locksHeldWhileWaiting(Class<?> who) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end) {
            for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
                if (thread.getThreadState() == Thread.State.TIMED_WAITING && isPausing(thread, who.getName())) {
                    return locks(thread);
                }
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("nobody waits for " + who);
    }

    private static boolean isPausing(ThreadInfo thread, String who) {
        StackTraceElement[] stack = thread.getStackTrace();
        return Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().equals(Execution.class.getName())
                                && frame.getMethodName().equals("pause"))
                && Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals(who));
    }

    private static List<String> locks(ThreadInfo thread) {
        List<String> locks = new ArrayList<>();
        for (LockInfo lock : thread.getLockedMonitors()) {
            locks.add(lock.toString());
        }
        for (LockInfo lock : thread.getLockedSynchronizers()) {
            // What a pool's thread always holds: its own mark of being at work.
            if (!lock.getClassName().contains("ThreadPoolExecutor$Worker")) {
                locks.add(lock.toString());
            }
        }
        return locks;
    }
}
