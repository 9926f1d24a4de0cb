// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.plan.FunctionInfo;
import io.github.dingtalksql.plan.SqlCatalog;
import io.github.dingtalksql.plan.TableInfo;
import java.util.List;
import java.util.stream.Stream;

/** The metadata of our schemas. */
record SchemaCatalog(String name, DingTalkSchema schema, FilesSchema files) implements SqlCatalog {
    @Override
    public List<String> schemas() {
        return files.isEmpty() ? List.of(name) : List.of(name, FilesSchema.NAME);
    }

    @Override
    public List<TableInfo> tables() {
        return Stream.concat(schema.keyedTables().stream().map(table -> table.info(name)), files.infos().stream())
                .toList();
    }

    @Override
    public List<FunctionInfo> functions() {
        return Stream.concat(
                        schema.keyedFunctions().stream().map(function -> function.info(name)),
                        schema.tabularFunctions().stream().map(function -> function.info(name)))
                .toList();
    }
}
