// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.DingTalkException;
import java.util.ArrayList;
import java.util.List;

/** The attempts at one range since its last progress, for the message when none is left. Used by one thread. */
final class FailedAttempts {
    private static final int MOST_REMEMBERED = 16;

    private final List<RangeFaultException> seen = new ArrayList<>();

    void add(RangeFaultException failure) {
        if (seen.size() < MOST_REMEMBERED) {
            seen.add(failure);
        }
    }

    void clear() {
        seen.clear();
    }

    /** @param begun whether the store has answered for this file before */
    DingTalkException givenUp(String file, long offset, boolean begun, RangeFaultException last) {
        String attempts = seen.size() > 1 ? " (after " + seen.size() + " attempts without progress)" : "";
        DingTalkException failed = new DingTalkException(
                begun ? last.fault().codeOnceAnswered() : last.fault().code(),
                "Reading " + file + " at byte " + offset + " failed: " + last.getMessage() + attempts + ". "
                        + last.fault().advice(),
                last.serviceCode(),
                null);
        for (RangeFaultException earlier : seen) {
            failed.addSuppressed(earlier);
        }
        return failed;
    }
}
