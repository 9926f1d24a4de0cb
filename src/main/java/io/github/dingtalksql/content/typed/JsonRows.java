// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.remote.RemoteFile;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a JSON file: its objects, be they one after the other (JSON lines) or in one array. Fields that are not asked
 * for are skipped without being kept.
 */
public final class JsonRows implements TypedReader {
    private final JsonObjects objects;
    private final List<FileColumn> columns;
    private final Map<String, Integer> placeByName = new HashMap<>();
    private final int[] wanted;
    private final OnError onError;
    private final FieldValues values;
    private final Misfits misfits;
    private @Nullable Object[] row;

    /** @param wanted positions in {@code columns}, in the order of the rows' values */
    public JsonRows(
            RemoteFile file, JsonSettings settings, List<FileColumn> columns, int[] wanted, Execution execution) {
        this.objects = new JsonObjects(file, settings);
        this.columns = List.copyOf(columns);
        this.wanted = wanted.clone();
        for (int i = 0; i < wanted.length; i++) {
            placeByName.put(columns.get(wanted[i]).name(), i);
        }
        this.onError = settings.onError();
        this.values = new FieldValues(settings.columns().isEmpty());
        this.misfits = new Misfits(
                file.name(),
                settings.onError(),
                settings.columns().isEmpty()
                        ? "The types were found in the first bytes of the file: raise sample_bytes, or give columns"
                        : "Correct the argument columns, or the file",
                execution);
        this.row = new @Nullable Object[wanted.length];
    }

    @Override
    public boolean next() {
        while (objects.next()) {
            row = new @Nullable Object[wanted.length];
            if (objects.read(this::fill)) {
                return true;
            }
        }
        misfits.tell();
        return false;
    }

    /** Reads one object to its end; false if it is to be left out. */
    private boolean fill(JsonParser parser) throws IOException {
        boolean fits = true;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Integer place = placeByName.get(parser.currentName());
            JsonToken token = parser.nextToken();
            if (place == null || token == JsonToken.VALUE_NULL) {
                parser.skipChildren();
                continue;
            }
            FileColumn column = columns.get(wanted[place]);
            String text = objects.text(token);
            Object value = values.parse(text, column.type());
            if (value == null) {
                misfits.value(column, objects.number(), objects.offset(), text);
                fits = onError != OnError.SKIP;
            }
            row[place] = value;
        }
        return fits;
    }

    @Override
    public @Nullable Object[] row() {
        return row;
    }

    @Override
    public void close() {
        misfits.tell();
        objects.close();
    }
}
