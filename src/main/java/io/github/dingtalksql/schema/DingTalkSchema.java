// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimap;
import io.github.dingtalksql.plan.KeyedFunction;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.TabularFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.schema.Function;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;

/** The tables and functions by name. Making one, and listing what is in it, makes no call. */
final class DingTalkSchema extends AbstractSchema {
    private final List<KeyedTable> keyedTables;
    private final List<KeyedFunction> keyedFunctions;
    private final List<TabularFunction> tabularFunctions;
    private final boolean asMacros;

    /**
     * @param path where the schema is, from the root schema down
     * @param asMacros for Calcite's own driver, which cannot turn our table functions into scans
     */
    DingTalkSchema(List<String> path, Services services, FileFunctions functions, boolean asMacros) {
        this.keyedTables = List.of(
                new FileContentTable(services),
                WorkspacesTable.create(services),
                NodesTable.create(services),
                StorageTables.dentries(services),
                StorageTables.fileVersions(services),
                SpacesTable.create(services),
                CallsTable.create(services));
        this.keyedFunctions = List.of(
                new DownloadInfoFunction(path, services),
                new ResolveFunction(path, services),
                new FileSplitsFunction(path, services));
        this.tabularFunctions = functions.all();
        this.asMacros = asMacros;
    }

    List<KeyedTable> keyedTables() {
        return keyedTables;
    }

    List<KeyedFunction> keyedFunctions() {
        return keyedFunctions;
    }

    List<TabularFunction> tabularFunctions() {
        return tabularFunctions;
    }

    @Override
    protected Map<String, Table> getTableMap() {
        Map<String, Table> tables = new LinkedHashMap<>();
        keyedTables.forEach(table -> tables.put(table.name(), table));
        return tables;
    }

    @Override
    protected Multimap<String, Function> getFunctionMultimap() {
        ImmutableListMultimap.Builder<String, Function> functions = ImmutableListMultimap.builder();
        keyedFunctions.forEach(function -> functions.put(function.name(), function));
        tabularFunctions.forEach(function -> functions.put(function.name(), asMacros ? function.asMacro() : function));
        return functions.build();
    }
}
