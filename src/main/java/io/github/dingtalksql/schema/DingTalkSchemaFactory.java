// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.config.ConnectionConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.SchemaFactory;
import org.apache.calcite.schema.SchemaPlus;

/**
 * The tables and functions for a Calcite model file, beside other schemas:
 * {@code "type": "custom", "factory": "io.github.dingtalksql.schema.DingTalkSchemaFactory"}, and as {@code operand} the
 * connection properties of {@code docs/connection.md}. Makes no call. Thread-safe.
 *
 * <p>Calcite's own driver ignores query timeouts and cannot cancel a blocked read; everything else is the same.
 */
public final class DingTalkSchemaFactory implements SchemaFactory {
    /** What Calcite's model reader adds to the operand by itself. */
    private static final Set<String> CALCITE_OPERANDS = Set.of("baseDirectory", "modelUri", "tables");

    /** @throws io.github.dingtalksql.DingTalkException if an operand is no connection property, or its value is wrong */
    @Override
    public Schema create(SchemaPlus parentSchema, String name, Map<String, Object> operand) {
        Map<String, String> properties = new LinkedHashMap<>();
        operand.forEach((key, value) -> {
            if (!CALCITE_OPERANDS.contains(key)) {
                properties.put(key, String.valueOf(value));
            }
        });
        return new DingTalkSchema(path(parentSchema, name), Services.of(ConnectionConfig.from(properties)), true);
    }

    private static List<String> path(SchemaPlus parent, String name) {
        Deque<String> path = new ArrayDeque<>();
        path.push(name);
        SchemaPlus schema = parent;
        while (schema != null && schema.getParentSchema() != null) {
            path.push(schema.getName());
            schema = schema.getParentSchema();
        }
        return List.copyOf(path);
    }
}
