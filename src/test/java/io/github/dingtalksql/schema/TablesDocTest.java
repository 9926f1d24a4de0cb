// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyedFunction;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.plan.TabularFunction;
import io.github.dingtalksql.testing.DocSection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TablesDocTest {
    @Test
    void thePageTellsWhatTheMetadataTell() throws IOException {
        Services services = Services.of(ConnectionConfig.from(Map.of("accessToken", "unused")));
        DingTalkSchema schema = new DingTalkSchema(List.of("dingtalk"), services, FileFunctions.of(services), false);
        List<String> lines = new ArrayList<>();
        schema.keyedFunctions().forEach(function -> describe(function, lines));
        schema.tabularFunctions().forEach(function -> describe(function, lines));
        schema.keyedTables().forEach(table -> describe(table, lines));
        new DocSection(Path.of("docs/tables.md"), "tables").assertIs(lines);
    }

    @Test
    void eachTableIsFoundByTheNameThatItHas() {
        Services services = Services.of(ConnectionConfig.from(Map.of("accessToken", "unused")));
        DingTalkSchema schema = new DingTalkSchema(List.of("dingtalk"), services, FileFunctions.of(services), false);

        for (KeyedTable table : schema.keyedTables()) {
            assertThat(schema.getTableMap().get(table.name())).as(table.name()).isSameAs(table);
        }
        assertThat(schema.getTableMap()).hasSize(schema.keyedTables().size());
    }

    private static void describe(TabularFunction function, List<String> lines) {
        describe(function.name(), function.remarks(), function.parameters(), lines);
        lines.add("");
    }

    private static void describe(String name, String remarks, List<TableColumn> columns, List<String> lines) {
        String parameters = columns.stream()
                .map(parameter -> isUsual(parameter) ? parameter.name() : "[, " + parameter.name() + "]")
                .collect(Collectors.joining(", "))
                .replace(", [,", " [,");
        lines.addAll(List.of("", "## `" + name + "(" + parameters + ")`", "", remarks, ""));
        lines.addAll(List.of("| parameter | type | required | what |", "|---|---|---|---|"));
        for (TableColumn parameter : columns) {
            lines.add("| `" + parameter.name() + "` | " + type(parameter.type()) + " | " + required(parameter) + " | "
                    + parameter.remarks() + " |");
        }
    }

    /** Whether it is what most calls give. */
    private static boolean isUsual(TableColumn parameter) {
        return !parameter.nullable() || required(parameter).startsWith("yes");
    }

    private static String required(TableColumn parameter) {
        if (parameter.nullable() && parameter.role() == KeyRole.REQUIRED) {
            return parameter.name().equals("node") ? "instead" : "yes, or `node`";
        }
        return parameter.nullable() ? "" : "yes";
    }

    private static void describe(KeyedFunction function, List<String> lines) {
        describe(function.name(), function.remarks(), function.parameters(), lines);
        lines.addAll(List.of("", "| column | type | can be null | what |", "|---|---|---|---|"));
        for (TableColumn column : function.columns()) {
            lines.add("| `" + column.name() + "` | " + type(column.type()) + " | " + (column.nullable() ? "yes" : "")
                    + " | " + column.remarks() + " |");
        }
    }

    private static void describe(KeyedTable table, List<String> lines) {
        lines.addAll(List.of("", "## `" + table.name() + "`", "", table.remarks(), ""));
        if (table.keySets().size() > 1) {
            String sets = table.keySets().stream()
                    .map(set -> set.stream().map(key -> "`" + key + "`").collect(Collectors.joining(" and ")))
                    .collect(Collectors.joining(", or "));
            lines.addAll(List.of("Needs " + sets + ".", ""));
        }
        lines.addAll(List.of("| column | type | can be null | pushed down | what |", "|---|---|---|---|---|"));
        for (TableColumn column : table.columns()) {
            String role = switch (column.role()) {
                case NONE -> "";
                case REQUIRED -> table.keySets().size() > 1 ? "key" : "required key";
                case OPTIONAL, NARROWING -> "optional key";
                case RANGE -> "range";
            };
            lines.add("| `" + column.name() + "` | " + type(column.type()) + " | " + (column.nullable() ? "yes" : "")
                    + " | " + role + " | " + column.remarks() + " |");
        }
        lines.add("");
    }

    private static String type(ColumnType type) {
        return switch (type) {
            case VARCHAR_ARRAY -> "VARCHAR ARRAY";
            case VARCHAR_MAP -> "MAP(VARCHAR, VARCHAR)";
            case VARCHAR, BOOLEAN, INTEGER, BIGINT, DOUBLE, DECIMAL, DATE, TIME, TIMESTAMP, VARBINARY ->
                type.name().toUpperCase(Locale.ROOT);
        };
    }
}
