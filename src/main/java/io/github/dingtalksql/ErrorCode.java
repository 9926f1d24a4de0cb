// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

/**
 * Kinds of failure, each with the SQLSTATE that a JDBC client sees. {@code docs/errors.md} has one row for each
 * constant; a test compares the two.
 */
public enum ErrorCode {
    /** A value of the query or of the API call is not acceptable ({@code paramError*}). */
    INVALID_ARGUMENT("22023", false),
    /** The operator or the organisation may not do this ({@code permissionDenied}, {@code orgAuthLevelNotEnough}). */
    PERMISSION_DENIED("42501", false),
    /** The space or the file does not exist ({@code spaceNotExist}, {@code dentryNotExist}). */
    NOT_FOUND("42704", false),
    /** The file cannot be downloaded this way ({@code operationNotSupported}), or SQL that we do not support. */
    UNSUPPORTED("0A000", false),
    /** The file is archived; the service has begun to fetch it back ({@code fileArchived}). */
    ARCHIVED("55000", true),
    /** The service failed ({@code systemError}, {@code unknownError}) or answered something that is not its protocol. */
    SERVICE_FAILED("58000", true),
    /** The service gave up waiting for itself ({@code operationTimeout}). */
    OPERATION_TIMEOUT("HYT00", true),
    /** Too many calls a second or a minute ({@code …QpsLimit…}, {@code …QpmLimit…}). */
    THROTTLED("53400", true),
    /** The organisation's calls of this month are used up ({@code ApiCountLimitForOrg}). */
    QUOTA_SPENT("53400", false),
    /** The statement has made as many API calls as {@code maxApiCallsPerQuery} allows. */
    TOO_MANY_CALLS("53400", false),
    /** The app credentials or the access token are not accepted. */
    BAD_CREDENTIALS("28000", false),
    /** No connection to the service or to the object store. */
    UNREACHABLE("08001", true),
    /** A transfer broke and could not be resumed. */
    BROKEN_STREAM("08006", true),
    /** The file is not the one any more whose first bytes were read. */
    FILE_CHANGED("40001", true),
    /** The content of a file is not what its format asks for. */
    MALFORMED_CONTENT("22000", false),
    /** The statement was cancelled. */
    CANCELLED("57014", false),
    /** The statement's query timeout has passed. */
    QUERY_TIMEOUT("HYT00", true),
    /** The JDBC URL or a connection property is wrong. */
    INVALID_PROPERTY("08001", false),
    /** The connection, statement or result set is closed, or is used in a way that its state forbids. */
    INVALID_STATE("HY010", false),
    /** A table was read without the keys that it needs. */
    MISSING_KEYS("42000", false),
    /** SQL that does not parse. */
    SYNTAX_ERROR("42601", false),
    /** SQL that names something that does not exist, or mixes types that do not fit. */
    INVALID_SQL("42000", false),
    /** A value cannot be converted, or does not fit. */
    INVALID_VALUE("22018", false),
    /** A mistake of this driver. */
    INTERNAL("XX000", false);

    private final String sqlState;
    private final boolean isTransient;

    ErrorCode(String sqlState, boolean isTransient) {
        this.sqlState = sqlState;
        this.isTransient = isTransient;
    }

    /** The five characters of {@code SQLException.getSQLState()}. */
    public String sqlState() {
        return sqlState;
    }

    /** Whether the same statement may succeed later without anybody changing anything. */
    public boolean isTransient() {
        return isTransient;
    }

    /** Whether it tells of one file, so that a query over several may go on with the others if it was told to. */
    public boolean isOfOneFile() {
        return switch (this) {
            case PERMISSION_DENIED,
                    NOT_FOUND,
                    UNSUPPORTED,
                    ARCHIVED,
                    SERVICE_FAILED,
                    OPERATION_TIMEOUT,
                    BROKEN_STREAM,
                    FILE_CHANGED,
                    MALFORMED_CONTENT -> true;
            default -> false;
        };
    }
}
