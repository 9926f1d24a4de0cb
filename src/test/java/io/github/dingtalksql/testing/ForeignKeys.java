// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import io.github.dingtalksql.config.ConnectionProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.calcite.avatica.BuiltInConnectionProperty;
import org.apache.calcite.config.CalciteConnectionProperty;

/**
 * Keys of connection properties that are not ours: all that the engine below and its remote driver know, some that are
 * dangerous in other drivers, and what looks like one of ours. What has become ours is left out by itself.
 */
public final class ForeignKeys {
    private static final List<String> OF_OTHERS = List.of(
            "schema.directory",
            "schema.jdbcDriver",
            "bearer_token_provider_class",
            "token_file",
            "jdbcDriver",
            "jdbcUrl",
            "dataSource",
            "caFile",
            "secretFile",
            "proxyHost",
            "socketFactory",
            "loggerFile",
            "init",
            "runScript",
            "noSuchKey");

    private ForeignKeys() {}

    public static List<String> all() {
        Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        keys.addAll(OF_OTHERS);
        Arrays.stream(CalciteConnectionProperty.values()).forEach(property -> keys.add(property.camelName()));
        Arrays.stream(BuiltInConnectionProperty.values()).forEach(property -> keys.add(property.camelName()));
        Arrays.stream(ConnectionProperty.values())
                .flatMap(property -> Stream.of(
                        property.key() + "s",
                        "x" + property.key(),
                        snakeCase(property.key()),
                        property.key() + ".file"))
                .forEach(keys::add);
        keys.removeIf(key -> ConnectionProperty.find(key).isPresent());
        return List.copyOf(keys);
    }

    private static String snakeCase(String key) {
        return key.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
