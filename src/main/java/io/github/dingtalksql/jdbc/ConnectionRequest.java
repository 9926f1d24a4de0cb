// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.config.ConnectionProperty;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a client asks for by a URL and {@code Properties} together. Holds secrets: has no text of its own. */
final class ConnectionRequest {
    static final String PREFIX = "jdbc:dingtalk:";
    private static final String DEMO = "demo";

    private final boolean isDemo;
    private final Map<String, String> properties;

    private ConnectionRequest(boolean isDemo, Map<String, String> properties) {
        this.isDemo = isDemo;
        this.properties = properties;
    }

    /**
     * @param url one that begins with {@link #PREFIX}
     * @throws DingTalkException {@code INVALID_PROPERTY}, without any value in its message
     */
    static ConnectionRequest of(String url, @Nullable Properties info) {
        String rest = url.substring(PREFIX.length()).trim();
        boolean isDemo = rest.equals(DEMO) || rest.startsWith(DEMO + ";");
        Map<String, String> properties = new LinkedHashMap<>();
        ConnectString.parse(isDemo ? rest.substring(DEMO.length()) : rest, (key, value) -> add(properties, key, value));
        if (info != null) {
            addAll(properties, info);
        }
        return new ConnectionRequest(isDemo, properties);
    }

    private static void addAll(Map<String, String> properties, Properties info) {
        for (String name : info.stringPropertyNames()) {
            add(properties, name, info.getProperty(name));
        }
        info.forEach((name, value) -> {
            if (!(name instanceof String key)) {
                throw new DingTalkException(
                        ErrorCode.INVALID_PROPERTY, "A connection property has a name that is no string");
            }
            if (!(value instanceof String)) {
                add(properties, key, String.valueOf(value));
            }
        });
    }

    /** Unknown keys are kept, so that the configuration refuses them. */
    private static void add(Map<String, String> properties, String name, String value) {
        String key = ConnectionProperty.find(name).map(ConnectionProperty::key).orElse(name);
        boolean isKnown = ConnectionProperty.find(name).isPresent();
        if (isKnown && value.isEmpty()) {
            return;
        }
        String before = properties.putIfAbsent(key, value);
        if (isKnown && before != null && !before.equals(value)) {
            throw new DingTalkException(
                    ErrorCode.INVALID_PROPERTY,
                    "Connection property \"" + key + "\" is given twice with different values");
        }
    }

    /** What was given for a property, if anything was. */
    @Nullable
    String value(ConnectionProperty property) {
        return properties.get(property.key());
    }

    /** The checked configuration; starts the demo service if the URL asks for it. */
    ConnectionConfig config(DemoService demo) {
        ConnectionConfig asked = ConnectionConfig.from(properties);
        if (!isDemo) {
            return asked;
        }
        if (properties.containsKey(ConnectionProperty.ENDPOINT.key())) {
            throw new DingTalkException(
                    ErrorCode.INVALID_PROPERTY,
                    "Connection property \"endpoint\" must not be given for jdbc:dingtalk:demo, which has its own");
        }
        Map<String, String> merged = new LinkedHashMap<>(demo.properties());
        if (asked.appKey() != null || asked.accessToken() != null) {
            merged.remove(ConnectionProperty.APP_KEY.key());
            merged.remove(ConnectionProperty.APP_SECRET.key());
        }
        merged.putAll(properties);
        return ConnectionConfig.from(merged);
    }

    /** The URL of the same connection without what must not be shown. */
    String safeUrl() {
        String shown = properties.entrySet().stream()
                .filter(entry -> ConnectionProperty.find(entry.getKey())
                        .filter(property -> !property.isSecret())
                        .isPresent())
                .map(entry -> entry.getKey() + "=" + ConnectString.quote(entry.getValue()))
                .collect(Collectors.joining(";"));
        String separator = shown.isEmpty() ? "" : ";";
        String demo = isDemo ? DEMO + separator : "";
        return PREFIX + demo + shown;
    }
}
