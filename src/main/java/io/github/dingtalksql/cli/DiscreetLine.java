// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import java.io.IOException;
import java.io.InputStream;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jspecify.annotations.Nullable;
import sqlline.SqlLine;

/** sqlline that neither repeats nor keeps commands with secrets in them. */
final class DiscreetLine extends SqlLine {
    /** What sqlline says besides the error itself, with the whole command. */
    private static final String REPEATED = "Aborting command set because \"force\" is false";

    /** {@code !connect URL USER PASSWORD}, which may be written shorter. JLine's wildcards. */
    private static final String SECRETS = "!con*: *!con*";

    @Override
    public boolean error(String message) {
        return message.startsWith(REPEATED) || super.error(message);
    }

    @Override
    public LineReader getConsoleReader(@Nullable InputStream in, @Nullable History history) throws IOException {
        LineReader reader = super.getConsoleReader(in, history);
        reader.setVariable(LineReader.HISTORY_IGNORE, SECRETS);
        return reader;
    }
}
