// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.remote.RemoteFile;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** The cells of a sheet, row by row, as they stand in its XML. Not thread-safe, but for {@link #close}. */
final class SheetCells implements AutoCloseable {
    /** What the text of a cell is. */
    enum Kind {
        NUMBER,
        BOOLEAN,
        /** The position of a shared text. */
        SHARED,
        TEXT,
        ERROR,
        /** A date or time by ISO 8601. */
        ISO
    }

    private final String fileName;
    private final String sheetName;
    private final XmlEvents xml;
    private final int mostCharacters;
    private final StringBuilder text = new StringBuilder();
    private boolean begun;
    private boolean inRow;
    private int row;
    private int column;
    private Kind kind = Kind.NUMBER;
    private @Nullable String style;
    private boolean hasValue;
    private boolean hasFormula;

    SheetCells(RemoteFile file, XlsxSheet sheet, int maxRecordBytes) {
        if (sheet.part() == null) {
            throw new IllegalArgumentException("A sheet without cells");
        }
        this.fileName = file.name();
        this.sheetName = sheet.name();
        this.xml = new XmlEvents(file, sheet.part(), maxRecordBytes);
        this.mostCharacters = maxRecordBytes;
    }

    /** Bytes of the sheet's XML that have been taken. */
    long bytes() {
        return xml.bytes();
    }

    boolean nextRow() {
        if (!begun) {
            begun = true;
            if (!goTo("sheetData", "worksheet")) {
                throw malformed("it has no cells (sheetData is missing)");
            }
        }
        while (inRow && nextCell()) {
            // Cells that nobody asked for.
        }
        if (!goTo("row", "sheetData")) {
            xml.skipRest();
            return false;
        }
        int number = number(xml.attribute("r"), row + 1);
        if (number <= row || number > CellRange.MOST_ROWS) {
            throw malformed("after row " + row + " comes row " + number);
        }
        row = number;
        column = -1;
        inRow = true;
        return true;
    }

    /** Moves on to the next beginning of an element, or to the end of the one that it is in. */
    private boolean goTo(String element, String within) {
        while (true) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.element().equals(element)) {
                return true;
            }
            if (event == XMLStreamConstants.END_DOCUMENT
                    || event == XMLStreamConstants.END_ELEMENT && xml.element().equals(within)) {
                return false;
            }
        }
    }

    private int number(@Nullable String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw malformed("'" + text + "' is no number of a row");
        }
    }

    /** The next cell of the row that is there, with or without a value. */
    boolean nextCell() {
        if (!goTo("c", "row")) {
            inRow = false;
            return false;
        }
        int at = column + 1;
        String reference = xml.attribute("r");
        if (reference != null) {
            int letters = 0;
            while (letters < reference.length() && reference.charAt(letters) >= 'A') {
                letters++;
            }
            at = CellRange.column(reference.substring(0, letters));
        }
        if (at <= column || at >= CellRange.MOST_COLUMNS) {
            throw malformed("row " + row + " has a cell '" + reference + "' where none of that name can be");
        }
        column = at;
        style = xml.attribute("s");
        kind = kind(xml.attribute("t"));
        readContent();
        return true;
    }

    private Kind kind(@Nullable String type) {
        return switch (type == null ? "n" : type) {
            case "n" -> Kind.NUMBER;
            case "b" -> Kind.BOOLEAN;
            case "s" -> Kind.SHARED;
            case "str", "inlineStr" -> Kind.TEXT;
            case "e" -> Kind.ERROR;
            case "d" -> Kind.ISO;
            default -> throw malformed("cell " + place() + " is of the unknown type '" + type + "'");
        };
    }

    private void readContent() {
        text.setLength(0);
        hasValue = false;
        hasFormula = false;
        boolean inText = false;
        boolean isInline = false;
        int depth = 0;
        int skipped = 0;
        while (true) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_DOCUMENT) {
                throw malformed("it ends within cell " + place());
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                String element = xml.element();
                boolean isValue = depth == 1 && element.equals("v");
                isInline = depth == 1 ? element.equals("is") : isInline;
                hasFormula |= depth == 1 && element.equals("f");
                hasValue |= isValue || isInline;
                // How a text is pronounced is no part of it.
                skipped += skipped > 0 || element.equals("rPh") ? 1 : 0;
                inText = isValue || isInline && skipped == 0 && element.equals("t");
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (depth == 0) {
                    return;
                }
                depth--;
                skipped -= skipped > 0 ? 1 : 0;
                inText = false;
            } else if (inText
                    && (event == XMLStreamConstants.CHARACTERS
                            || event == XMLStreamConstants.CDATA
                            || event == XMLStreamConstants.SPACE)) {
                xml.appendTo(text);
                if (text.length() > mostCharacters) {
                    throw malformed(
                            "the text of cell " + place() + " is longer than maxRecordBytes = " + mostCharacters);
                }
            }
        }
    }

    /** 1-based. */
    int row() {
        return row;
    }

    /** 0-based. */
    int column() {
        return column;
    }

    Kind kind() {
        return kind;
    }

    /** Number of the cell's style. */
    @Nullable
    String style() {
        return style;
    }

    /** What stands in the cell; of formulas, what they gave when the file was saved. */
    CharSequence text() {
        return text;
    }

    /** Whether there is anything to be seen in the cell. */
    boolean isFilled() {
        return text.length() > 0 || isNotCalculated();
    }

    /** Whether there is a value, be it an empty text. */
    boolean hasValue() {
        return hasValue && (kind == Kind.TEXT || text.length() > 0);
    }

    /** Whether there is a formula, but not what it gives. */
    boolean isNotCalculated() {
        return hasFormula && !hasValue();
    }

    /** The cell's name, as it is shown. */
    String place() {
        return CellRange.cell(column, row);
    }

    DingTalkException malformed(String what) {
        return new DingTalkException(
                ErrorCode.MALFORMED_CONTENT, "File " + fileName + ", sheet '" + sheetName + "': " + what);
    }

    @Override
    public void close() {
        xml.close();
    }
}
