// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Says failures as JDBC wants them: the fitting subclass, a SQLSTATE, the service's own code in the message. */
final class SqlErrors {
    private SqlErrors() {}

    static SQLException of(ErrorCode code, String message) {
        return of(code, message, null);
    }

    /** An optional feature of JDBC that this driver does not have. */
    static SQLException unsupported(String feature) {
        return of(ErrorCode.UNSUPPORTED, feature + " is not supported");
    }

    static SQLException of(Throwable failure) {
        if (failure instanceof SQLException told) {
            return told;
        }
        if (failure instanceof DingTalkException known) {
            return of(known.code(), message(known), known);
        }
        if (failure instanceof StackOverflowError || failure instanceof OutOfMemoryError) {
            return of(
                    ErrorCode.INTERNAL,
                    "Not enough memory (" + failure.getClass().getSimpleName() + ")",
                    failure);
        }
        return of(
                ErrorCode.INTERNAL,
                "Unexpected failure in the driver (" + failure.getClass().getSimpleName() + ")",
                failure);
    }

    /** The message with the service's code, if it gave one. */
    static String message(DingTalkException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.serviceCode()
                .filter(code -> !message.contains(code))
                .map(code -> message + " [" + code + "]")
                .orElse(message);
    }

    private static SQLException of(ErrorCode code, String message, @Nullable Throwable cause) {
        String state = code.sqlState();
        return switch (code) {
            case UNREACHABLE, BROKEN_STREAM -> new SQLTransientConnectionException(message, state, cause);
            case INVALID_PROPERTY -> new SQLNonTransientConnectionException(message, state, cause);
            case BAD_CREDENTIALS -> new SQLInvalidAuthorizationSpecException(message, state, cause);
            case OPERATION_TIMEOUT, QUERY_TIMEOUT -> new SQLTimeoutException(message, state, cause);
            case ARCHIVED, SERVICE_FAILED, THROTTLED -> new SQLTransientException(message, state, cause);
            case FILE_CHANGED -> new SQLTransactionRollbackException(message, state, cause);
            case SYNTAX_ERROR, INVALID_SQL, MISSING_KEYS -> new SQLSyntaxErrorException(message, state, cause);
            case UNSUPPORTED -> new SQLFeatureNotSupportedException(message, state, cause);
            case INVALID_ARGUMENT, INVALID_VALUE, MALFORMED_CONTENT -> new SQLDataException(message, state, cause);
            case PERMISSION_DENIED, NOT_FOUND, QUOTA_SPENT, TOO_MANY_CALLS, INVALID_STATE ->
                new SQLNonTransientException(message, state, cause);
            case CANCELLED, INTERNAL -> new SQLException(message, state, cause);
        };
    }
}
