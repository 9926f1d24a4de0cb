// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.config;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The properties that were given, each by one name and with its text checked when it is asked for. Messages name the
 * property, never its value: a secret may stand in the wrong place.
 */
final class PropertyValues {
    private static final Pattern PRINTABLE_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
    private static final int LARGEST_PORT = 65535;
    /** Hosts that endpoints may have, separated by commas; for those who run a server whose users write the URLs. */
    private static final String ALLOWED_HOSTS = "dingtalksql.allowedEndpointHosts";

    private final Map<ConnectionProperty, String> given;

    private PropertyValues(Map<ConnectionProperty, String> given) {
        this.given = given;
    }

    /** An empty value is as good as none: driver dialogs send empty fields. */
    static PropertyValues of(Map<String, String> properties) {
        Map<ConnectionProperty, String> given = new EnumMap<>(ConnectionProperty.class);
        properties.forEach((name, value) -> {
            ConnectionProperty property = ConnectionProperty.find(name).orElseThrow(() -> unknown(name));
            if (value.isEmpty()) {
                return;
            }
            String before = given.putIfAbsent(property, value);
            if (before != null && !before.equals(value)) {
                throw wrong(property, "is given twice with different values");
            }
        });
        return new PropertyValues(given);
    }

    private static DingTalkException unknown(String name) {
        String shown = PRINTABLE_NAME.matcher(name).matches() ? " \"" + name + "\"" : "";
        return new DingTalkException(
                ErrorCode.INVALID_PROPERTY,
                "Unknown connection property" + shown
                        + NearestName.of(name)
                                .map(nearest -> "; did you mean \"" + nearest.key() + "\"?")
                                .orElse("; docs/connection.md lists them"));
    }

    static DingTalkException wrong(ConnectionProperty property, String what) {
        return new DingTalkException(
                ErrorCode.INVALID_PROPERTY, "Connection property \"" + property.key() + "\" " + what);
    }

    boolean has(ConnectionProperty property) {
        return given.containsKey(property);
    }

    @Nullable
    String text(ConnectionProperty property) {
        String value = given.get(property);
        if (value != null && value.chars().anyMatch(Character::isISOControl)) {
            throw wrong(property, "holds a control character, such as a line feed");
        }
        return value;
    }

    private String orDefault(ConnectionProperty property) {
        return Optional.ofNullable(given.get(property))
                .or(property::defaultValue)
                .orElse("")
                .trim();
    }

    String choice(ConnectionProperty property) {
        String value = orDefault(property).toLowerCase(Locale.ROOT);
        if (!property.choices().contains(value)) {
            throw wrong(property, "must be one of " + property.choices());
        }
        return value;
    }

    boolean bool(ConnectionProperty property) {
        return Boolean.parseBoolean(choice(property));
    }

    int number(ConnectionProperty property) {
        try {
            int value = Integer.parseInt(orDefault(property));
            if (value >= property.min() && value <= property.max()) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below; the exception's message would show the value.
        }
        throw wrong(property, "must be a whole number from " + property.min() + " to " + property.max());
    }

    Duration millis(ConnectionProperty property) {
        return Duration.ofMillis(number(property));
    }

    URI endpoint() {
        ConnectionProperty property = ConnectionProperty.ENDPOINT;
        URI uri;
        try {
            uri = new URI(orDefault(property));
        } catch (URISyntaxException e) {
            // Without the cause: its message shows the value.
            throw wrong(property, "is not a URL");
        }
        String host = uri.getHost();
        if (host == null || host.isEmpty() || uri.getPort() == 0 || uri.getPort() > LARGEST_PORT) {
            throw wrong(property, "must be a URL with a host, such as https://api.dingtalk.io");
        }
        if (host.endsWith(".")) {
            throw wrong(property, "must not have a host that ends with a dot");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw wrong(property, "must have no user, query or fragment");
        }
        if (!isAllowed(host)) {
            throw wrong(property, "has a host that the JVM's system property " + ALLOWED_HOSTS + " does not list");
        }
        boolean isHttp = "http".equalsIgnoreCase(uri.getScheme());
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !(isHttp && Loopback.isLoopback(uri))) {
            throw wrong(property, "must begin with https:// (http:// is for loopback only)");
        }
        return uri;
    }

    private static boolean isAllowed(String host) {
        String allowed = System.getProperty(ALLOWED_HOSTS);
        if (allowed == null) {
            return true;
        }
        for (String one : allowed.split(",")) {
            if (one.strip().equalsIgnoreCase(host)) {
                return true;
            }
        }
        return false;
    }
}
