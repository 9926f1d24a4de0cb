// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Counts what does not fit in one file, or fails at the first if it was told so; tells the sum as a warning. */
final class Misfits {
    private static final int SHOWN_CHARACTERS = 60;

    private final String fileName;
    private final OnError onError;
    private final String advice;
    private final Execution execution;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile long count;
    private volatile @Nullable String first;

    /** @param advice what to do about it, beside {@code on_error}: a clause */
    Misfits(String fileName, OnError onError, String advice, Execution execution) {
        this.fileName = fileName;
        this.onError = onError;
        this.advice = advice;
        this.execution = execution;
    }

    void value(FileColumn column, long record, long offset, String value) {
        value(", column " + column.name() + place(record, offset), value, column.type());
    }

    /** @param place begins with a comma */
    void value(String place, String value, FieldType type) {
        boolean isLong = value.codePointCount(0, value.length()) > SHOWN_CHARACTERS;
        String shown = isLong ? value.substring(0, value.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "…" : value;
        at(place, "'" + shown + "' is no " + type);
    }

    void fields(int found, int wanted, long record, long offset) {
        String fields = found + (found == 1 ? " field" : " fields") + " where the table has " + wanted;
        add(
                place(record, offset),
                fields,
                "If another record than the first has the names, use skip or header => false; if the delimiter is"
                        + " another one, delimiter");
    }

    private static String place(long record, long offset) {
        return ", record " + record + ", byte offset " + offset;
    }

    /** @param place begins with a comma */
    void at(String place, String what) {
        add(place, what, advice);
    }

    private void add(String place, String what, String todo) {
        String message = "File " + fileName + place + ": " + what;
        if (onError == OnError.FAIL) {
            throw new DingTalkException(
                    ErrorCode.MALFORMED_CONTENT,
                    message + ". " + todo + ", or go on with on_error => 'null' or 'skip'");
        }
        if (first == null) {
            first = message;
        }
        count++;
    }

    /** To be called when the reading ends, however it does. */
    void tell() {
        if (count == 0 || !told.compareAndSet(false, true)) {
            return;
        }
        String fate = onError == OnError.SKIP
                ? " records are left out, because on_error is 'skip'"
                : " values or records did not fit and are filled with NULL, because on_error is 'null'";
        execution.warn(new DingTalkException(ErrorCode.MALFORMED_CONTENT, count + fate + ". The first: " + first));
    }
}
