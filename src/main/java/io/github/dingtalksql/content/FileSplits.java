// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.remote.RemoteFile;
import io.github.dingtalksql.remote.Representation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a file that together hold each of its records once, cut at places that are as evenly apart as records allow.
 *
 * @param bounds offsets in ascending order: a part goes from one to the next, and the last one is the file's length
 * @param linesAreRecords whether every line end of the file ends a record
 * @param charset of the content, as given or found out; null for an empty file
 * @param etag of the representation that was cut; null if the store gives none
 */
public record FileSplits(
        List<Long> bounds,
        boolean linesAreRecords,
        @Nullable String charset,
        @Nullable String etag) {
    public FileSplits {
        bounds = List.copyOf(bounds);
    }

    /**
     * Cuts a file. Where a line end may stand in quotes the file is read once, from start to end, in the memory of one
     * record; else only its start.
     *
     * @param options without bounds
     * @param count how many parts there are at most: none is empty, unless the file is
     * @throws DingTalkException {@code MALFORMED_CONTENT} if records cannot be told; {@code UNSUPPORTED} if the store does
     *     not tell the file's length
     */
    public static FileSplits of(RemoteFile file, ReadOptions options, int count) {
        try (BufferedRecordReader records = new BufferedRecordReader(file, options)) {
            if (!records.next()) {
                return new FileSplits(List.of(0L, total(file, 0)), true, null, records.etag());
            }
            long total = total(file, -1);
            if (total < 0) {
                throw new DingTalkException(
                        ErrorCode.UNSUPPORTED,
                        "The object store does not tell the length of file " + file.name()
                                + ", so that it cannot be cut into parts. Read it as a whole");
            }
            List<Long> bounds = new ArrayList<>(List.of(0L));
            boolean linesAreRecords = options.linesAreRecords();
            if (linesAreRecords) {
                for (int i = 1; i < count; i++) {
                    add(bounds, target(total, i, count), total);
                }
            } else {
                linesAreRecords = addRecordStarts(bounds, records, total, count);
            }
            bounds.add(total);
            return new FileSplits(bounds, linesAreRecords, records.charset(), records.etag());
        }
    }

    /** Reads on to the end; says whether no record spans lines. */
    private static boolean addRecordStarts(List<Long> bounds, BufferedRecordReader records, long total, int count) {
        boolean linesAreRecords = true;
        int next = 1;
        do {
            linesAreRecords &= !records.spansLines();
            if (next < count && records.byteOffset() >= target(total, next, count)) {
                add(bounds, records.byteOffset(), total);
                while (next < count && records.byteOffset() >= target(total, next, count)) {
                    next++;
                }
            }
        } while (records.next());
        return linesAreRecords;
    }

    private static void add(List<Long> bounds, long offset, long total) {
        if (offset > bounds.get(bounds.size() - 1) && offset < total) {
            bounds.add(offset);
        }
    }

    private static long target(long total, int part, int count) {
        return total / count * part + total % count * part / count;
    }

    private static long total(RemoteFile file, long unknown) {
        return file.representation()
                .map(Representation::total)
                .filter(total -> total >= 0)
                .orElse(unknown);
    }
}
