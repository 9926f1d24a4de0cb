// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.plan.FunctionInfo;
import io.github.dingtalksql.plan.SqlCatalog;
import io.github.dingtalksql.plan.TableInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The metadata of our schemas. */
record SchemaCatalog(String name, DingTalkSchema schema, FilesSchema files, List<WorkspaceTables> workspaces)
        implements SqlCatalog {
    @Override
    public List<String> schemas() {
        List<String> names = new ArrayList<>(List.of(name));
        if (!files.isEmpty()) {
            names.add(FilesSchema.NAME);
        }
        workspaces.forEach(workspace -> names.add(workspace.schemaName()));
        return names;
    }

    @Override
    public List<TableInfo> tables() {
        return tables(any -> true);
    }

    @Override
    public List<TableInfo> tables(Predicate<String> schemas) {
        List<TableInfo> tables = new ArrayList<>();
        if (schemas.test(name)) {
            schema.keyedTables().forEach(table -> tables.add(table.info(name)));
        }
        if (schemas.test(FilesSchema.NAME)) {
            tables.addAll(files.infos());
        }
        Execution listing = new Execution();
        for (WorkspaceTables workspace : workspaces) {
            String schemaName = workspace.schemaName();
            if (schemas.test(schemaName)) {
                workspace.list(listing).byName().values().forEach(table -> tables.add(table.infoOfMany(schemaName)));
            }
        }
        return tables;
    }

    @Override
    public List<FunctionInfo> functions() {
        return Stream.concat(
                        schema.keyedFunctions().stream().map(function -> function.info(name)),
                        schema.tabularFunctions().stream().map(function -> function.info(name)))
                .toList();
    }
}
