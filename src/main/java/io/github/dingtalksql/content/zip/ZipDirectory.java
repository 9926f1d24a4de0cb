// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.zip;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.RemoteFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The directory of a zip file, which stands at its end: two range reads at most, whatever the size of the file. By
 * PKWARE's APPNOTE 4.3, with the 64-bit fields. The JDK's reader wants a local file, and others keep what a hostile
 * directory claims; this one is bounded. Immutable.
 */
public final class ZipDirectory {
    /** Most files in a zip file. Workbooks have some dozens. */
    static final int MOST_PARTS = 10_000;
    /** Most bytes of the directory. */
    static final int MOST_BYTES = 4 << 20;

    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int LOCATOR_BYTES = 20;
    private static final int END_64_BYTES = 56;
    private static final int ENTRY_BYTES = 46;
    private static final int END_SIGNATURE = 0x06054B50;
    private static final int LOCATOR_SIGNATURE = 0x07064B50;
    private static final int END_64_SIGNATURE = 0x06064B50;
    private static final int ENTRY_SIGNATURE = 0x02014B50;
    private static final int EXTRA_64 = 1;
    private static final long UNKNOWN = 0xFFFF_FFFFL;

    private final String fileName;
    private final Map<String, ZipPart> parts = new LinkedHashMap<>();

    private ZipDirectory(String fileName) {
        this.fileName = fileName;
    }

    /**
     * Reads it.
     *
     * @param total bytes of the zip file
     * @throws DingTalkException {@code MALFORMED_CONTENT} if there is none, or it claims too much
     */
    public static ZipDirectory read(RemoteFile file, long total) {
        ZipDirectory directory = new ZipDirectory(file.name());
        directory.fill(file, total);
        return directory;
    }

    /** The file of this name, without regard to case, as Office finds it. */
    public Optional<ZipPart> find(String name) {
        return Optional.ofNullable(parts.get(name.toLowerCase(Locale.ROOT)));
    }

    private void fill(RemoteFile file, long total) {
        long tailOffset = Math.max(0, total - END_BYTES - LONGEST_COMMENT - END_64_BYTES - LOCATOR_BYTES);
        ByteBuffer tail = bytes(file, tailOffset, (int) (total - tailOffset));
        int end = tail.limit() - END_BYTES;
        while (end >= 0
                && !(tail.getInt(end) == END_SIGNATURE
                        && end + END_BYTES + unsignedShort(tail, end + 20) == tail.limit())) {
            end--;
        }
        if (end < 0) {
            throw malformed(total, "the end of a zip file is missing: it is cut off, or no zip file");
        }
        long count = unsignedShort(tail, end + 10);
        long size = unsignedInt(tail, end + 12);
        long offset = unsignedInt(tail, end + 16);
        boolean isLong = end >= LOCATOR_BYTES && tail.getInt(end - LOCATOR_BYTES) == LOCATOR_SIGNATURE;
        if (isLong) {
            long end64 = tail.getLong(end - LOCATOR_BYTES + 8) - tailOffset;
            if (end64 < 0 || end64 > end - LOCATOR_BYTES - END_64_BYTES) {
                throw malformed(tailOffset + end, "its zip directory is not where it says");
            }
            if (tail.getInt((int) end64) != END_64_SIGNATURE) {
                throw malformed(tailOffset + end64, "its zip directory is damaged");
            }
            count = tail.getLong((int) end64 + 32);
            size = tail.getLong((int) end64 + 40);
            offset = tail.getLong((int) end64 + 48);
        }
        if (count < 0 || count > MOST_PARTS || size < 0 || size > MOST_BYTES) {
            throw malformed(
                    tailOffset + end,
                    "its zip directory names " + count + " files in " + size + " bytes; at most " + MOST_PARTS + " in "
                            + MOST_BYTES + " are read");
        }
        if (offset < 0 || offset > tailOffset + end - size) {
            throw malformed(tailOffset + end, "its zip directory is not where it says");
        }
        ByteBuffer entries = offset >= tailOffset
                ? tail.slice((int) (offset - tailOffset), (int) size).order(ByteOrder.LITTLE_ENDIAN)
                : bytes(file, offset, (int) size);
        for (int i = 0, at = 0; i < count; i++) {
            at = entry(entries, at, offset);
        }
        findEnds(offset);
    }

    /** No file may lie in another, as bombs have it. */
    private void findEnds(long directoryOffset) {
        TreeSet<Long> begins = new TreeSet<>();
        begins.add(directoryOffset);
        parts.values().forEach(part -> begins.add(part.headerOffset()));
        parts.replaceAll((name, part) -> {
            Long end = begins.higher(part.headerOffset());
            if (end == null || part.packed() > end - part.headerOffset() - ZipPartStream.HEADER_BYTES) {
                throw malformed(part.headerOffset(), "the zip file is damaged: its files lie in one another");
            }
            return part.endingAt(end);
        });
    }

    /** @return where the next begins */
    private int entry(ByteBuffer entries, int at, long directoryOffset) {
        boolean fits = at + ENTRY_BYTES <= entries.limit() && entries.getInt(at) == ENTRY_SIGNATURE;
        int nameLength = fits ? unsignedShort(entries, at + 28) : 0;
        int extraLength = fits ? unsignedShort(entries, at + 30) : 0;
        int commentLength = fits ? unsignedShort(entries, at + 32) : 0;
        int next = at + ENTRY_BYTES + nameLength + extraLength + commentLength;
        if (!fits || next > entries.limit()) {
            throw malformed(directoryOffset + at, "its zip directory is damaged");
        }
        byte[] name = new byte[nameLength];
        entries.get(at + ENTRY_BYTES, name);
        long[] longs = {unsignedInt(entries, at + 24), unsignedInt(entries, at + 20), unsignedInt(entries, at + 42)};
        fillLongs(entries, at + ENTRY_BYTES + nameLength, extraLength, longs);
        if (longs[0] < 0 || longs[1] < 0 || longs[2] < 0 || longs[2] >= directoryOffset) {
            throw malformed(directoryOffset + at, "its zip directory has a file that lies behind it");
        }
        String text = new String(name, StandardCharsets.UTF_8).replace('\\', '/');
        ZipPart part = new ZipPart(
                text,
                unsignedShort(entries, at + 10),
                (unsignedShort(entries, at + 8) & 1) != 0,
                entries.getInt(at + 16),
                longs[1],
                longs[0],
                longs[2],
                directoryOffset);
        if (parts.put(text.toLowerCase(Locale.ROOT), part) != null) {
            throw malformed(directoryOffset + at, "its zip directory has a name twice");
        }
        return next;
    }

    /** Takes the sizes and the offset that do not fit 32 bits from where they are then. */
    private static void fillLongs(ByteBuffer entries, int from, int length, long[] longs) {
        for (int at = from; at + 4 <= from + length; at += 4 + unsignedShort(entries, at + 2)) {
            if (unsignedShort(entries, at) != EXTRA_64) {
                continue;
            }
            int value = at + 4;
            int end = Math.min(from + length, value + unsignedShort(entries, at + 2));
            for (int i = 0; i < longs.length; i++) {
                if (longs[i] == UNKNOWN && value + 8 <= end) {
                    longs[i] = entries.getLong(value);
                    value += 8;
                }
            }
        }
    }

    private ByteBuffer bytes(RemoteFile file, long from, int length) {
        byte[] bytes = new byte[length];
        int at = 0;
        try (ByteStream stream = file.open(from, from + length)) {
            while (at < length) {
                int read = stream.read(bytes, at, length - at);
                if (read < 0) {
                    throw malformed(from + at, "it ends here, " + (length - at) + " bytes too early");
                }
                at += read;
            }
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private DingTalkException malformed(long offset, String what) {
        return new DingTalkException(
                ErrorCode.MALFORMED_CONTENT, "File " + fileName + ", byte offset " + offset + ": " + what);
    }

    private static int unsignedShort(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & 0xFFFF;
    }

    private static long unsignedInt(ByteBuffer buffer, int at) {
        return buffer.getInt(at) & UNKNOWN;
    }
}
