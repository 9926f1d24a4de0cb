// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.SchemaFactory;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;

/** Somebody else's schema in a model: tables of text, each an operand with its CSV, read by Calcite's interpreter. */
public final class CsvFolderSchemaFactory implements SchemaFactory {
    @Override
    public Schema create(SchemaPlus parentSchema, String name, Map<String, Object> operand) {
        Map<String, Table> tables = new LinkedHashMap<>();
        operand.forEach((table, csv) -> {
            if (csv instanceof String text && text.contains(";")) {
                tables.put(table, new CsvTable(Arrays.asList(text.split(";"))));
            }
        });
        return new AbstractSchema() {
            @Override
            protected Map<String, Table> getTableMap() {
                return tables;
            }
        };
    }

    private static final class CsvTable extends AbstractTable implements ScannableTable {
        private final List<String> lines;

        CsvTable(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public RelDataType getRowType(RelDataTypeFactory typeFactory) {
            RelDataTypeFactory.Builder builder = typeFactory.builder();
            for (String column : lines.get(0).split(",")) {
                builder.add(column, SqlTypeName.VARCHAR).nullable(true);
            }
            return builder.build();
        }

        @Override
        public Enumerable<Object[]> scan(DataContext root) {
            return Linq4j.asEnumerable(lines.subList(1, lines.size())).select(line -> (Object[]) line.split(","));
        }
    }
}
