// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.remote.RemoteFile;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Where the records of files come from. */
public final class FileContents {
    private FileContents() {}

    /**
     * The records of a file that {@code options} ask for. Reads nothing before the first {@link RecordReader#next}, and
     * no more than those records need; only where the charset is to be found out, or the byte order of plain
     * {@code UTF-16}, the first bytes of the file too. The caller closes it.
     *
     * <p>{@code csv} and {@code tsv} are cut and unquoted as {@code CSVFormat.RFC4180} of Commons CSV does, an empty
     * line being a record with one empty field. A line ends with LF, CR or CRLF. Behind the last line end there is no
     * record.
     *
     * <p>From {@code options.fromOffset()} on: the first record is the first one that begins there or later. Where a
     * line end may stand in quotes that takes some bytes behind the offset, or, if they do not tell, up to
     * {@code maxRecordBytes} before it, and at worst all that is before it.
     */
    public static FieldReader open(RemoteFile file, ReadOptions options) {
        return new BufferedRecordReader(file, options);
    }

    /**
     * As {@link #map(RemoteFile, ReadOptions, RecordMapper, long, Execution)}, all records, in the dialect of
     * {@link #open(RemoteFile, ReadOptions, CsvDialect)}.
     */
    public static MappedRecords map(
            RemoteFile file, ReadOptions options, CsvDialect dialect, RecordMapper mapper, Execution execution) {
        BufferedRecordReader reader = new BufferedRecordReader(file, options, dialect);
        return new MappedRecords(file, reader, mapper, Long.MAX_VALUE, execution, RecordBlocks.BLOCK_BYTES);
    }

    /**
     * As {@link #open(RemoteFile, ReadOptions)}, in another dialect than that of {@code options.format()}, which must be
     * {@code CSV}. Comments and the lines before the table are records like the others.
     */
    public static FieldReader open(RemoteFile file, ReadOptions options, CsvDialect dialect) {
        return new BufferedRecordReader(file, options, dialect);
    }

    /**
     * What {@code mapper} makes of the records that {@link #open(RemoteFile, ReadOptions)} gives.
     *
     * @param lastRecord number of the last record wanted; less than 1 for none
     */
    public static MappedRecords map(
            RemoteFile file, ReadOptions options, RecordMapper mapper, long lastRecord, Execution execution) {
        BufferedRecordReader reader = new BufferedRecordReader(file, options);
        return new MappedRecords(file, reader, mapper, lastRecord, execution, RecordBlocks.BLOCK_BYTES);
    }

    /** The text of a file as UTF-8. The caller closes it. */
    public static Utf8Text openText(RemoteFile file, @Nullable Charset charset) {
        return new Utf8Text(file, charset);
    }

    /** Whether a file that begins with {@code head} says itself what charset it is in. */
    public static boolean hasByteOrderMark(byte[] head) {
        return ByteOrderMark.of(head, head.length).isPresent();
    }

    /**
     * The charset of a file that begins with {@code head}: byte-order mark, else detected, else UTF-8.
     *
     * @param whole whether nothing follows
     */
    public static Charset detectCharset(byte[] head, boolean whole) {
        return CharsetDetection.detect(head, head.length, whole).charset();
    }
}
