// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import com.google.common.collect.Multimap;
import java.util.Map;
import org.apache.calcite.schema.Function;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;

/** Our schema with those of mounted files and knowledge bases inside it, where a model has room for one schema only. */
final class SchemaWithFiles extends AbstractSchema {
    private final DingTalkSchema schema;
    private final Map<String, Schema> inside;

    SchemaWithFiles(DingTalkSchema schema, Map<String, Schema> inside) {
        this.schema = schema;
        this.inside = Map.copyOf(inside);
    }

    @Override
    protected Map<String, Table> getTableMap() {
        return schema.getTableMap();
    }

    @Override
    protected Multimap<String, Function> getFunctionMultimap() {
        return schema.getFunctionMultimap();
    }

    @Override
    protected Map<String, Schema> getSubSchemaMap() {
        return inside;
    }
}
