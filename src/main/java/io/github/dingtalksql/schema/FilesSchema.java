// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.config.MountedFile;
import io.github.dingtalksql.plan.TableInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;

/** The files that the connection mounts, each a table. Making it and listing its tables reads nothing. */
final class FilesSchema extends AbstractSchema {
    /** Name of the schema. */
    static final String NAME = "files";

    private final List<MountedTable> tables;

    FilesSchema(List<MountedFile> files, FileFunctions functions) {
        this.tables =
                files.stream().map(file -> MountedTable.of(file, functions)).toList();
    }

    boolean isEmpty() {
        return tables.isEmpty();
    }

    List<TableInfo> infos() {
        return tables.stream().map(table -> table.info(NAME)).toList();
    }

    @Override
    protected Map<String, Table> getTableMap() {
        Map<String, Table> byName = new LinkedHashMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        return byName;
    }
}
