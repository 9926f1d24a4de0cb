// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.Transfers;
import io.github.dingtalksql.remote.RangeTransfer.FileReading;
import java.util.Optional;

/** A file behind signed URLs. */
final class HttpRemoteFile implements RemoteFile {
    /** Bytes that are asked for at once if the caller wants no more: a request costs more than it could save. */
    private static final long ONE_REQUEST = 1 << 20;

    private final FileReading reading;
    private final ReadSettings settings;
    private final Transfers transfers;
    private final Execution execution;

    HttpRemoteFile(FileReading reading, ReadSettings settings, Transfers transfers, Execution execution) {
        this.reading = reading;
        this.settings = settings;
        this.transfers = transfers;
        this.execution = execution;
    }

    @Override
    public String name() {
        return reading.name();
    }

    @Override
    public ByteStream open(long from, long to) {
        Pin pin = reading.pin();
        StreamSum sum = new StreamSum(() -> pin.crc64() != null && to >= pin.total());
        RangeQueue queue = new RangeQueue(transfers, reading.nanoTime(), settings.rangeSize(), sum, from, to);
        boolean isShort = to - from <= ONE_REQUEST;
        int firstRange = isShort ? (int) Math.max(1, to - from) : TransferWindow.FIRST_RANGE;
        TransferWindow window = new TransferWindow(
                settings.parallelism(), settings.rangeSize(), settings.longestRange(), firstRange, reading.nanoTime());
        return new RangedByteStream(reading, transfers, execution, queue, window, sum, from);
    }

    @Override
    public boolean startBeside(Runnable work) {
        return transfers.startBeside(work);
    }

    @Override
    public String fingerprint() {
        Representation known = reading.pin().representation();
        return known == null ? "" : known.fingerprint();
    }

    @Override
    public Optional<Representation> representation() {
        Representation known = reading.pin().representation();
        return known == null
                ? Optional.empty()
                : Optional.of(known.withCrc64(reading.pin().crc64()));
    }
}
