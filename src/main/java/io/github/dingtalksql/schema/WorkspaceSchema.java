// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.schema.WorkspaceTables.Listed;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/** A knowledge base as a schema. It is listed when somebody asks for a table of it. */
final class WorkspaceSchema extends AbstractSchema {
    private final Lookup<Table> tables;

    /** @param listed lists, or gives what was listed for the same statement before */
    WorkspaceSchema(Supplier<Listed> listed) {
        this.tables = new ByNameOrPath(listed);
    }

    @Override
    public Lookup<Table> tables() {
        return tables;
    }

    private record ByNameOrPath(Supplier<Listed> listed) implements Lookup<Table> {
        @Override
        public @Nullable Table get(String name) {
            Named<Table> found = getIgnoreCase(name);
            return found != null && found.name().equals(name) ? found.entity() : null;
        }

        @Override
        public @Nullable Named<Table> getIgnoreCase(String name) {
            Listed now = listed.get();
            NavigableMap<String, MountedTable> named = now.byName().containsKey(name) ? now.byName() : now.byPath();
            String spelled = named.floorKey(name);
            return spelled == null || !spelled.equalsIgnoreCase(name)
                    ? null
                    : new Named<>(spelled, named.floorEntry(name).getValue());
        }

        @Override
        public Set<String> getNames(LikePattern pattern) {
            return listed.get().byName().keySet().stream()
                    .filter(name -> pattern.matcher().apply(name))
                    .collect(Collectors.toSet());
        }
    }
}
