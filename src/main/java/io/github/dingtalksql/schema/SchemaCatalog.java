// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.plan.FunctionInfo;
import io.github.dingtalksql.plan.SqlCatalog;
import io.github.dingtalksql.plan.TableInfo;
import java.util.List;
import java.util.stream.Stream;

/** The metadata of one schema of ours. */
record SchemaCatalog(String name, DingTalkSchema schema) implements SqlCatalog {
    @Override
    public List<String> schemas() {
        return List.of(name);
    }

    @Override
    public List<TableInfo> tables() {
        return schema.keyedTables().stream().map(table -> table.info(name)).toList();
    }

    @Override
    public List<FunctionInfo> functions() {
        return Stream.concat(
                        schema.keyedFunctions().stream().map(function -> function.info(name)),
                        schema.tabularFunctions().stream().map(function -> function.info(name)))
                .toList();
    }
}
