// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workbooks as they should not be: each a clear error with its place, and never other rows. */
class XlsxFaultsTest {
    private static final String ALL = "SELECT * FROM read_xlsx('854', '1')";
    private static final String ROWS =
            "<row r='1'><c r='A1' t='str'><v>v</v></c></row><row r='2'><c r='A2'><v>1</v></c></row>";

    private static void assertFails(byte[] bytes, String... messages) throws Exception {
        try (TypedFiles files = TypedFiles.ofBytes("", bytes)) {
            assertThatThrownBy(() -> files.rows(ALL))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContainingAll(messages)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isIn("22000", "22023", "0A000");
        }
    }

    @Test
    void whatIsNoWorkbook() throws Exception {
        assertFails(new byte[0], "it is empty");
        assertFails("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), "no .xlsx begins like this", "read_csv");
        byte[] ole = new byte[8192];
        System.arraycopy(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, 0, ole, 0, 4);
        assertFails(ole, ".xls");
        byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, ole, 4096, name.length);
        assertFails(ole, "protected by a password");
        assertFails(
                Workbook.ofRows(ROWS).without("_rels/.rels").bytes(), "no workbook (.xlsx)", "_rels/.rels is missing");
        assertFails(
                Workbook.ofRows(ROWS)
                        .without("_rels/.rels")
                        .part("mimetype", "x")
                        .bytes(),
                "OpenDocument");
        assertFails(Workbook.ofRows(ROWS).without("xl/worksheets/sheet1.xml").bytes(), "no sheet that is not hidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "<row r='1'><c r='A1'><v>1</v></row>!no well-formed XML",
                "<row r='2'/><row r='2'/>!after row 2 comes row 2",
                "<row r='x'/>!'x' is no number of a row",
                "<row r='1048577'/>!comes row 1048577",
                "<row r='1'><c r='ZZZZZZZ1'><v>1</v></c></row>!has a cell 'ZZZZZZZ1'",
                "<row r='1'><c r='XFE1'><v>1</v></c></row>!has a cell 'XFE1'",
                "<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>!has a cell 'A1'",
                "<row r='1'><c t='q'><v>1</v></c></row>!cell A1 is of the unknown type 'q'",
                "<row r='1'><c t='b'><v>2</v></c></row>!cell A1 holds '2', which is no boolean",
                "<row r='1'><c t='s'><v>2000000000</v></c></row>!refers to the shared text 2000000000",
                "<row r='1'><c t='s'><v>-1</v></c></row>!refers to the shared text -1",
                "<row r='1'><c t='s'><v>x</v></c></row>!refers to the shared text x",
                "<row><c t='str'><v>v</v></c></row><row><c><v>1E999999999</v></c></row>!cell A2: '1E999999999' is no DOUBLE",
                "<row><c t='str'><v>v</v></c></row><row><c><v>1E-999999999</v></c></row>!is no DOUBLE",
                "<row><c t='str'><v>v</v></c></row><row><c><v>one</v></c></row>!'one' is no DOUBLE",
            })
    void whatIsWrongInASheet(String rows, String message) throws Exception {
        assertFails(Workbook.ofRows(rows).bytes(), message);
    }

    @Test
    void entitiesAreNotExpanded() throws Exception {
        String laughs = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
                + Workbook.sheet("<row><c t='str'><v>&b;</v></c></row>");
        assertFails(Workbook.ofRows("").part("xl/worksheets/sheet1.xml", laughs).bytes(), "no well-formed XML");
    }

    @Test
    void aCutFileIsAnError() throws Exception {
        byte[] whole = Workbook.ofRows(ROWS).bytes();
        for (int length : new int[] {4, 100, whole.length - 30, whole.length - 1}) {
            assertFails(Arrays.copyOf(whole, length), "the end of a zip file is missing");
        }
        try (TypedFiles files = TypedFiles.ofBytes("", whole)) {
            assertThat(files.rows(ALL)).containsExactly("1");
        }
    }

    @Test
    void aBombIsAnError() throws Exception {
        String blank = " ".repeat(1 << 20);
        StringBuilder rows = new StringBuilder(ROWS);
        for (int i = 0; i < 40; i++) {
            rows.append(blank);
        }
        assertFails(Workbook.ofRows(rows.toString()).bytes(), "250 times its size");
        String text = "<row><c t='str'><v>" + "a".repeat(20 << 20) + "</v></c></row>";
        assertFails(Workbook.ofRows(text).bytes(), "zip bombs");
    }

    @Test
    void aDirectoryThatClaimsTooMuchIsAnError() throws Exception {
        byte[] many = Workbook.ofRows(ROWS).bytes(zip -> {
            try {
                for (int i = 0; i < 10_001; i++) {
                    zip.putNextEntry(new ZipEntry("x" + i));
                    zip.closeEntry();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertFails(many, "its zip directory names 10006 files");
        byte[] far = Workbook.ofRows(ROWS).bytes();
        ByteBuffer end = ByteBuffer.wrap(far, far.length - 22, 22).slice().order(ByteOrder.LITTLE_ENDIAN);
        end.putInt(16, 0x7FFFFFFF);
        assertFails(far, "not where it says");
    }

    @Test
    void aDamagedByteIsAnErrorOrTheSameRows() throws Exception {
        byte[] whole = Workbook.ofRows(ROWS).bytes();
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            try (TypedFiles files = TypedFiles.ofBytes("", damaged)) {
                assertThat(files.rows(ALL)).containsExactly("1");
            } catch (SQLException e) {
                assertThat(e.getSQLState()).as(e.getMessage()).isIn("22000", "22023", "0A000");
            }
        }
    }
}
