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
 * for are skipped without being kept. Of a key that comes twice in an object the last value counts.
 */
public final class JsonRows implements TypedReader {
    private static final int UNWANTED = -1;

    private final JsonObjects objects;
    private final JsonLayout layout;
    private final Map<String, Integer> columnByKey = new HashMap<>();
    private final int[] placeByColumn;
    private final int width;
    private final OnError onError;
    private final FieldValues values;
    private final Misfits misfits;
    private final NewFields newFields;
    private @Nullable Object[] row;

    /** @param wanted positions in {@code layout.columns()}, in the order of the rows' values */
    public JsonRows(RemoteFile file, JsonSettings settings, JsonLayout layout, int[] wanted, Execution execution) {
        this.objects = new JsonObjects(file, layout.charset(), settings.maxRecordBytes());
        this.layout = layout;
        for (int i = 0; i < layout.keys().size(); i++) {
            columnByKey.put(layout.keys().get(i), i);
        }
        this.placeByColumn = places(wanted, layout.columns().size());
        this.width = wanted.length;
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
        this.row = new @Nullable Object[width];
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
            row = new @Nullable Object[width];
            if (objects.read(this::fill)) {
                return true;
            }
        }
        tell();
        return false;
    }

    /** Reads one object to its end; false if it is to be left out. */
    private boolean fill(JsonParser parser) throws IOException {
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
            Object value = token == JsonToken.VALUE_NULL
                    ? null
                    : value(parser, layout.columns().get(column));
            fits = value != null || token == JsonToken.VALUE_NULL || onError != OnError.SKIP;
            if (placeByColumn[column] != UNWANTED) {
                row[placeByColumn[column]] = value;
            }
        }
        return fits;
    }

    /** Which records are left out must not depend on what is asked of them. */
    private boolean isNeeded(int column) {
        boolean mayMisfit = layout.columns().get(column).type().kind() != FieldType.Kind.VARCHAR;
        return placeByColumn[column] != UNWANTED || onError == OnError.SKIP && mayMisfit;
    }

    /** Null if the text does not fit, which is counted. */
    private @Nullable Object value(JsonParser parser, FileColumn column) throws IOException {
        String text = objects.text(parser);
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
    public void close() {
        tell();
        objects.close();
    }
}
