// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

/**
 * A record is a line, whatever its quotes: so a reader may begin at any line. Quotes that are open at its end show that
 * the file is not of that kind, which is an error and never two records made of one.
 */
final class CsvLineCutter implements RecordCutter {
    private static final String OPEN_AT_LINE_END =
            "the quotes that are opened here are not closed before the line ends, although multiline = FALSE says that"
                    + " every line end ends a record; leave it out, and cut the file with file_splits";

    private final LineCutter lines = new LineCutter();
    private final CsvCutter fields;
    private final long quotes;

    private boolean quoted;

    CsvLineCutter(CsvCutter fields, CsvDialect dialect) {
        this.fields = fields;
        this.quotes = ByteScan.repeated(dialect.quote());
    }

    @Override
    public void begin() {
        lines.begin();
        fields.begin();
        quoted = false;
    }

    @Override
    public int cut(byte[] buffer, int start, int limit) {
        int end = lines.cut(buffer, start, limit);
        return end == MORE ? MORE : checked(buffer, start, end);
    }

    @Override
    public int cutLast(byte[] buffer, int start, int limit) {
        return checked(buffer, start, limit);
    }

    private int checked(byte[] buffer, int start, int end) {
        if (ByteScan.indexOf(buffer, start, end, quotes) == end) {
            return end;
        }
        int cut = fields.cut(buffer, start, end);
        cut = cut == MORE ? fields.cutLast(buffer, start, end) : cut;
        quoted = fields.isQuoted();
        return cut;
    }

    @Override
    public String problem() {
        return fields.problem().equals(CsvCutter.NEVER_CLOSED) ? OPEN_AT_LINE_END : fields.problem();
    }

    @Override
    public int problemAt() {
        return fields.problemAt();
    }

    @Override
    public boolean isQuoted() {
        return quoted;
    }
}
