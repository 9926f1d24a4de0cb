// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.zip.ZipDirectory;
import io.github.dingtalksql.content.zip.ZipPart;
import io.github.dingtalksql.remote.RemoteFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** Finds what a workbook consists of (ECMA-376, transitional and strict): its sheets, shared texts and formats. */
final class XlsxParts {
    private static final int MOST_PART_BYTES = 32 << 20;
    private static final int MOST_SHEETS = 10_000;
    private static final int MOST_FORMATS = 100_000;
    private static final byte[] OLE = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    private final RemoteFile file;
    private final ZipDirectory directory;

    private XlsxParts(RemoteFile file, ZipDirectory directory) {
        this.file = file;
        this.directory = directory;
    }

    /**
     * Reads the directory and the small parts.
     *
     * @param head the first bytes of the file
     * @param total bytes of the file
     * @throws DingTalkException {@code MALFORMED_CONTENT} or {@code UNSUPPORTED} if it is no workbook of this kind
     */
    static XlsxWorkbook read(RemoteFile file, byte[] head, long total) {
        checkBeginning(file.name(), head);
        return new XlsxParts(file, ZipDirectory.read(file, total)).workbook();
    }

    private static void checkBeginning(String fileName, byte[] head) {
        boolean isOle = head.length >= OLE.length;
        for (int i = 0; isOle && i < OLE.length; i++) {
            isOle = head[i] == OLE[i];
        }
        if (isOle) {
            boolean isEncrypted = new String(head, StandardCharsets.ISO_8859_1)
                    .contains(new String(
                            "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1));
            throw new DingTalkException(
                    ErrorCode.UNSUPPORTED,
                    "File " + fileName + ": "
                            + (isEncrypted
                                    ? "the workbook is protected by a password. Save it without one"
                                    : "this is a workbook of Excel 97-2003 (.xls), or one with a password. Save it as"
                                            + " .xlsx without a password"));
        }
        if (head.length < 4 || head[0] != 'P' || head[1] != 'K') {
            throw new DingTalkException(
                    ErrorCode.MALFORMED_CONTENT,
                    "File " + fileName + ", byte offset 0: "
                            + (head.length == 0 ? "it is empty" : "no .xlsx begins like this")
                            + "; it is no workbook. read_csv or read_text may read it");
        }
    }

    private record Relation(String type, String target) {
        boolean is(String kind) {
            return type.endsWith("/" + kind);
        }
    }

    private XlsxWorkbook workbook() {
        String workbookPath = relations("").values().stream()
                .filter(relation -> relation.is("officeDocument"))
                .map(Relation::target)
                .findFirst()
                .orElseThrow(() -> notAWorkbook("it names no document"));
        if (workbookPath.endsWith(".bin")) {
            throw new DingTalkException(
                    ErrorCode.UNSUPPORTED,
                    "File " + file.name() + ": this is a binary workbook (.xlsb). Save it as .xlsx");
        }
        Map<String, Relation> relations = relations(workbookPath);
        ZipPart strings = null;
        List<CellFormat> formats = List.of();
        for (Relation relation : relations.values()) {
            if (relation.is("sharedStrings")) {
                strings = required(relation.target());
            } else if (relation.is("styles")) {
                formats = formats(required(relation.target()));
            }
        }
        boolean from1904 = false;
        List<XlsxSheet> sheets = new ArrayList<>();
        try (XmlEvents xml = open(required(workbookPath))) {
            checkRoot(xml, "workbook");
            for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT && xml.element().equals("workbookPr")) {
                    String flag = xml.attribute("date1904");
                    from1904 = "1".equals(flag) || "true".equals(flag);
                } else if (event == XMLStreamConstants.START_ELEMENT
                        && xml.element().equals("sheet")) {
                    sheets.add(sheet(xml, relations));
                    checkCount(sheets.size(), MOST_SHEETS, "sheets");
                }
            }
        }
        return new XlsxWorkbook(file.name(), from1904, sheets, strings, formats);
    }

    private XlsxSheet sheet(XmlEvents xml, Map<String, Relation> relations) {
        String name = xml.attribute("name");
        String state = xml.attribute("state");
        Relation relation = relations.get(String.valueOf(xml.attribute("id")));
        ZipPart part = relation == null || !relation.is("worksheet")
                ? null
                : directory.find(relation.target()).orElse(null);
        return new XlsxSheet(name == null ? "" : name, state != null && !state.equals("visible"), part);
    }

    /** What a part refers to, by id. */
    private Map<String, Relation> relations(String path) {
        int slash = path.lastIndexOf('/') + 1;
        String folder = path.substring(0, slash);
        Map<String, Relation> relations = new HashMap<>();
        try (XmlEvents xml = open(required(folder + "_rels/" + path.substring(slash) + ".rels"))) {
            for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
                if (event != XMLStreamConstants.START_ELEMENT || !xml.element().equals("Relationship")) {
                    continue;
                }
                String target = xml.attribute("Target");
                if (target != null && !"External".equals(xml.attribute("TargetMode"))) {
                    relations.put(
                            String.valueOf(xml.attribute("Id")),
                            new Relation(String.valueOf(xml.attribute("Type")), resolved(folder, target)));
                    checkCount(relations.size(), MOST_FORMATS, "relations");
                }
            }
        }
        return relations;
    }

    private static String resolved(String folder, String target) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : (target.startsWith("/") ? target : folder + target).split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return String.join("/", names);
    }

    private List<CellFormat> formats(ZipPart styles) {
        Map<String, CellFormat> own = new HashMap<>();
        List<CellFormat> formats = new ArrayList<>();
        boolean isCell = false;
        try (XmlEvents xml = open(styles)) {
            for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT && xml.element().equals("numFmt")) {
                    String code = xml.attribute("formatCode");
                    own.put(String.valueOf(xml.attribute("numFmtId")), CellFormat.ofCode(code == null ? "" : code));
                } else if (event == XMLStreamConstants.START_ELEMENT
                        && xml.element().equals("cellXfs")) {
                    isCell = true;
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && xml.element().equals("cellXfs")) {
                    isCell = false;
                } else if (event == XMLStreamConstants.START_ELEMENT
                        && isCell
                        && xml.element().equals("xf")) {
                    String id = String.valueOf(xml.attribute("numFmtId"));
                    CellFormat format = own.get(id);
                    formats.add(format != null ? format : builtIn(id));
                }
                checkCount(Math.max(own.size(), formats.size()), MOST_FORMATS, "formats");
            }
        }
        return formats;
    }

    private static CellFormat builtIn(String id) {
        return id.matches("\\d{1,4}") ? CellFormat.ofNumber(Integer.parseInt(id)) : CellFormat.NUMBER;
    }

    private void checkRoot(XmlEvents xml, String name) {
        int event = xml.next();
        while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_DOCUMENT) {
            event = xml.next();
        }
        if (event == XMLStreamConstants.END_DOCUMENT || !xml.element().equals(name)) {
            throw notAWorkbook("its document is no " + name);
        }
    }

    private void checkCount(int count, int most, String what) {
        if (count > most) {
            throw new DingTalkException(
                    ErrorCode.MALFORMED_CONTENT, "File " + file.name() + " has more than " + most + " " + what);
        }
    }

    private XmlEvents open(ZipPart part) {
        if (part.unpacked() > MOST_PART_BYTES) {
            throw new DingTalkException(
                    ErrorCode.MALFORMED_CONTENT,
                    "File " + file.name() + ", part " + part.name() + ": it has " + part.unpacked()
                            + " bytes, which is more than " + MOST_PART_BYTES);
        }
        return new XmlEvents(file, part, MOST_PART_BYTES / 32);
    }

    private ZipPart required(String name) {
        return directory.find(name).orElseThrow(() -> notAWorkbook("its part " + name + " is missing"));
    }

    private DingTalkException notAWorkbook(@Nullable String why) {
        String hint =
                directory.find("mimetype").isPresent() ? ". An OpenDocument file (.ods) has to be saved as .xlsx" : "";
        return new DingTalkException(
                ErrorCode.MALFORMED_CONTENT,
                "File " + file.name() + " is a zip file, but no workbook (.xlsx): " + why + hint);
    }
}
