// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook part by part, as it should be or as it should not. */
public final class Workbook {
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, String> parts = new LinkedHashMap<>();

    /** One sheet, {@code Sheet1}, with these rows; {@code $s} formats: 0 none, 1 date, 2 time, 3 date and time. */
    static Workbook ofRows(String rows) {
        return new Workbook()
                .part(
                        "_rels/.rels",
                        relations("<Relationship Id='r1' Type='" + OFFICE
                                + "/officeDocument' Target='xl/workbook.xml'/>"))
                .part(
                        "xl/workbook.xml",
                        "<workbook xmlns='" + MAIN + "' xmlns:r='" + OFFICE
                                + "'><sheets><sheet name='Sheet1' sheetId='1'" + " r:id='r1'/></sheets></workbook>")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        relations("<Relationship Id='r1' Type='" + OFFICE
                                + "/worksheet' Target='worksheets/sheet1.xml'/>" + "<Relationship Id='r2' Type='"
                                + OFFICE + "/styles' Target='/xl/styles.xml'/>"))
                .part(
                        "xl/styles.xml",
                        "<styleSheet xmlns='" + MAIN
                                + "'><numFmts><numFmt numFmtId='164' formatCode='yyyy-mm-dd hh:mm'/></numFmts>"
                                + "<cellStyleXfs><xf numFmtId='22'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
                                + "<xf numFmtId='20'/><xf numFmtId='164'/></cellXfs></styleSheet>")
                .part("xl/worksheets/sheet1.xml", sheet(rows));
    }

    /** Numbers, dates and texts, each text once. */
    public static byte[] large(int rows) throws IOException {
        StringBuilder cells = new StringBuilder("<row><c t='str'><v>id</v></c><c t='str'><v>name</v></c>"
                + "<c t='str'><v>day</v></c><c t='str'><v>price</v></c></row>");
        StringBuilder strings = new StringBuilder();
        for (int row = 1; row <= rows; row++) {
            cells.append("<row r='")
                    .append(row + 1)
                    .append("'><c r='A")
                    .append(row + 1)
                    .append("'><v>")
                    .append(row);
            cells.append("</v></c><c r='B")
                    .append(row + 1)
                    .append("' t='s'><v>")
                    .append(row - 1);
            cells.append("</v></c><c s='1'><v>").append(40_000 + row % 5000).append("</v></c><c><v>");
            cells.append(row * 7919L % 1_000_003 / 100.0).append("</v></c></row>");
            strings.append("<si><t>name ")
                    .append(row)
                    .append(" of ")
                    .append(row * 7919L)
                    .append("</t></si>");
        }
        return ofRows(cells.toString()).strings(strings.toString()).bytes();
    }

    static String sheet(String rows) {
        return "<worksheet xmlns='" + MAIN + "'><sheetData>" + rows + "</sheetData></worksheet>";
    }

    private static String relations(String all) {
        return "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" + all
                + "</Relationships>";
    }

    /** Adds the texts that cells of {@code t='s'} refer to. */
    Workbook strings(String items) {
        String path = "xl/_rels/workbook.xml.rels";
        String relations = parts.get(path);
        return part(
                        path,
                        relations.replace(
                                "</Relationships>",
                                "<Relationship Id='r9' Type='" + OFFICE
                                        + "/sharedStrings' Target='sharedStrings.xml'/></Relationships>"))
                .part("xl/sharedStrings.xml", "<sst xmlns='" + MAIN + "'>" + items + "</sst>");
    }

    Workbook part(String name, String content) {
        parts.put(name, content);
        return this;
    }

    Workbook without(String name) {
        parts.remove(name);
        return this;
    }

    byte[] bytes() throws IOException {
        return bytes(zip -> {});
    }

    byte[] bytes(Consumer<ZipOutputStream> more) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
            more.accept(zip);
        }
        return bytes.toByteArray();
    }
}
