// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.testing.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that typed tables know by a node, as the browser shows it, instead of by the ids of their storage. */
class FilesByNodeTest {
    private TypedFiles files;

    @BeforeEach
    void start() throws Exception {
        files = TypedFiles.of();
    }

    @AfterEach
    void stop() throws SQLException {
        files.close();
    }

    private String one(String sql) throws SQLException {
        return files.rows(sql).get(0);
    }

    private String plan(String sql) throws SQLException {
        return String.join("\n", files.rows(sql));
    }

    private String sales(String column, String name) throws SQLException {
        return one("SELECT n." + column + " FROM workspaces w JOIN nodes n ON n.workspace_id = w.workspace_id"
                + " WHERE w.name = 'Sales' AND n.name = '" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node_id", "url"})
    void aNodeStandsForTheIds(String column) throws Exception {
        String node = sales(column, "sales_2026.csv");
        files.emulator.resetJournal();

        assertThat(files.rows("SELECT count(*), sum(amount) FROM read_csv(node => '" + node + "')"))
                .isEqualTo(files.rows("SELECT count(*), sum(amount) FROM read_csv('854', '798')"));
        assertThat(files.emulator.calls(CallKind.DENTRY_ID)).isEqualTo(1);
        assertThat(files.emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
        assertThat(files.emulator.calls(CallKind.NODE) + files.emulator.calls(CallKind.NODE_BY_URL))
                .as("the listing above has told")
                .isZero();
    }

    @Test
    void aNodeMayHaveAVersionAndOptions() throws Exception {
        String node = sales("node_id", "sales_2026.csv");

        assertThat(files.rows(
                        "SELECT count(*) FROM read_csv(node => '" + node + "', version => 1, all_varchar => true)"))
                .isEqualTo(files.rows("SELECT count(*) FROM read_csv('854', '798', 1)"));
    }

    @Test
    void aNodeMayBeAParameterOrComeFromAListing() throws Exception {
        String node = sales("url", "app.log");

        assertThat(files.rows("SELECT content FROM read_text(node => ?) LIMIT 1", node))
                .isEqualTo(files.rows("SELECT content FROM read_text('854', '799') LIMIT 1"));
        assertThat(files.rows(
                        "SELECT n.name, count(*) FROM workspaces w JOIN nodes n ON n.workspace_id = w.workspace_id"
                                + " CROSS JOIN LATERAL TABLE(read_text(node => n.node_id)) r"
                                + " WHERE w.name = 'Sales' AND n.recursive AND n.path LIKE '/Reports/2026/华东/%'"
                                + " GROUP BY n.name"))
                .hasSize(6)
                .allMatch(row -> row.startsWith("orders_2026_"));
    }

    @Test
    void explainTellsWhatItCosts() throws Exception {
        assertThat(plan("EXPLAIN PLAN FOR SELECT * FROM read_text(node => 'abc')"))
                .contains("calls=[at most 3]");
        assertThat(plan("EXPLAIN PLAN FOR SELECT content FROM file_content WHERE node IN ('abc', 'def')"))
                .contains("calls=[at most 6]");
        assertThat(plan("EXPLAIN PLAN FOR SELECT * FROM read_text('854', '799')"))
                .contains("calls=[at most 1]");
        assertThat(plan("EXPLAIN PLAN FOR SELECT name FROM nodes WHERE parent_node_id = 'abc'"))
                .contains("calls=[1, and 1 for each further page of 50]");
        assertThat(plan("EXPLAIN PLAN FOR SELECT api FROM calls")).contains("calls=[at most 0]");
        assertThat(files.emulator.journal()).isEmpty();
    }

    @Test
    void aNodeAndIdsExcludeEachOther() throws Exception {
        assertThatThrownBy(() -> files.rows("SELECT * FROM read_csv('854', '798', node => 'abc')"))
                .hasMessageContaining("read_csv: give either node, or space_id and dentry_id")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("22023");
        assertThatThrownBy(() -> files.rows("SELECT * FROM read_text('854', ?, node => 'abc')", "799"))
                .hasMessageContaining("read_text: give either node, or space_id and dentry_id");
        assertThat(files.emulator.journal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read_csv()",
                "read_csv('854')",
                "read_csv(dentry_id => '798')",
                "read_text()",
                "read_text(dentry_id => '798')",
                "read_blob('854')"
            })
    void withoutAFileNothingIsAsked(String call) throws Exception {
        assertThatThrownBy(() -> files.rows("SELECT * FROM " + call))
                .hasMessageContaining("node")
                .extracting(e -> ((SQLException) e).getSQLState())
                .asString()
                .startsWith("42");
        assertThat(files.emulator.journal()).isEmpty();
    }

    @Test
    void whatIsNoFileIsRefusedWithAWord() throws Exception {
        String folder = sales("node_id", "Reports");
        String document = one("SELECT n.node_id FROM workspaces w JOIN nodes n ON n.workspace_id = w.workspace_id"
                + " WHERE w.name = 'Sales' AND n.recursive AND n.name = 'Sales handbook.adoc'");

        assertThatThrownBy(() -> files.rows("SELECT * FROM read_csv(node => '" + folder + "')"))
                .hasMessageContaining("is a folder, not a file")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("0A000");
        assertThatThrownBy(() -> files.rows("SELECT * FROM read_text(node => '" + document + "')"))
                .hasMessageContaining("is an online document (adoc)");
        assertThat(files.emulator.calls(CallKind.DOWNLOAD_INFO)).isZero();
    }

    @Test
    void mountedFilesTakeNodes() throws Exception {
        String id = sales("node_id", "sales_2026.csv");
        String link = sales("url", "sales_2026.csv");

        try (Connection connection =
                files.connect(";files=BY_ID:" + id + ",BY_LINK:" + link + ",FIRST:" + link + "@1,IDS:854/798")) {
            for (String table : new String[] {"by_id", "by_link"}) {
                assertThat(Rows.of(connection, "SELECT count(*), sum(amount) FROM files." + table))
                        .isEqualTo(files.rows("SELECT count(*), sum(amount) FROM read_csv('854', '798')"));
            }
            assertThat(Rows.of(connection, "SELECT count(*) FROM files.first"))
                    .isEqualTo(files.rows("SELECT count(*) FROM read_csv('854', '798', 1)"));
            assertThat(Rows.of(connection, "SELECT count(*) FROM files.ids"))
                    .isEqualTo(files.rows("SELECT count(*) FROM read_csv('854', '798')"));
        }
    }
}
