// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived.
 *
 * @param path the path as sent, still encoded
 * @param query the query as sent, still encoded; "" if there is none
 * @param headers by lower-case name
 * @param variables the decoded parts of the path that the route names
 */
record IncomingRequest(
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        byte[] body,
        Map<String, String> variables) {

    /** All values of a header, joined with a comma; null if it is absent. */
    @Nullable
    String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : String.join(",", values);
    }

    /** A query parameter, decoded; null if it is absent. A plus is a space: the vendor's SDK sends it so. */
    @Nullable
    String parameter(String name) {
        return find(query, name);
    }

    /** A field of a form, decoded; null if it is absent. */
    static @Nullable String find(String form, String name) {
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (decodeQuery(key).equals(name)) {
                return equals < 0 ? "" : decodeQuery(pair.substring(equals + 1));
            }
        }
        return null;
    }

    /** A named part of the path. */
    String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no " + name);
        }
        return value;
    }

    /** Whether the body claims to be JSON. */
    boolean isJson() {
        String type = header("content-type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    List<String> segments() {
        return Stream.of(path.substring(1).split("/", -1))
                .map(IncomingRequest::decodePath)
                .toList();
    }

    IncomingRequest withVariables(Map<String, String> named) {
        return new IncomingRequest(method, path, query, headers, body, Map.copyOf(named));
    }

    IncomingRequest withoutHeader(String name) {
        Map<String, List<String>> fewer = new HashMap<>(headers);
        fewer.remove(name);
        return new IncomingRequest(method, path, query, Map.copyOf(fewer), body, variables);
    }

    static String decodeQuery(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** In a path a plus is a plus. */
    static String decodePath(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without header values: they are credentials. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
