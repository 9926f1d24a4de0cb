// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.FileContents;
import io.github.dingtalksql.content.Utf8Text;
import io.github.dingtalksql.remote.RemoteFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The objects of a JSON file one after the other, streamed: at most the values asked for of one are in memory. */
final class JsonObjects implements AutoCloseable {
    /** Deeper ones are no data, but an attack on the stack. */
    private static final int MOST_NESTING = 512;

    /** Reads one object: the parser stands at its start, and has to be left at its end. */
    interface Reading {
        boolean read(JsonParser parser) throws IOException;
    }

    private final String fileName;
    private final int maxRecordBytes;
    private final Utf8Text content;
    private @Nullable JsonParser parser;
    private boolean begun;
    private boolean inArray;
    private boolean ended;
    private long number;
    private long offset;
    /** Characters of the values of the current object that were asked for. */
    private long characters;

    /** @param charset null: to be found out */
    JsonObjects(RemoteFile file, @Nullable Charset charset, int maxRecordBytes) {
        this.fileName = file.name();
        this.maxRecordBytes = maxRecordBytes;
        this.content = FileContents.openText(file, charset);
    }

    /** Moves to the start of the next object; false at the end of the file. */
    boolean next() {
        return !ended && guarded(this::moved);
    }

    private boolean moved(JsonParser json) throws IOException {
        number++;
        characters = 0;
        JsonToken token = json.nextToken();
        if (!begun && token == JsonToken.START_ARRAY) {
            inArray = true;
            token = json.nextToken();
        }
        begun = true;
        if (token == null || inArray && token == JsonToken.END_ARRAY) {
            offset = json.currentLocation().getByteOffset();
            ended = true;
            if (token == null && inArray) {
                throw malformed("the array is never closed", null);
            }
            if (token != null && json.nextToken() != null) {
                throw malformed("something follows the array; one array has to be all that is in the file", null);
            }
            return false;
        }
        offset = json.currentTokenLocation().getByteOffset();
        if (token != JsonToken.START_OBJECT) {
            throw malformed("here is no object; read_json reads objects, one after the other or in one array", null);
        }
        return true;
    }

    boolean read(Reading reading) {
        return guarded(reading);
    }

    private boolean guarded(Reading reading) {
        try {
            JsonParser json = parser;
            if (json == null) {
                json = opened();
                parser = json;
            }
            return reading.read(json);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw malformed(String.valueOf(e.getMessage()), e);
        }
    }

    private JsonParser opened() throws IOException {
        JsonFactory factory = buffers()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(maxRecordBytes)
                        .maxNestingDepth(MOST_NESTING)
                        .build())
                .build();
        return factory.createParser(new ContentStream(content));
    }

    /** Jackson's default hangs buffers, and with them our class loader, on the caller's thread. */
    private static JsonFactoryBuilder buffers() {
        return new JsonFactoryBuilder().recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool());
    }

    /** The current value as text: nested ones as JSON. */
    String text(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            String text = json.getText();
            count(text.length());
            return text;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = buffers().build().createGenerator(text)) {
            copy(json, generator, text);
        }
        count(text.getBuffer().length());
        return text.toString();
    }

    /** As {@code copyCurrentStructure}, with an eye on the size. */
    private void copy(JsonParser json, JsonGenerator generator, StringWriter text) throws IOException {
        int depth = 0;
        do {
            generator.copyCurrentEventExact(json);
            JsonToken token = json.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (characters + text.getBuffer().length() > maxRecordBytes) {
                throw tooLong();
            }
        } while (depth > 0 && json.nextToken() != null);
    }

    private void count(int length) {
        characters += length;
        if (characters > maxRecordBytes) {
            throw tooLong();
        }
    }

    /** 1-based. */
    long number() {
        return number;
    }

    /** Where the current object begins: bytes of the file, or of its text in UTF-8 if it is in another charset. */
    long offset() {
        return content.offset(offset);
    }

    Charset charset() {
        return content.charset();
    }

    private DingTalkException tooLong() {
        return malformed(
                "the values of the object that begins here are longer than maxRecordBytes = " + maxRecordBytes
                        + ". If the object is as it should be, raise the property maxRecordBytes",
                null);
    }

    private DingTalkException malformed(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        if (message.contains("getMaxStringLength") || message.contains("getMaxNameLength")) {
            return tooLong();
        }
        long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
        offset = at >= 0 ? at : offset;
        // What follows are places and features of the parser, which mean nothing to the reader of a file.
        String plain = message.replaceAll(
                "(?s) \\(start marker at .*|: enable `Json.*| \\(not recognized as one since .*"
                        + "|, from `StreamReadConstraints.*|; current token \\(.*",
                "");
        return malformed(plain, e);
    }

    private DingTalkException malformed(String what, @Nullable Exception cause) {
        boolean isUtf8 = content.charset().equals(StandardCharsets.UTF_8);
        return new DingTalkException(
                ErrorCode.MALFORMED_CONTENT,
                "File " + fileName + ", record " + number + ", byte offset " + offset() + (isUtf8 ? "" : " (as UTF-8)")
                        + ": " + what,
                cause);
    }

    @Override
    public void close() {
        content.close();
    }

    /** Bytes as the JDK wants them. */
    private static final class ContentStream extends InputStream {
        private final Utf8Text content;

        ContentStream(Utf8Text content) {
            this.content = content;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return length == 0 ? 0 : content.read(buffer, offset, length);
        }
    }
}
