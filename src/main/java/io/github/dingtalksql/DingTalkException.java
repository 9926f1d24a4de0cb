// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of all layers below JDBC; the {@code jdbc} layer turns it into an {@code SQLException}.
 *
 * <p>The message says what failed, where (ids, record number, byte offset) and what to do about it. It never holds a
 * token, a signature, a signed URL or an app secret: whoever throws keeps them out.
 */
public final class DingTalkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String serviceCode;

    public DingTalkException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    public DingTalkException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, null, cause);
    }

    /** @param serviceCode the code that DingTalk or the object store gave, such as {@code dentryNotExist} */
    public DingTalkException(ErrorCode code, String message, @Nullable String serviceCode, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.serviceCode = serviceCode;
    }

    public ErrorCode code() {
        return code;
    }

    /** The code that DingTalk or the object store gave, such as {@code dentryNotExist}. */
    public Optional<String> serviceCode() {
        return Optional.ofNullable(serviceCode);
    }

    /** The same failure with words before its message that say where it happened. */
    public DingTalkException at(String place) {
        return new DingTalkException(code, place + ": " + getMessage(), serviceCode, this);
    }
}
