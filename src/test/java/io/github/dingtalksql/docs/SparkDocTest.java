// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The SQL of docs/spark.md, as Spark would send it; the Scala around it is run by the profile clients. */
class SparkDocTest {
    private static final Pattern SQL = Pattern.compile("\"\"\"(.*?)\"\"\"", Pattern.DOTALL);

    private static List<String> tables(String language) throws IOException {
        String page = Files.readString(Path.of("docs/spark.md"));
        int begin = page.indexOf("```" + language + "\n");
        List<String> tables = new ArrayList<>();
        Matcher matcher = SQL.matcher(page.substring(begin, page.indexOf("\n```", begin)));
        while (matcher.find()) {
            tables.add(matcher.group(1));
        }
        return tables;
    }

    @Test
    void pythonAndScalaAskTheSame() throws IOException {
        assertThat(tables("python")).hasSize(4).isEqualTo(tables("scala"));
    }

    @Test
    void thePartsOfAFileAreReadAsSparkReadsThem() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:dingtalk:demo")) {
            List<String> tables = tables("python");
            for (String table : tables) {
                assertThat(Rows.of(connection, "SELECT * FROM " + table + " WHERE 1 = 0"))
                        .isEmpty();
            }
            List<String> parts = Rows.of(connection, "SELECT \"predicate\" FROM " + tables.get(0));
            assertThat(parts).hasSize(8);
            List<String> sales = new ArrayList<>();
            for (String predicate : parts) {
                sales.addAll(Rows.of(
                        connection, "SELECT \"byte_offset\",\"amount\" FROM " + tables.get(1) + " WHERE " + predicate));
            }
            assertThat(sales)
                    .isNotEmpty()
                    .isEqualTo(Rows.of(
                            connection,
                            "SELECT \"byte_offset\",\"amount\" FROM " + tables.get(1)
                                    + " WHERE space_id = '854' AND dentry_id = '798' AND version = 2"));
            List<String> nodes = Rows.of(connection, "SELECT \"node_id\" FROM " + tables.get(2));
            assertThat(nodes).isNotEmpty();
            String two = "node IN ('" + String.join("', '", nodes.subList(0, 2)) + "')";
            assertThat(Rows.of(connection, "SELECT DISTINCT \"node\" FROM " + tables.get(3) + " WHERE " + two))
                    .containsExactlyInAnyOrderElementsOf(nodes.subList(0, 2));
        }
    }
}
