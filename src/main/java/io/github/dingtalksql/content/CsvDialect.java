// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.charset.StandardCharsets;

/**
 * How records are divided into fields. All characters are ASCII.
 *
 * @param delimiter {@link #NONE}: a record is one field
 * @param quote {@link #NONE}: fields are never quoted
 * @param escape written before a quote that is data; the quote itself: two quotes stand for one
 * @param comment a line that begins with it is no record; {@link #NONE}: there are no comments
 * @param plainLines lines at the start that are cut at their line ends only
 */
public record CsvDialect(char delimiter, char quote, char escape, char comment, int plainLines) {
    /** Stands for a character that the dialect does not have. */
    public static final char NONE = 0;

    /** RFC 4180. */
    public static final CsvDialect CSV = new CsvDialect(',', '"', '"', NONE, 0);

    /** RFC 4180 with tabs instead of commas. */
    public static final CsvDialect TSV = CSV.delimitedBy('\t');

    /** Bytes from here on may be the second of a character in the multi-byte charsets of East Asia. */
    private static final char FIRST_TRAIL_BYTE = 0x40;

    public CsvDialect delimitedBy(char other) {
        return new CsvDialect(other, quote, escape, comment, plainLines);
    }

    /** For what is behind the lines at the start. */
    CsvDialect behindPlainLines() {
        return plainLines == 0 ? this : new CsvDialect(delimiter, quote, escape, comment, 0);
    }

    public boolean hasComment() {
        return comment != NONE;
    }

    public boolean hasDelimiter() {
        return delimiter != NONE;
    }

    boolean hasQuote() {
        return quote != NONE;
    }

    boolean escapesByDoubling() {
        return escape == quote;
    }

    /** What a quoted field stands for. */
    String unescaped(String field) {
        if (escapesByDoubling()) {
            String one = String.valueOf(quote);
            return field.replace(one + one, one);
        }
        StringBuilder plain = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            boolean escapes = field.charAt(i) == escape && i + 1 < field.length() && isEscapable(field.charAt(i + 1));
            i += escapes ? 1 : 0;
            plain.append(field.charAt(i));
        }
        return plain.toString();
    }

    /** Other characters keep the escape before them: a path with backslashes is data. */
    private boolean isEscapable(char character) {
        return character == quote || character == escape;
    }

    /** The encoding with the way of cutting that this dialect needs. */
    Encoding cutting(Encoding encoding) {
        boolean isPlain = delimiter < FIRST_TRAIL_BYTE
                && quote < FIRST_TRAIL_BYTE
                && escape < FIRST_TRAIL_BYTE
                && comment < FIRST_TRAIL_BYTE;
        boolean isSafe = isPlain
                || encoding.charset().equals(StandardCharsets.UTF_8)
                || !Encoding.CUT_AS_BYTES.contains(encoding.charset().name());
        return isSafe || !encoding.cutAsBytes()
                ? encoding
                : new Encoding(encoding.charset(), encoding.markLength(), false, 0);
    }
}
