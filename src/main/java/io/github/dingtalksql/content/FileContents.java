// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.remote.RemoteFile;
import java.nio.charset.Charset;

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
     * <p>Of {@code options.fromOffset()} it is checked that a line begins there, no more: whether that line end stands in
     * quotes could only be known by reading all before. If none does, the first {@code next} fails with
     * {@code INVALID_ARGUMENT}.
     */
    public static FieldReader open(RemoteFile file, ReadOptions options) {
        return new BufferedRecordReader(file, options);
    }

    /**
     * As {@link #open(RemoteFile, ReadOptions)}, in another dialect than that of {@code options.format()}, which must be
     * {@code CSV}. Comments and the lines before the table are records like the others.
     */
    public static FieldReader open(RemoteFile file, ReadOptions options, CsvDialect dialect) {
        return new BufferedRecordReader(file, options, dialect);
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
