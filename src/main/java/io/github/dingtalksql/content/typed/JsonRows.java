// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.remote.RemoteFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a JSON file: its objects, be they one after the other (JSON lines) or in one array. Fields that are not asked
 * for are skipped without being kept, and only of objects that fulfil the conditions are the others parsed. Of a key that
 * comes twice in an object the last value counts.
 */
public final class JsonRows implements TypedReader {
    private static final int UNWANTED = -1;

    private final String fileName;
    private final JsonObjects objects;
    private final JsonLayout layout;
    private final Map<String, Integer> columnByKey = new HashMap<>();
    private final Selection wanted;
    private final int[] placeByColumn;
    private final OnError onError;
    private final FieldValues values;
    private final Misfits misfits;
    private final NewFields newFields;
    /** Values of the current object that are parsed when its conditions are fulfilled. */
    private final @Nullable String[] texts;

    private @Nullable Object[] row;

    public JsonRows(RemoteFile file, JsonSettings settings, JsonLayout layout, Selection wanted, Execution execution) {
        this.fileName = file.name();
        this.objects = new JsonObjects(file, layout.charset(), settings.maxRecordBytes());
        this.layout = layout;
        for (int i = 0; i < layout.keys().size(); i++) {
            columnByKey.put(layout.keys().get(i), i);
        }
        this.wanted = wanted;
        this.placeByColumn = places(wanted.columns(), layout.columns().size());
        this.onError = settings.onError();
        this.values = new FieldValues(!layout.isComplete());
        this.misfits = new Misfits(
                file.name(),
                settings.onError(),
                layout.isComplete()
                        ? "Correct the argument columns, or the file"
                        : "The types were found in the first bytes of the file: raise sample_bytes, or give columns",
                execution);
        this.newFields = new NewFields(file.name(), execution);
        this.texts = new @Nullable String[wanted.width()];
        this.row = new @Nullable Object[wanted.width()];
    }

    private static int[] places(int[] wanted, int columns) {
        int[] places = new int[columns];
        Arrays.fill(places, UNWANTED);
        for (int i = 0; i < wanted.length; i++) {
            places[wanted[i]] = i;
        }
        return places;
    }

    @Override
    public boolean next() {
        while (objects.next()) {
            if (objects.read(this::fill)) {
                return true;
            }
        }
        tell();
        return false;
    }

    /** Reads one object to its end; false if it is to be left out. */
    private boolean fill(JsonParser parser) throws IOException {
        row = new @Nullable Object[wanted.width()];
        Arrays.fill(texts, null);
        boolean fits = true;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Integer column = columnByKey.get(parser.currentName());
            if (column == null && !layout.isComplete()) {
                newFields.add(parser.currentName(), objects);
            }
            JsonToken token = parser.nextToken();
            if (column == null || !fits || !isNeeded(column)) {
                parser.skipChildren();
                continue;
            }
            String text = token == JsonToken.VALUE_NULL ? null : objects.text(parser);
            fits = fill(column, text);
        }
        return fits && wanted.accepts(row) && fillOthers();
    }

    /** False if the value does not fit and its object is to be left out. */
    private boolean fill(int column, @Nullable String text) {
        int place = placeByColumn[column];
        if (onError != OnError.SKIP && !wanted.isTested(place)) {
            texts[place] = text;
            return true;
        }
        Object value = value(text, column);
        if (place != UNWANTED) {
            row[place] = value;
        }
        return value != null || text == null || onError != OnError.SKIP;
    }

    private boolean fillOthers() {
        for (int place : wanted.others()) {
            if (texts[place] != null) {
                row[place] = value(texts[place], wanted.column(place));
            }
        }
        return true;
    }

    /** Which records are left out must not depend on what is asked of them. */
    private boolean isNeeded(int column) {
        boolean mayMisfit = layout.columns().get(column).type().kind() != FieldType.Kind.VARCHAR;
        return placeByColumn[column] != UNWANTED || onError == OnError.SKIP && mayMisfit;
    }

    /** Null if there is no text, or if it does not fit, which is counted. */
    private @Nullable Object value(@Nullable String text, int position) {
        if (text == null) {
            return null;
        }
        FileColumn column = layout.columns().get(position);
        Object value = values.parse(text, column.type());
        if (value == null) {
            misfits.value(column, objects.number(), objects.offset(), text);
        }
        return value;
    }

    @Override
    public @Nullable Object[] row() {
        return row;
    }

    private void tell() {
        misfits.tell();
        newFields.tell();
    }

    @Override
    public String place() {
        return fileName + ", record " + objects.number() + ", byte offset " + objects.offset();
    }

    @Override
    public void close() {
        tell();
        objects.close();
    }
}
