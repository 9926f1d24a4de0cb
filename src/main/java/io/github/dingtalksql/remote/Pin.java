// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.client.Fault;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The representation that the first answer showed and every later one has to match. Thread-safe. */
final class Pin {
    private final AtomicReference<@Nullable Representation> pinned = new AtomicReference<>();
    private final @Nullable String expectedEtag;
    private volatile boolean crcDiffers;

    /** @param expectedEtag what the first answer has to show; null for whatever it shows */
    Pin(@Nullable String expectedEtag) {
        this.expectedEtag = expectedEtag;
    }

    Pin() {
        this(null);
    }

    /** Whether an answer that shows no representation leaves open whether it is the expected one. */
    boolean isOpen() {
        return expectedEtag != null && pinned.get() == null;
    }

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
        if (expectedEtag != null && !answer.hasEtag(expectedEtag)) {
            throw new RangeFaultException(
                    Fault.CHANGED,
                    "the query asks for the file with ETag " + expectedEtag + ", and the store "
                            + (answer.etag() == null ? "tells none" : "now has " + answer.etag())
                            + "; find out the ETag, and the parts to read, anew");
        }
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
