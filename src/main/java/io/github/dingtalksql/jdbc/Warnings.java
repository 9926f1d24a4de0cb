// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** A chain of warnings. Thread-safe. */
final class Warnings {
    private static final String WARNING = "01000";
    private static final String OPTION_CHANGED = "01S02";

    private @Nullable SQLWarning first;

    synchronized @Nullable SQLWarning first() {
        return first;
    }

    synchronized void clear() {
        first = null;
    }

    /** Something that was asked for is given in another way. Said once, however often it is asked for. */
    synchronized void optionChanged(String message) {
        if (!has(message)) {
            add(new SQLWarning(message, OPTION_CHANGED));
        }
    }

    private boolean has(String message) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            if (message.equals(warning.getMessage())) {
                return true;
            }
        }
        return false;
    }

    void add(DingTalkException warning) {
        add(new SQLWarning(SqlErrors.message(warning), WARNING, warning));
    }

    private synchronized void add(SQLWarning warning) {
        if (first == null) {
            first = warning;
            return;
        }
        first.setNextWarning(warning);
    }
}
