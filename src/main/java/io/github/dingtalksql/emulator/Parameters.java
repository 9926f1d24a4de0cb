// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads parameters of the query, and of the {@code option} of a body, and refuses what is not of their type. */
final class Parameters {
    private Parameters() {}

    static String required(IncomingRequest request, String name) throws ApiRefusal {
        String value = request.parameter(name);
        if (value == null || value.isBlank()) {
            throw new ApiRefusal(400, "Missing" + name, name + " is mandatory for this action.");
        }
        return value;
    }

    static boolean flag(IncomingRequest request, String name) throws ApiRefusal {
        String value = request.parameter(name);
        if (value == null || value.equals("false")) {
            return false;
        }
        if (!value.equals("true")) {
            throw invalid(name);
        }
        return true;
    }

    /** One of the choices; the first one if the parameter is absent. */
    static String choice(IncomingRequest request, String name, String errorCode, String... choices) throws ApiRefusal {
        String value = request.parameter(name);
        return choice(value, name, errorCode, choices);
    }

    static String choice(@Nullable String value, String name, String errorCode, String... choices) throws ApiRefusal {
        if (value == null) {
            return choices[0];
        }
        if (!List.of(choices).contains(value)) {
            throw new ApiRefusal(400, errorCode, "param " + name + " is invalid");
        }
        return value;
    }

    /** The {@code option} of a body; an empty object if there is none. */
    static ObjectNode option(ObjectNode body) throws ApiRefusal {
        JsonNode option = body.get("option");
        if (option == null || option.isNull()) {
            return body.objectNode();
        }
        if (option instanceof ObjectNode object) {
            return object;
        }
        throw invalid("option");
    }

    static boolean flag(ObjectNode option, String name) throws ApiRefusal {
        JsonNode value = option.get(name);
        if (value == null || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw invalid(name);
        }
        return value.booleanValue();
    }

    static @Nullable String text(ObjectNode object, String name) throws ApiRefusal {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(name);
        }
        return value.textValue();
    }

    /** A list of strings; empty if it is absent. */
    static List<String> texts(ObjectNode object, String name, int most) throws ApiRefusal {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > most) {
            throw invalid(name);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : value) {
            if (!text.isTextual()) {
                throw invalid(name);
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    /** A list of one string at least. */
    static List<String> requiredTexts(ObjectNode object, String name, int most) throws ApiRefusal {
        List<String> texts = texts(object, name, most);
        if (texts.isEmpty()) {
            throw new ApiRefusal(400, "Missing" + name, name + " is mandatory for this action.");
        }
        return texts;
    }

    /** Whether it is a decimal number, as ids of the storage are. */
    static boolean isId(String text) {
        return text.matches("[0-9]{1,18}");
    }

    static ApiRefusal invalid(String name) {
        return new ApiRefusal(400, "paramError", "param " + name + " is invalid");
    }
}
