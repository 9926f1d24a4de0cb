// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Says in our terms what went wrong inside Calcite: one sentence with the place, never the planner's whole state. */
final class PlanFailures {
    private static final int LONGEST_MESSAGE = 400;

    private PlanFailures() {}

    static DingTalkException syntax(SqlParseException e) {
        SqlParserPos pos = e.getPos();
        String place = pos == null ? "" : " at line " + pos.getLineNum() + ", column " + pos.getColumnNum();
        return new DingTalkException(ErrorCode.SYNTAX_ERROR, "Syntax error" + place + ": " + firstLine(e), e);
    }

    /** What went wrong while a statement was validated or planned. */
    static DingTalkException planning(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof DingTalkException known) {
                return known;
            }
            if (e instanceof SqlParseException syntax) {
                return syntax(syntax);
            }
            if (e instanceof CalciteContextException context) {
                return new DingTalkException(ErrorCode.INVALID_SQL, contextMessage(context), failure);
            }
        }
        if (failure instanceof StackOverflowError) {
            return new DingTalkException(
                    ErrorCode.INVALID_SQL, "The statement is nested too deeply to be planned; split or flatten it");
        }
        if (failure instanceof RelOptPlanner.CannotPlanException) {
            return new DingTalkException(
                    ErrorCode.UNSUPPORTED, "No way was found to run this statement; simplify it", failure);
        }
        if (failure instanceof CalciteException) {
            return new DingTalkException(ErrorCode.INVALID_SQL, firstLine(failure), failure);
        }
        if (failure instanceof UnsupportedOperationException) {
            return new DingTalkException(
                    ErrorCode.UNSUPPORTED, "The statement uses something that is not supported: " + firstLine(failure));
        }
        return new DingTalkException(
                ErrorCode.INTERNAL, "The statement could not be planned: " + firstLine(failure), failure);
    }

    /** @param place the row that was read last; asked only for failures of values */
    static DingTalkException running(Throwable failure, Supplier<String> place) {
        DingTalkException told = running(failure);
        if (told.code() != ErrorCode.INVALID_VALUE) {
            return told;
        }
        String read = place.get();
        return read.isEmpty() ? told : told.at("While reading " + read);
    }

    /** What went wrong while rows were computed. */
    static DingTalkException running(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof DingTalkException known) {
                return known;
            }
        }
        if (failure instanceof StackOverflowError || failure instanceof OutOfMemoryError) {
            return new DingTalkException(
                    ErrorCode.INTERNAL,
                    "Not enough memory to compute the result ("
                            + failure.getClass().getSimpleName() + "); give the JVM more, or ask for less at once",
                    failure);
        }
        if (failure instanceof NumberFormatException || failure instanceof ClassCastException) {
            return new DingTalkException(
                    ErrorCode.INVALID_VALUE, "A value cannot be converted: " + firstLine(failure), failure);
        }
        if (failure instanceof ArithmeticException || failure instanceof CalciteException) {
            return new DingTalkException(
                    ErrorCode.INVALID_VALUE, "A value cannot be computed: " + firstLine(failure), failure);
        }
        if (failure instanceof NullPointerException
                || failure instanceof IndexOutOfBoundsException
                || failure instanceof IllegalStateException) {
            return new DingTalkException(ErrorCode.INTERNAL, "A mistake in the plan: " + firstLine(failure), failure);
        }
        // Calcite's functions throw plain RuntimeExceptions for values that they do not take.
        return new DingTalkException(
                ErrorCode.INVALID_VALUE, "A row cannot be computed: " + firstLine(failure), failure);
    }

    private static String contextMessage(CalciteContextException e) {
        Throwable cause = e.getCause();
        String place = "At line " + e.getPosLine() + ", column " + e.getPosColumn() + ": ";
        String line = firstLine(cause == null ? e : cause);
        return place + line + parameterAdvice(line);
    }

    /** Calcite says that it does not know what a {@code ?} is, but not that one can tell it. */
    private static String parameterAdvice(String line) {
        if (line.contains("Illegal use of dynamic parameter") || line.contains("<UNKNOWN>")) {
            return "; say what type the parameter has, such as CAST(? AS INTEGER)";
        }
        return line.contains("'ITEM(") && line.contains(" MAP>, <BIGINT>")
                ? "; a ? in brackets is the number of an element, so for a map write [CAST(? AS VARCHAR)]"
                : "";
    }

    private static String firstLine(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String line = message.lines().findFirst().orElse("");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
