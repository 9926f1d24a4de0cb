// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The representation that the first answer showed and every later one has to match. Thread-safe. */
final class Pin {
    private final AtomicReference<@Nullable Representation> pinned = new AtomicReference<>();
    private volatile boolean crcDiffers;

    @Nullable
    Representation representation() {
        return pinned.get();
    }

    /** Bytes of the whole file; -1 while that is unknown. */
    long total() {
        Representation known = pinned.get();
        return known == null ? -1 : known.total();
    }

    /**
     * CRC-64 of the whole file; null if unknown. That OSS sends the whole object's with a range is not documented: if
     * two answers differ, it is something else and of no use.
     */
    @Nullable
    String crc64() {
        Representation known = pinned.get();
        return known == null || crcDiffers ? null : known.crc64();
    }

    void check(Representation answer) throws RangeFaultException {
        if (pinned.compareAndSet(null, answer)) {
            return;
        }
        Representation known = Objects.requireNonNull(pinned.get());
        String difference = known.differenceTo(answer);
        if (difference != null) {
            throw new RangeFaultException(
                    Fault.CHANGED, "the file is not the one any more that was begun: " + difference);
        }
        if (known.total() < 0 && answer.total() >= 0) {
            pinned.compareAndSet(known, answer);
        }
        if (answer.crc64() != null && !answer.crc64().equals(known.crc64())) {
            crcDiffers = true;
        }
    }
}
