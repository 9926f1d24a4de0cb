// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds out from the first bytes of a JSON file what its columns are: the fields of all objects, in their order. */
public final class JsonSampling {
    private final JsonSettings settings;
    private final FileHead head;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** What has been seen of a field. */
    private static final class Field {
        private final TypeGuess guess = new TypeGuess(false);
        private boolean isText;
    }

    public JsonSampling(JsonSettings settings, FileHead head) {
        this.settings = settings;
        this.head = head;
    }

    public List<FileColumn> columns() {
        try (JsonObjects objects = new JsonObjects(new MemoryFile(head.name(), head.bytes()), settings)) {
            while (objects.next()) {
                objects.read(parser -> consider(parser, objects));
            }
        } catch (DingTalkException e) {
            // A part of a file ends somewhere; what is malformed before is told when the rows are read.
            if (e.code() != ErrorCode.MALFORMED_CONTENT || fields.isEmpty()) {
                throw e;
            }
        }
        List<String> names = ColumnNames.of(new ArrayList<>(fields.keySet()));
        List<FileColumn> columns = new ArrayList<>();
        fields.forEach((name, field) ->
                columns.add(new FileColumn(name, field.isText ? FieldType.VARCHAR : field.guess.type())));
        if (!names.equals(new ArrayList<>(fields.keySet()))) {
            throw new DingTalkException(
                    ErrorCode.MALFORMED_CONTENT,
                    "File " + head.name() + " has fields whose names are blank or differ in case only; say which are"
                            + " wanted: columns => '\"name\" VARCHAR'");
        }
        return columns.isEmpty() ? List.of(new FileColumn("column1", FieldType.VARCHAR)) : columns;
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
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            String text = objects.text(token);
            // A number or a truth in quotes is meant to be text; only dates have no other way to be written.
            boolean isPlain = token.isNumeric() || token.isBoolean();
            boolean isDate = token == JsonToken.VALUE_STRING && DateText.timestamp(text) != DateText.NONE;
            field.isText |= !isPlain && !isDate;
            field.guess.add(text);
        }
        return true;
    }
}
