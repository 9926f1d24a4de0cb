// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Output that somebody may stop reading, as {@code | head} does. Then what is left to say is dropped, and whoever asked
 * for it is told once: a {@link java.io.PrintStream} would go on for hours. Thread-safe.
 */
final class PipeOutput extends FilterOutputStream {
    private final Runnable onClosed;
    private boolean closed;

    /** @param onClosed called when a write fails */
    PipeOutput(OutputStream out, Runnable onClosed) {
        super(out);
        this.onClosed = onClosed;
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (hasClosed(() -> out.write(bytes, offset, length))) {
            onClosed.run();
        }
    }

    @Override
    public void flush() {
        if (hasClosed(out::flush)) {
            onClosed.run();
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** Whether this is the first one that fails. */
    private synchronized boolean hasClosed(Writing writing) {
        if (closed) {
            return false;
        }
        try {
            writing.run();
            return false;
        } catch (IOException e) {
            closed = true;
            return true;
        }
    }
}
