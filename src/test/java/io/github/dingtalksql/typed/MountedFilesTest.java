// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MountedFilesTest {
    private TypedFiles files;

    @BeforeEach
    void start() throws Exception {
        files = TypedFiles.ofBytes(
                ";files=EMPS:854/1,部门:854/2,GONE:854/77777,LATEST:854/798,FIRST:854/798@1",
                "empno,name,deptno\n7369,SMITH,20\n7499,ALLEN,30\n".getBytes(StandardCharsets.UTF_8),
                "deptno;城市\n20;广州\n30;深圳\n".getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void stop() throws SQLException {
        files.close();
    }

    @Test
    void aFileIsAPlainTable() throws Exception {
        assertThat(files.rows("SELECT e.name, d.城市 FROM files.emps e JOIN files.部门 d ON e.deptno = d.deptno"
                        + " WHERE e.empno > 7400"))
                .containsExactly("ALLEN|深圳");
        assertThat(files.rows("SELECT * FROM \"files\".\"EMPS\"")).containsExactly("7369|SMITH|20", "7499|ALLEN|30");
        assertThat(files.rows("SELECT count(*) FROM files.first f, files.latest l WHERE f.order_id = l.order_id"))
                .isNotEmpty();
    }

    @Test
    void listingTheTablesReadsNothing() throws Exception {
        DatabaseMetaData metaData = files.connection.getMetaData();

        assertThat(column(metaData.getSchemas(), "TABLE_SCHEM")).containsExactly("dingtalk", "files");
        assertThat(column(metaData.getTables(null, "files", "%", null), "TABLE_NAME"))
                .containsExactly("EMPS", "FIRST", "GONE", "LATEST", "部门");
        assertThat(files.emulator.journal()).isEmpty();
    }

    @Test
    void columnsAreReadOnceAndOnlyThoseAskedFor() throws Exception {
        DatabaseMetaData metaData = files.connection.getMetaData();

        assertThat(column(metaData.getColumns(null, "files", "EMPS", "%"), "COLUMN_NAME"))
                .containsExactly("empno", "name", "deptno");
        assertThat(column(metaData.getColumns(null, "files", "EMPS", "%"), "TYPE_NAME"))
                .containsExactly("BIGINT", "VARCHAR", "BIGINT");
        assertThat(files.emulator.calls(CallKind.DOWNLOAD_INFO)).isEqualTo(1);
        assertThat(files.reads())
                .as("the sample, and a byte to see that it is still the same")
                .isEqualTo(2);
    }

    @Test
    void aFileThatCannotBeReadFailsOnlyWhatTouchesIt() throws Exception {
        DatabaseMetaData metaData = files.connection.getMetaData();

        assertThat(column(metaData.getColumns(null, "files", "%", "%"), "TABLE_NAME"))
                .contains("EMPS", "部门")
                .doesNotContain("GONE");
        assertThat(column(metaData.getTables(null, "files", "GONE", null), "REMARKS"))
                .singleElement()
                .asString()
                .contains("File 854/77777, which cannot be read")
                .contains("dentryNotExist");
        assertThatThrownBy(() -> files.rows("SELECT * FROM files.gone"))
                .hasMessageContaining("Table GONE")
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("42704");
        assertThat(files.rows("SELECT count(*) FROM files.emps")).containsExactly("2");
    }

    @Test
    void aChangedFileGetsItsNewColumns() throws Exception {
        assertThat(files.columns("SELECT * FROM files.emps")).hasSize(3);
        files.emulator.replace("854", "1", "only\n1\n".getBytes(StandardCharsets.UTF_8));
        assertThat(files.columns("SELECT * FROM files.emps")).containsExactly("only BIGINT");
        assertThat(files.query("SELECT * FROM files.emps")).containsExactly("1");
    }

    private static List<String> column(ResultSet rows, String name) throws SQLException {
        try (rows) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(name));
            }
            return values;
        }
    }
}
