// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path template and what answers there.
 *
 * @param method {@code *} for any
 * @param template as the reference prints it, for example {@code /v1.0/storage/spaces/{spaceId}}
 */
record Route(CallKind kind, String method, String template, Endpoint endpoint) {
    /** The named parts of the path, if method and path are this route's. */
    Optional<Map<String, String>> match(String requestMethod, List<String> segments) {
        String[] parts = template.substring(1).split("/", -1);
        if (parts.length != segments.size() || !(method.equals("*") || method.equals(requestMethod))) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i].startsWith("{")) {
                variables.put(parts[i].substring(1, parts[i].length() - 1), segments.get(i));
            } else if (!parts[i].equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }
}
