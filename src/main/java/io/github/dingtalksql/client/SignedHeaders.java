// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The {@code headers} of a download-info answer, checked before any HTTP library sees them: OkHttp's own message quotes
 * the value of a bad header, and trims a trailing line end without a word.
 */
final class SignedHeaders {
    private static final int MOST = 64;
    private static final int LONGEST = 16 * 1024;
    // They frame the message or are the transport's business; sending a stranger's would break or smuggle requests.
    private static final Set<String> DROPPED = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "expect",
            "te",
            "trailer",
            "upgrade",
            "accept-encoding");

    private SignedHeaders() {}

    static Map<String, String> parse(JsonNode headers) {
        if (headers.isMissingNode() || headers.isNull()) {
            return Map.of();
        }
        if (!headers.isObject() || headers.size() > MOST) {
            throw refused("headers must be an object of at most " + MOST + " entries");
        }
        Map<String, String> checked = new LinkedHashMap<>();
        int length = 0;
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            if (header.getValue().isNull()) {
                continue;
            }
            String name = header.getKey();
            requireValid(name, header.getValue());
            String value = header.getValue().asText();
            length += name.length() + value.length();
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("range")) {
                throw refused("headers must not have a Range of their own");
            }
            if (!DROPPED.contains(lower) && !lower.startsWith("proxy-")) {
                checked.put(name, value);
            }
        }
        if (length > LONGEST) {
            throw refused("headers must not be longer than " + LONGEST + " bytes");
        }
        return checked;
    }

    private static void requireValid(String name, JsonNode value) {
        if (!isName(name)) {
            throw refused("a header's name is not one that HTTP allows");
        }
        if (!value.isValueNode() || !isValue(value.asText())) {
            throw refused("the value of header " + CleanText.line(name, 64) + " is not one that HTTP allows");
        }
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Printable ASCII and inner spaces: what can be sent as it is, to every server. */
    static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return value.equals(value.strip());
    }

    private static DingTalkException refused(String why) {
        return new DingTalkException(ErrorCode.SERVICE_FAILED, "the answer cannot be used, " + why + ".");
    }
}
