// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Maps;
import com.google.common.collect.Multimap;
import io.github.dingtalksql.plan.KeyedFunction;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.TabularFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.calcite.schema.Function;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;

/** The tables and functions by name. Making one, and listing what is in it, makes no call. */
final class DingTalkSchema extends AbstractSchema {
    /** Each is made when it is asked for: a statement names one or two. */
    private final Map<String, Supplier<KeyedTable>> keyedTables = new LinkedHashMap<>();

    private final List<KeyedFunction> keyedFunctions;
    private final List<TabularFunction> tabularFunctions;
    private final boolean asMacros;

    /**
     * @param path where the schema is, from the root schema down
     * @param asMacros for Calcite's own driver, which cannot turn our table functions into scans
     */
    DingTalkSchema(List<String> path, Services services, FileFunctions functions, boolean asMacros) {
        put("file_content", () -> new FileContentTable(services));
        put("workspaces", () -> WorkspacesTable.create(services));
        put("nodes", () -> NodesTable.create(services));
        put("dentries", () -> StorageTables.dentries(services));
        put("file_versions", () -> StorageTables.fileVersions(services));
        put("spaces", () -> SpacesTable.create(services));
        put("calls", () -> CallsTable.create(services));
        this.keyedFunctions = List.of(
                new DownloadInfoFunction(path, services),
                new ResolveFunction(path, services),
                new FileSplitsFunction(path, services));
        this.tabularFunctions = functions.all();
        this.asMacros = asMacros;
    }

    private void put(String name, Supplier<KeyedTable> table) {
        keyedTables.put(name, Suppliers.memoize(table::get));
    }

    List<KeyedTable> keyedTables() {
        return keyedTables.values().stream().map(Supplier::get).toList();
    }

    List<KeyedFunction> keyedFunctions() {
        return keyedFunctions;
    }

    List<TabularFunction> tabularFunctions() {
        return tabularFunctions;
    }

    @Override
    protected Map<String, Table> getTableMap() {
        return Maps.transformValues(keyedTables, Supplier::get);
    }

    @Override
    protected Multimap<String, Function> getFunctionMultimap() {
        ImmutableListMultimap.Builder<String, Function> functions = ImmutableListMultimap.builder();
        keyedFunctions.forEach(function -> functions.put(function.name(), function));
        tabularFunctions.forEach(function -> functions.put(function.name(), asMacros ? function.asMacro() : function));
        return functions.build();
    }
}
