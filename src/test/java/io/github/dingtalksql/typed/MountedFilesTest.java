// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.emulator.CallKind;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void optionsBelongToOneTable() throws Exception {
        byte[] workbook;
        try (InputStream in = MountedFilesTest.class.getResourceAsStream("/xlsx/xlsxwriter.xlsx")) {
            workbook = in.readAllBytes();
        }
        try (TypedFiles mounted = TypedFiles.ofBytes(
                ";files=BOOK:854/1[format=xlsx],OTHER:854/1[format=xlsx&sheet=second&header=false],"
                        + "CELLS:854/1[format=xlsx&sheet=1&range=B2:D4&sample_bytes=4096],JSON:854/2[format=json],"
                        + "ROWS:854/3[delimiter=%5E&null_string=a,b&all_varchar=true],PLAN:854/1",
                workbook,
                "{\"a\": 1}\n".getBytes(StandardCharsets.UTF_8),
                "x^y\n1^a,b\n".getBytes(StandardCharsets.UTF_8))) {
            assertThat(mounted.rows("SELECT calc, text FROM files.book"))
                    .hasSize(4)
                    .startsWith("2|007");
            assertThat(mounted.rows("SELECT * FROM files.other")).containsExactly("k|2024");
            assertThat(mounted.columns("SELECT * FROM files.cells"))
                    .containsExactly("n BIGINT", "date DATE", "ts TIMESTAMP");
            assertThat(mounted.rows("SELECT count(*) FROM files.cells")).containsExactly("2");
            assertThat(mounted.columns("SELECT * FROM files.json")).containsExactly("a BIGINT");
            assertThat(mounted.rows("SELECT x || '', y FROM files.\"ROWS\"")).containsExactly("1|null");
            assertThat(column(mounted.connection.getMetaData().getColumns(null, "files", "CELLS", "%"), "TYPE_NAME"))
                    .containsExactly("BIGINT", "DATE", "TIMESTAMP");
            assertThat(column(mounted.connection.getMetaData().getTables(null, "files", "CELLS", null), "REMARKS"))
                    .singleElement()
                    .asString()
                    .contains("range=B2:D4", "found: sheet 'Data' from cell B2");
            assertThatThrownBy(() -> mounted.rows("SELECT * FROM files.plan"))
                    .hasMessageContaining("this is a ZIP archive")
                    .hasMessageContaining("read_xlsx reads workbooks (of a mounted file: format=xlsx)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "format=parquet!format must be one of csv, json, xlsx, text, blob",
                "format=xlsx&delimiter=;!table T has no option delimiter",
                "space_id=855!table T has no option space_id",
                "node=abc!table T has no option node",
                "header=yes!table T wants header to be BOOLEAN",
                "sample_bytes=4k!table T wants sample_bytes to be INTEGER",
            })
    void anOptionThatCannotBeIsRefusedAtConnect(String options, String message) throws Exception {
        assertThatThrownBy(() -> files.connect(";files='T:854/1[" + options + "]'"))
                .hasMessageContaining(message)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("08001");
    }

    /** Calls for links and requests of bytes that one statement makes. */
    private String cost(TypedFiles mounted, String table) throws SQLException {
        mounted.emulator.resetJournal();
        mounted.query("SELECT * FROM files." + table);
        return mounted.emulator.calls(CallKind.DOWNLOAD_INFO) + " calls, " + mounted.reads() + " requests, "
                + mounted.bytesRead() + " bytes";
    }

    @Test
    void aCurrentFileIsAskedForAByteAndAVersionForNothing() throws Exception {
        StringBuilder csv = new StringBuilder("id\n");
        for (int i = 100_000; i < 150_000; i++) {
            csv.append(i).append('\n');
        }
        byte[] large = csv.toString().getBytes(StandardCharsets.UTF_8);
        byte[] small = "id\n1\n".getBytes(StandardCharsets.UTF_8);
        try (TypedFiles mounted =
                TypedFiles.ofBytes(";files=SMALL:854/1,BIG:854/2,FIXED:854/1@1,BIG_FIXED:854/2@1", small, large)) {
            assertThat(cost(mounted, "small")).isEqualTo("1 calls, 1 requests, 5 bytes");
            assertThat(cost(mounted, "small")).isEqualTo("0 calls, 1 requests, 1 bytes");
            assertThat(cost(mounted, "fixed")).isEqualTo("1 calls, 1 requests, 5 bytes");
            assertThat(cost(mounted, "fixed")).isEqualTo("0 calls, 0 requests, 0 bytes");
            assertThat(cost(mounted, "big")).isEqualTo("1 calls, 2 requests, 350003 bytes");
            assertThat(cost(mounted, "big")).isEqualTo("0 calls, 2 requests, " + (350_003 - 262_144 + 1) + " bytes");
            assertThat(cost(mounted, "big_fixed")).isEqualTo("1 calls, 2 requests, 350003 bytes");
            assertThat(cost(mounted, "big_fixed")).isEqualTo("0 calls, 1 requests, " + (350_003 - 262_144) + " bytes");

            mounted.emulator.replace("854", "2", small);
            assertThat(cost(mounted, "big")).isEqualTo("0 calls, 2 requests, 6 bytes");
            assertThat(cost(mounted, "big")).isEqualTo("0 calls, 1 requests, 1 bytes");

            mounted.emulator.addVersion("854", "1", "id,n\n1,2\n".getBytes(StandardCharsets.UTF_8));
            assertThat(cost(mounted, "small"))
                    .as("the link that is kept leads to the version that it was given for")
                    .isEqualTo("0 calls, 1 requests, 1 bytes");
            mounted.emulator.expireSignatures();
            assertThat(cost(mounted, "small"))
                    .as("a refused request, a byte of the new version, and its sample")
                    .startsWith("1 calls, 3 requests, ");
            assertThat(cost(mounted, "small")).isEqualTo("0 calls, 1 requests, 1 bytes");
            assertThat(cost(mounted, "fixed")).isEqualTo("0 calls, 0 requests, 0 bytes");
            assertThat(mounted.columns("SELECT * FROM files.small")).containsExactly("id BIGINT", "n BIGINT");
            assertThat(mounted.columns("SELECT * FROM files.fixed")).containsExactly("id BIGINT");
        }
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
