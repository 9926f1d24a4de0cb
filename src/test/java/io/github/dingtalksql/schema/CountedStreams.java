// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.plan.SqlEngine;
import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.RemoteFile;
import io.github.dingtalksql.remote.Representation;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The real engine over the real service; counts the streams of bytes that its scans open and close. */
public final class CountedStreams {
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();

    public SqlEngine engine(ConnectionConfig config) {
        Services real = Services.of(config);
        Services counted = new Services(
                real.api(),
                (request, etag, execution) -> counted(real.files().open(request, etag, execution)),
                real.directory(),
                real.callLog(),
                real.unionId(),
                real.userId(),
                real.preferIntranet(),
                real.maxRecordBytes(),
                real.maxColumns(),
                real.fanOut());
        return DingTalkSchemas.engine(config, counted);
    }

    public long opened() {
        return opened.get();
    }

    public long closed() {
        return closed.get();
    }

    private RemoteFile counted(RemoteFile file) {
        return new RemoteFile() {
            @Override
            public String name() {
                return file.name();
            }

            @Override
            public ByteStream open(long from, long to) {
                opened.incrementAndGet();
                return new CountedStream(file.open(from, to), closed);
            }

            @Override
            public String fingerprint() {
                return file.fingerprint();
            }

            @Override
            public Optional<Representation> representation() {
                return file.representation();
            }
        };
    }

    private record CountedStream(ByteStream stream, AtomicLong count, AtomicBoolean isClosed) implements ByteStream {
        CountedStream(ByteStream stream, AtomicLong count) {
            this(stream, count, new AtomicBoolean());
        }

        @Override
        public long position() {
            return stream.position();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return stream.read(buffer, offset, length);
        }

        @Override
        public void close() {
            stream.close();
            if (isClosed.compareAndSet(false, true)) {
                count.incrementAndGet();
            }
        }
    }
}
