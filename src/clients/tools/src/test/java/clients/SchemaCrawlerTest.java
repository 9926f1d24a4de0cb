// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import schemacrawler.schema.Catalog;
import schemacrawler.schema.Column;
import schemacrawler.schema.Schema;
import schemacrawler.schema.Table;
import schemacrawler.schemacrawler.LimitOptionsBuilder;
import schemacrawler.schemacrawler.LoadOptionsBuilder;
import schemacrawler.schemacrawler.SchemaCrawlerOptions;
import schemacrawler.schemacrawler.SchemaCrawlerOptionsBuilder;
import schemacrawler.schemacrawler.SchemaInfoLevelBuilder;
import schemacrawler.tools.utility.SchemaCrawlerUtility;
import us.fatehi.utility.datasource.DatabaseConnectionSource;
import us.fatehi.utility.datasource.DatabaseConnectionSources;
import us.fatehi.utility.datasource.MultiUseUserCredentials;

class SchemaCrawlerTest {
    @Test
    void crawlsAtTheMaximumLevel() throws Exception {
        SchemaCrawlerOptions options = SchemaCrawlerOptionsBuilder.newSchemaCrawlerOptions()
                .withLimitOptions(LimitOptionsBuilder.builder().includeAllRoutines().toOptions())
                .withLoadOptions(LoadOptionsBuilder.builder()
                        .withSchemaInfoLevel(SchemaInfoLevelBuilder.maximum())
                        .toOptions());

        try (DatabaseConnectionSource source = DatabaseConnectionSources.newDatabaseConnectionSource(
                "jdbc:dingtalk:demo", new MultiUseUserCredentials())) {
            Catalog catalog = SchemaCrawlerUtility.getCatalog(source, options);

            assertThat(catalog.getTables()).extracting(Table::getName).contains("file_content");
            Table files = catalog.getTables().stream()
                    .filter(table -> table.getName().equals("file_content"))
                    .findFirst()
                    .orElseThrow();
            assertThat(files.getRemarks()).isNotBlank();
            assertThat(files.getColumns())
                    .hasSize(14)
                    .allSatisfy(column -> assertThat(column.getRemarks()).isNotBlank())
                    .extracting(Column::getName)
                    .startsWith("space_id", "dentry_id");
            assertThat(catalog.getRoutines()).isNotEmpty();
        }
    }

    /** A tool that shows databases shows a knowledge base as one, and mounted files as another. */
    @Test
    void crawlsAKnowledgeBaseAsASchema() throws Exception {
        try (DatabaseConnectionSource source = DatabaseConnectionSources.newDatabaseConnectionSource(
                "jdbc:dingtalk:demo;workspaces=Sales;files=PLAN:854/803[format=xlsx&sheet=1]",
                new MultiUseUserCredentials())) {
            Catalog catalog =
                    SchemaCrawlerUtility.getCatalog(source, SchemaCrawlerOptionsBuilder.newSchemaCrawlerOptions());

            assertThat(catalog.getSchemas()).extracting(Schema::getName).contains("Sales", "files", "dingtalk");
            assertThat(tables(catalog, "Sales")).contains("sales_2026", "inventory", "budget_2026");
            Table sales = catalog.getTables().stream()
                    .filter(table -> table.getName().equals("sales_2026"))
                    .findFirst()
                    .orElseThrow();
            assertThat(sales.getColumns())
                    .extracting(column -> column.getName() + " " + column.getColumnDataType().getName())
                    .contains("order_id BIGINT", "ordered_on DATE", "region VARCHAR", "amount DECIMAL");
            assertThat(tables(catalog, "files")).containsExactly("PLAN");
        }
    }

    private static List<String> tables(Catalog catalog, String schema) {
        return catalog.getTables().stream()
                .filter(table -> schema.equals(table.getSchema().getName()))
                .map(Table::getName)
                .toList();
    }
}
