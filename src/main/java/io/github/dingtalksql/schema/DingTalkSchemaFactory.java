// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.config.MountedFile;
import io.github.dingtalksql.schema.WorkspaceTables.Listed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.SchemaFactory;
import org.apache.calcite.schema.SchemaPlus;

/**
 * The tables and functions for a Calcite model file, beside other schemas:
 * {@code "type": "custom", "factory": "io.github.dingtalksql.schema.DingTalkSchemaFactory"}, and as {@code operand} the
 * connection properties of {@code docs/connection.md}. The operand {@code files} may also be an object of tables, each a
 * file or an object with {@code file}, {@code format} and the arguments of the function that reads it; they are in the
 * schema {@code files} inside this one, and so is each knowledge base of {@code workspaces}. Makes no call. Thread-safe.
 *
 * <p>Calcite's own driver ignores query timeouts and cannot cancel a blocked read; everything else is the same.
 */
public final class DingTalkSchemaFactory implements SchemaFactory {
    /** What Calcite's model reader adds to the operand by itself. */
    private static final Set<String> CALCITE_OPERANDS = Set.of("baseDirectory", "modelUri", "tables");

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** @throws io.github.dingtalksql.DingTalkException if an operand is no connection property, or its value is wrong */
    @Override
    public Schema create(SchemaPlus parentSchema, String name, Map<String, Object> operand) {
        Map<String, String> properties = new LinkedHashMap<>();
        operand.forEach((key, value) -> {
            boolean isList = key.equalsIgnoreCase(FilesSchema.NAME) && value instanceof Map;
            if (!CALCITE_OPERANDS.contains(key) && !isList) {
                properties.put(key, String.valueOf(value));
            }
        });
        ConnectionConfig config = ConnectionConfig.from(properties);
        Services services = Services.of(config);
        FileFunctions functions = FileFunctions.of(services);
        List<MountedFile> files = new ArrayList<>(config.files());
        operand.forEach((key, value) -> {
            if (key.equalsIgnoreCase(FilesSchema.NAME) && value instanceof Map<?, ?> byName) {
                byName.forEach((table, file) -> files.add(file(table.toString(), file)));
            }
        });
        DingTalkSchema schema = new DingTalkSchema(path(parentSchema, name), services, functions, true);
        Map<String, Schema> inside = new LinkedHashMap<>();
        if (!files.isEmpty()) {
            inside.put(FilesSchema.NAME, new FilesSchema(files, functions));
        }
        for (String workspace : config.workspaces()) {
            WorkspaceTables tables = new WorkspaceTables(new WorkspaceListing(services, workspace), functions);
            inside.put(tables.schemaName(), new WorkspaceSchema(lasting(tables, config.listingCache())));
        }
        return inside.isEmpty() ? schema : new SchemaWithFiles(schema, inside);
    }

    /** Calcite's own driver makes one schema for all statements, and asks it several times for each. */
    private static Supplier<Listed> lasting(WorkspaceTables tables, Duration cache) {
        Duration keep = cache.compareTo(SHORTEST) < 0 ? SHORTEST : cache;
        return new Once<>(() -> tables.list(new Execution()), keep, System::nanoTime);
    }

    /** {@code "854/798@2"}, or an object with that as {@code file} and the options of its format. */
    private static MountedFile file(String table, Object value) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((option, setting) -> options.put(option.toString(), setting));
        } else {
            options.put("file", value);
        }
        return MountedFile.of(table, String.valueOf(options.remove("file")), options);
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
