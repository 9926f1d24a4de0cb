// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file on a disk that has room for so many bytes and no more. */
final class FailingChannel extends FileChannel {
    /** Comes after what was written is on the disk; may say that it is not. */
    @FunctionalInterface
    interface Forced {
        void run() throws IOException;
    }

    private final FileChannel channel;
    private final long room;
    private final String reason;
    private final Forced forced;

    FailingChannel(FileChannel channel, long room, String reason) {
        this(channel, room, reason, () -> {});
    }

    /** @param forced what follows when the channel is forced */
    FailingChannel(FileChannel channel, long room, String reason, Forced forced) {
        this.channel = channel;
        this.room = room;
        this.reason = reason;
        this.forced = forced;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        if (position >= room) {
            throw new IOException(reason);
        }
        // As a disk does: the last write before the failure is a short one.
        int most = (int) Math.min(source.remaining(), room - position);
        ByteBuffer fitting = source.slice(source.position(), most);
        int count = channel.write(fitting, position);
        source.position(source.position() + count);
        return count;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return channel.read(target, position);
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        channel.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        channel.force(metaData);
        forced.run();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
    }

    @Override
    public int read(ByteBuffer target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long newPosition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }
}
