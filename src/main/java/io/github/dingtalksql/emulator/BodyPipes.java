// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;

/** Streams that do something to a body on its way out. */
final class BodyPipes {
    private BodyPipes() {}

    /** Something to do at a place in a body. */
    interface Step {
        void run() throws IOException;
    }

    /** A body that is written through a pipe. */
    record Piped(Answer.Body body, Pipe pipe) implements Answer.Body {
        /** Of several pipes the first named is nearest to the connection, so that its step at a place is done first. */
        static Piped through(Answer.Body body, Pipe pipe) {
            return body instanceof Piped earlier
                    ? new Piped(earlier.body, out -> pipe.before(earlier.pipe.before(out)))
                    : new Piped(body, pipe);
        }

        @Override
        public long length() {
            return body.length();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            body.writeTo(pipe.before(out));
        }
    }

    /** Makes the stream that stands before another one. */
    interface Pipe {
        OutputStream before(OutputStream out);
    }

    /** Does something as soon as a number of bytes is on its way; they have left the emulator by then. */
    static final class AtByte extends FilterOutputStream {
        private final long place;
        private final Step step;
        private long written;
        private boolean isDone;

        AtByte(OutputStream out, long place, Step step) {
            super(out);
            this.place = place;
            this.step = step;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int before = (int) Math.min(length, place - written);
            if (isDone || written + length < place) {
                before = length;
            }
            out.write(bytes, offset, before);
            written += before;
            if (!isDone && written == place) {
                isDone = true;
                out.flush();
                step.run();
            }
            out.write(bytes, offset + before, length - before);
            written += length - before;
        }
    }

    /** Turns one bit of one byte. */
    static final class FlippedByte extends FilterOutputStream {
        private final long place;
        private final Runnable reached;
        private long written;

        /** @param reached told before the byte can arrive anywhere */
        FlippedByte(OutputStream out, long place, Runnable reached) {
            super(out);
            this.place = place;
            this.reached = reached;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (written <= place && place < written + length) {
                byte[] changed = new byte[length];
                System.arraycopy(bytes, offset, changed, 0, length);
                changed[(int) (place - written)] ^= 1;
                reached.run();
                out.write(changed, 0, length);
            } else {
                out.write(bytes, offset, length);
            }
            written += length;
        }
    }

    /** Lets bytes through at a rate. */
    static final class Paced extends FilterOutputStream {
        private static final long SECOND = 1_000_000_000L;

        private final int bytesPerSecond;
        private final long startNanos = System.nanoTime();
        private long written;

        Paced(OutputStream out, int bytesPerSecond) {
            super(out);
            this.bytesPerSecond = bytesPerSecond;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int step = Math.max(1, bytesPerSecond / 20);
            for (int done = 0; done < length; done += step) {
                int size = Math.min(step, length - done);
                out.write(bytes, offset + done, size);
                out.flush();
                written += size;
                waitForTurn();
            }
        }

        private void waitForTurn() throws IOException {
            long due = startNanos + (long) ((double) written / bytesPerSecond * SECOND);
            long wait = due - System.nanoTime();
            while (wait > 0) {
                LockSupport.parkNanos(wait);
                if (Thread.currentThread().isInterrupted()) {
                    throw new Disconnect(); // The emulator is closing.
                }
                wait = due - System.nanoTime();
            }
        }
    }
}
