// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of an answer, with their types checked. Lenient where the service is known to be careless:
 * numbers may come as strings, unknown fields are ignored, and an empty or null field is none.
 */
final class AnswerFields {
    private final String operation;
    private final JsonNode object;

    /** @param operation words that begin the message of a failure */
    AnswerFields(String operation, JsonNode object) {
        this.operation = operation;
        this.object = object;
    }

    /** An object in field {@code name}, which has to be there. */
    AnswerFields object(String name) {
        if (!object.path(name).isObject()) {
            throw malformed("it has no " + name);
        }
        return new AnswerFields(operation, object.path(name));
    }

    /** A string that has to be there. */
    String id(String name) {
        String text = text(name);
        if (text == null) {
            throw malformed("a row has no " + name);
        }
        return text;
    }

    @Nullable
    String text(String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            throw malformed(name + " is not a string");
        }
        return value.asText().isEmpty() ? null : value.asText();
    }

    @Nullable
    Long number(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw malformed(name + " is not a whole number");
        }
    }

    @Nullable
    Boolean flag(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        if (!text.equals("true") && !text.equals("false")) {
            throw malformed(name + " is neither true nor false");
        }
        return Boolean.valueOf(text);
    }

    /** A time in either precision of the service, {@code 2023-05-15T11:29Z} or {@code 2022-01-01T10:00:00Z}. */
    @Nullable
    Instant time(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw malformed(name + " is not a time");
        }
    }

    /** A time that newer answers also have in milliseconds, which are the more exact ones. */
    @Nullable
    Instant time(String millisName, String name) {
        Long millis = number(millisName);
        return millis == null || millis <= 0 ? time(name) : Instant.ofEpochMilli(millis);
    }

    DingTalkException malformed(String what) {
        return new DingTalkException(
                ErrorCode.SERVICE_FAILED,
                operation + " failed: the answer is malformed, " + what + ". Check that endpoint is DingTalk's API.");
    }
}
