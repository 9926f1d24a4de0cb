// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.FileContents;
import io.github.dingtalksql.remote.ByteStream;
import io.github.dingtalksql.remote.RemoteFile;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The objects of a JSON file one after the other, streamed: at most one value is in memory. */
final class JsonObjects implements AutoCloseable {
    private static final int HEAD_BYTES = 64 * 1024;

    /** Reads one object: the parser stands at its start, and has to be left at its end. */
    interface Reading {
        boolean read(JsonParser parser) throws IOException;
    }

    private final String fileName;
    private final JsonSettings settings;
    private final ByteStream bytes;
    private @Nullable JsonParser parser;
    private boolean inArray;
    private boolean ended;
    private long number;
    private long offset;

    JsonObjects(RemoteFile file, JsonSettings settings) {
        this.fileName = file.name();
        this.settings = settings;
        this.bytes = file.open(0, Long.MAX_VALUE);
    }

    /** Moves to the start of the next object; false at the end of the file. */
    boolean next() {
        return !ended && guarded(this::moved);
    }

    private boolean moved(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (number == 0 && token == JsonToken.START_ARRAY) {
            inArray = true;
            token = json.nextToken();
        }
        if (token == null || inArray && token == JsonToken.END_ARRAY) {
            ended = true;
            if (token == null && inArray || token != null && json.nextToken() != null) {
                throw malformed("the array is not all that is in the file, or is not closed", null);
            }
            return false;
        }
        number++;
        offset = json.currentTokenLocation().getCharOffset();
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
            long at = e.getLocation() == null ? offset : e.getLocation().getCharOffset();
            offset = Math.max(offset, at);
            throw malformed(plain(e), e);
        } catch (IOException e) {
            throw malformed(String.valueOf(e.getMessage()), e);
        }
    }

    /** Without the places that Jackson names besides: they are of the text as it was handed over. */
    private static String plain(JsonProcessingException e) {
        return e.getOriginalMessage().replaceAll(" \\(start marker at .*", "");
    }

    private JsonParser opened() throws IOException {
        byte[] head = new byte[HEAD_BYTES];
        int length = 0;
        while (length < head.length) {
            int read = bytes.read(head, length, head.length - length);
            if (read < 0) {
                break;
            }
            length += read;
        }
        FileHead known = new FileHead(fileName, Arrays.copyOf(head, length), length < head.length);
        Charset told = settings.charset();
        Charset charset = told == null ? FileContents.detectCharset(known.wholeLines(), known.whole()) : told;
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(known.bytes()), new Rest(bytes));
        InputStreamReader text = new InputStreamReader(
                all,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(settings.maxRecordBytes())
                        .build())
                .build();
        JsonParser json = factory.createParser(new WithoutMark(text));
        return json;
    }

    /** The current value as text: nested ones as JSON. */
    String text(JsonToken token) {
        JsonParser json = parser;
        if (json == null) {
            throw new IllegalStateException("next() first");
        }
        StringWriter text = new StringWriter();
        try {
            if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
                return json.getText();
            }
            try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
                copy(json, generator, text);
            }
            return text.toString();
        } catch (JsonProcessingException e) {
            throw malformed(plain(e), e);
        } catch (IOException e) {
            throw malformed(String.valueOf(e.getMessage()), e);
        }
    }

    /** As {@code copyCurrentStructure}, with an eye on the size. */
    private void copy(JsonParser json, JsonGenerator generator, StringWriter text) throws IOException {
        int depth = 0;
        do {
            generator.copyCurrentEvent(json);
            JsonToken token = json.currentToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (text.getBuffer().length() > settings.maxRecordBytes()) {
                throw malformed("a nested value is longer than maxRecordBytes = " + settings.maxRecordBytes(), null);
            }
        } while (depth > 0 && json.nextToken() != null);
    }

    /** 1-based. */
    long number() {
        return number;
    }

    /** Characters before the current object. */
    long offset() {
        return offset;
    }

    private DingTalkException malformed(String what, @Nullable Exception cause) {
        return new DingTalkException(
                ErrorCode.MALFORMED_CONTENT,
                "File " + fileName + ", record " + Math.max(1, number) + ", character offset " + offset + ": " + what,
                cause);
    }

    @Override
    public void close() {
        bytes.close();
    }

    /** Bytes as the JDK wants them. */
    private static final class Rest extends InputStream {
        private final ByteStream bytes;

        Rest(ByteStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return length == 0 ? 0 : bytes.read(buffer, offset, length);
        }
    }

    /** Text without the byte-order mark that it may begin with. */
    private static final class WithoutMark extends FilterReader {
        private boolean begun;

        WithoutMark(InputStreamReader text) {
            super(new BufferedReader(text));
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            if (!begun) {
                begun = true;
                in.mark(1);
                if (in.read() != '\uFEFF') {
                    in.reset();
                }
            }
            return in.read(buffer, offset, length);
        }
    }
}
