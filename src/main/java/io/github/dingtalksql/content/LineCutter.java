// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

/** A record is a line: it ends with LF, CR or CRLF. */
final class LineCutter implements RecordCutter {
    private static final long LINE_FEEDS = ByteScan.repeated('\n');
    private static final long CARRIAGE_RETURNS = ByteScan.repeated('\r');

    private int scanned;

    @Override
    public void begin() {
        scanned = 0;
    }

    @Override
    public int cut(byte[] buffer, int start, int limit) {
        for (int index = start + scanned; index < limit; index += 8) {
            long eight = ByteScan.eightAt(buffer, index);
            long found = ByteScan.firstEqual(eight, LINE_FEEDS) | ByteScan.firstEqual(eight, CARRIAGE_RETURNS);
            if (found != 0) {
                int end = index + ByteScan.firstIndex(found);
                if (end < limit) {
                    return end;
                }
            }
        }
        scanned = limit - start;
        return MORE;
    }

    @Override
    public int cutLast(byte[] buffer, int start, int limit) {
        return limit;
    }

    @Override
    public String problem() {
        throw new IllegalStateException("Every byte may be in a line");
    }

    @Override
    public int problemAt() {
        throw new IllegalStateException("Every byte may be in a line");
    }

    @Override
    public boolean isQuoted() {
        return false;
    }
}
