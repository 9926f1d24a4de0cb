// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import io.github.dingtalksql.download.DownloadProgress;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a download goes on: on a terminal as one line that redraws itself, elsewhere as a line every few seconds.
 * The download tells where it is, a clock calls {@link #tick}: so a download that stands still is seen to. Thread-safe.
 */
final class ProgressPrinter implements DownloadProgress {
    private static final int BAR = 20;
    private static final int WIDTH = 79;
    private static final long RATE_EVERY = TimeUnit.SECONDS.toNanos(1);
    private static final long LINE_EVERY = TimeUnit.SECONDS.toNanos(5);
    private static final double NEWEST_SHARE = 0.3;

    private final PrintStream out;
    private final boolean isTerminal;
    private final String name;
    private final LongSupplier nanoTime;
    private volatile long position;
    private boolean begun;
    private boolean drawn;
    private long total;
    private long measuredAt;
    private long measuredPosition;
    private long lineAt;
    private double bytesPerSecond = -1;
    private @Nullable String kept;

    /** @param name of the file, for lines */
    ProgressPrinter(PrintStream out, boolean isTerminal, String name, LongSupplier nanoTime) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.name = name;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void found(Path part, long bytes) {
        out.println("Going on from " + part + " (" + size(bytes) + ")");
    }

    @Override
    public synchronized void startedOver(String reason) {
        clear();
        out.println("Starting over: " + reason);
    }

    @Override
    public synchronized void begun(long from, long length) {
        begun = true;
        position = from;
        total = length;
        measuredAt = nanoTime.getAsLong();
        measuredPosition = from;
        lineAt = measuredAt;
        bytesPerSecond = -1;
    }

    @Override
    public void at(long bytes) {
        position = bytes;
    }

    @Override
    public synchronized void kept(Path part, long bytes) {
        kept = "Kept " + bytes + " bytes in " + part + "; the same command goes on from there";
    }

    /** What is left of a failed download, if anything is. */
    synchronized Optional<String> keptText() {
        return Optional.ofNullable(kept);
    }

    /** Shows the state if it is time. */
    synchronized void tick() {
        if (!begun) {
            return;
        }
        long now = nanoTime.getAsLong();
        measure(now);
        if (isTerminal) {
            draw();
            return;
        }
        if (now - lineAt >= LINE_EVERY) {
            lineAt = now;
            out.println(name + ": " + state());
        }
    }

    /** No more is shown; leaves a bar as it was in the end. */
    synchronized void end() {
        if (begun && isTerminal) {
            draw();
            out.println();
        }
        begun = false;
        drawn = false;
    }

    private void measure(long now) {
        long elapsed = now - measuredAt;
        if (elapsed < RATE_EVERY) {
            return;
        }
        long there = position;
        double newest = (there - measuredPosition) * 1e9 / elapsed;
        bytesPerSecond = bytesPerSecond < 0 ? newest : bytesPerSecond + NEWEST_SHARE * (newest - bytesPerSecond);
        measuredAt = now;
        measuredPosition = there;
    }

    private void draw() {
        String line = total > 0 ? bar() + ' ' + state() : state();
        String fitting = line.length() > WIDTH ? line.substring(0, WIDTH) : line;
        out.print('\r' + fitting + " ".repeat(WIDTH - fitting.length()));
        out.flush();
        drawn = true;
    }

    private void clear() {
        if (drawn) {
            out.print('\r' + " ".repeat(WIDTH) + '\r');
            drawn = false;
        }
    }

    private String bar() {
        int full = (int) (Math.min(position, total) * (double) BAR / total);
        return '[' + "#".repeat(full) + " ".repeat(BAR - full) + ']';
    }

    private String state() {
        long there = position;
        StringBuilder state = new StringBuilder();
        if (total > 0) {
            state.append(String.format(Locale.ROOT, "%3d%% of ", (int) (there * 100.0 / total)))
                    .append(size(total));
        } else {
            state.append(size(there));
        }
        if (bytesPerSecond >= 0) {
            state.append(String.format(Locale.ROOT, ", %.1f MiB/s", bytesPerSecond / (1 << 20)));
        }
        if (bytesPerSecond >= 1 && total > there) {
            state.append(", ")
                    .append(time((long) ((total - there) / bytesPerSecond)))
                    .append(" left");
        }
        return state.toString();
    }

    private static String size(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        String[] units = {"KiB", "MiB", "GiB", "TiB"};
        double value = bytes / 1024.0;
        int unit = 0;
        while (value >= 1024 && unit + 1 < units.length) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
    }

    private static String time(long seconds) {
        long hours = seconds / 3600;
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
