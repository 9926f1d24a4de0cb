// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.zip;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.RemoteFile;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The content of one file in a zip file, unpacked as it is read; length and checksum are verified at its end. Keeps no
 * more than a buffer, and gives up on what unpacks to implausibly much. Fails with {@link DingTalkException}. Not
 * thread-safe, but {@link #close} may be called from any thread.
 */
public final class ZipPartStream extends InputStream {
    /** Sheets unpack to some ten times their size, the emptiest to a hundred; bombs to a thousand. */
    static final int MOST_TIMES = 250;
    /** Below this, nothing is a bomb. */
    static final long HARMLESS_BYTES = 1 << 20;
    /** Most bytes of one content. */
    static final long MOST_BYTES = 16L << 30;

    private static final int BUFFER_BYTES = 32 * 1024;
    static final int HEADER_BYTES = 30;
    private static final int HEADER_SIGNATURE = 0x04034B50;
    private static final int DEFLATED = 8;

    private final String fileName;
    private final ZipPart part;
    private final ByteStream source;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private boolean begun;
    private boolean ended;
    private long packedLeft;
    private long unpacked;
    private volatile boolean closed;

    private ZipPartStream(String fileName, ZipPart part, ByteStream source) {
        this.fileName = fileName;
        this.part = part;
        this.source = source;
        this.packedLeft = part.packed();
    }

    /** Reads nothing yet. */
    public static ZipPartStream open(RemoteFile file, ZipPart part) {
        return new ZipPartStream(file.name(), part, file.open(part.headerOffset(), part.end()));
    }

    public ZipPart part() {
        return part;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!begun) {
            begun = true;
            skipHeader();
        }
        int read = ended
                ? -1
                : part.method() == DEFLATED ? inflated(target, offset, length) : stored(target, offset, length);
        if (read > 0) {
            crc.update(target, offset, read);
            unpacked += read;
            checkSize();
        } else if (!ended) {
            ended = true;
            checkWhole();
        }
        return read;
    }

    private void skipHeader() {
        if (part.encrypted()) {
            throw new DingTalkException(
                    ErrorCode.UNSUPPORTED, place() + "it is encrypted. Save the file without a password");
        }
        if (part.method() != DEFLATED && part.method() != 0) {
            throw new DingTalkException(
                    ErrorCode.UNSUPPORTED,
                    place() + "it is packed by method " + part.method() + " of zip; only deflate is read");
        }
        ByteBuffer header = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
        readFully(HEADER_BYTES);
        if (header.getInt(0) != HEADER_SIGNATURE) {
            throw malformed("the zip file is damaged: no file begins here");
        }
        int skipped = (header.getShort(26) & 0xFFFF) + (header.getShort(28) & 0xFFFF);
        for (int left = skipped; left > 0; left -= Math.min(left, BUFFER_BYTES)) {
            readFully(Math.min(left, BUFFER_BYTES));
        }
    }

    private void readFully(int count) {
        for (int at = 0; at < count; ) {
            int read = source.read(buffer, at, count - at);
            if (read < 0) {
                throw malformed("the zip file ends too early");
            }
            at += read;
        }
    }

    private int stored(byte[] target, int offset, int length) {
        if (packedLeft == 0) {
            return -1;
        }
        int read = source.read(target, offset, (int) Math.min(length, packedLeft));
        if (read < 0) {
            throw malformed("the zip file ends too early");
        }
        packedLeft -= read;
        return read;
    }

    private int inflated(byte[] target, int offset, int length) {
        try {
            while (true) {
                int count = inflater.inflate(target, offset, length);
                if (count > 0) {
                    return count;
                }
                if (inflater.finished()) {
                    return -1;
                }
                if (inflater.needsDictionary()) {
                    throw malformed("its packed data are damaged");
                }
                int read = packedLeft == 0 ? -1 : source.read(buffer, 0, (int) Math.min(BUFFER_BYTES, packedLeft));
                if (read < 0) {
                    throw malformed("its packed data end too early");
                }
                packedLeft -= read;
                inflater.setInput(buffer, 0, read);
            }
        } catch (DataFormatException e) {
            throw malformed("its packed data are damaged (" + e.getMessage() + ")");
        } catch (NullPointerException e) {
            // How the JDK says that the inflater was closed meanwhile.
            if (closed) {
                throw new DingTalkException(
                        ErrorCode.INVALID_STATE, "The reader of file " + fileName + " is closed", e);
            }
            throw e;
        }
    }

    private void checkSize() {
        if (unpacked > part.unpacked()) {
            throw malformed("it unpacks to more than the " + part.unpacked() + " bytes that the zip file says");
        }
        long taken = Math.max(1, part.packed() - packedLeft);
        if (unpacked > MOST_BYTES || unpacked > HARMLESS_BYTES && unpacked / MOST_TIMES > taken) {
            throw malformed("it unpacks to more than " + MOST_TIMES + " times its size, or to more than "
                    + (MOST_BYTES >> 30) + " GiB, as only zip bombs do");
        }
    }

    private void checkWhole() {
        if (unpacked != part.unpacked() || (int) crc.getValue() != part.crc()) {
            throw malformed("it is damaged: length or checksum are not what the zip file says");
        }
    }

    private DingTalkException malformed(String what) {
        return new DingTalkException(ErrorCode.MALFORMED_CONTENT, place() + what);
    }

    private String place() {
        return "File " + fileName + ", part " + part.name() + ", byte offset " + source.position() + ": ";
    }

    @Override
    public void close() {
        closed = true;
        source.close();
        inflater.end();
    }
}
