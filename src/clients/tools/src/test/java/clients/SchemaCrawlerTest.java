// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import schemacrawler.schema.Catalog;
import schemacrawler.schema.Column;
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
}
