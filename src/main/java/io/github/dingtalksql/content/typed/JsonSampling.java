// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.FileContents;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds out from the first bytes of a JSON file what its columns are: the fields of all objects, in their order. */
public final class JsonSampling {
    private final JsonSettings settings;
    private final FileHead head;
    private final Charset charset;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** What has been seen of a field. */
    private static final class Field {
        private final TypeGuess guess = new TypeGuess(false);
        private boolean isText;

        void add(JsonToken token, String text) {
            // A number or a truth in quotes is meant to be text; only dates and times have no other way to be written.
            boolean isPlain = token.isNumeric() || token.isBoolean();
            boolean isDate = token == JsonToken.VALUE_STRING
                    && (DateText.timestamp(text) != DateText.NONE || DateText.time(text) != DateText.NONE);
            isText |= !isPlain && !isDate;
            guess.add(text);
        }

        FieldType type() {
            return isText ? FieldType.VARCHAR : guess.type();
        }
    }

    public JsonSampling(JsonSettings settings, FileHead head) {
        this.settings = settings;
        this.head = head;
        Charset told = settings.charset();
        this.charset = told == null ? FileContents.detectCharset(head.bytes(), head.whole()) : told;
    }

    public JsonLayout layout() {
        head.requireText();
        MemoryFile file = new MemoryFile(head.name(), head.bytes());
        try (JsonObjects objects = new JsonObjects(file, charset, settings.maxRecordBytes())) {
            while (objects.next()) {
                objects.read(parser -> consider(parser, objects));
            }
        } catch (DingTalkException e) {
            // A part of a file ends somewhere; what is malformed before is told when the rows are read.
            if (e.code() != ErrorCode.MALFORMED_CONTENT || fields.isEmpty() && head.whole()) {
                throw e;
            }
        }
        if (fields.isEmpty() && !head.whole()) {
            throw new DingTalkException(
                    ErrorCode.MALFORMED_CONTENT,
                    "File " + head.name() + ", byte offset 0: no field was found in the first " + head.bytes().length
                            + " bytes. Raise sample_bytes, or give columns");
        }
        List<String> keys = new ArrayList<>(fields.keySet());
        List<FileColumn> columns = new ArrayList<>();
        List<String> names = ColumnNames.of(keys);
        for (Field field : fields.values()) {
            columns.add(new FileColumn(names.get(columns.size()), field.type()));
        }
        // A table has at least one column, so that a file without fields is one too.
        return columns.isEmpty()
                ? new JsonLayout(
                        charset,
                        List.of(new FileColumn(ColumnNames.numbered(0), FieldType.VARCHAR)),
                        List.of(""),
                        false)
                : new JsonLayout(charset, columns, keys, false);
    }

    private boolean consider(JsonParser parser, JsonObjects objects) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Field field = fields.computeIfAbsent(parser.currentName(), name -> new Field());
            if (fields.size() > settings.maxColumns()) {
                throw new DingTalkException(
                        ErrorCode.INVALID_ARGUMENT,
                        "File " + head.name() + " has more fields than maxColumns = " + settings.maxColumns()
                                + "; give columns, or raise the property maxColumns");
            }
            JsonToken token = parser.nextToken();
            if (token != JsonToken.VALUE_NULL) {
                field.add(token, objects.text(parser));
            }
        }
        return true;
    }
}
