// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.zip.ZipPart;
import io.github.dingtalksql.content.zip.ZipPartStream;
import io.github.dingtalksql.remote.RemoteFile;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The elements and texts of one XML file in a zip file, as the JDK's streaming reader gives them. What one of them may
 * take is bounded by the bytes that the reader gets for it, whatever it does with them. Document types are not read.
 * Not thread-safe, but {@link #close} may be called from any thread.
 */
final class XmlEvents implements AutoCloseable {
    /** What the reader takes in advance, and an element without much in it. */
    private static final int READ_AHEAD = 64 * 1024;

    private final String fileName;
    private final ZipPart part;
    private final Allowance input;
    private @Nullable XMLStreamReader reader;

    /** @param mostBytes of one element's beginning or of one piece of text */
    XmlEvents(RemoteFile file, ZipPart part, int mostBytes) {
        this.fileName = file.name();
        this.part = part;
        this.input = new Allowance(file.name(), ZipPartStream.open(file, part), mostBytes);
    }

    /** Bytes taken so far, unpacked. */
    long bytes() {
        return input.taken;
    }

    /** Moves on; {@link XMLStreamConstants#END_DOCUMENT} at the end. */
    int next() {
        input.left = input.most;
        try {
            XMLStreamReader xml = reader;
            if (xml == null) {
                xml = factory().createXMLStreamReader(input);
                reader = xml;
            }
            return xml.hasNext() ? xml.next() : XMLStreamConstants.END_DOCUMENT;
        } catch (XMLStreamException e) {
            String where = e.getLocation() == null
                    ? ""
                    : ", line " + e.getLocation().getLineNumber() + ", column "
                            + e.getLocation().getColumnNumber();
            throw new DingTalkException(
                    ErrorCode.MALFORMED_CONTENT,
                    "File " + fileName + ", part " + part.name() + where + ": it is no well-formed XML",
                    e);
        }
    }

    private static XMLInputFactory factory() {
        // The JDK's own, whatever the class path offers; one for each, because they count over all their readers.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }

    /** Name of the element that begins or ends here, without its prefix. */
    String element() {
        return reader().getLocalName();
    }

    /** Value of an attribute, whatever its namespace is; null if there is none. */
    @Nullable
    String attribute(String name) {
        XMLStreamReader xml = reader();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    /** Adds the piece of text that is here. */
    void appendTo(StringBuilder text) {
        XMLStreamReader xml = reader();
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }

    private XMLStreamReader reader() {
        XMLStreamReader xml = reader;
        if (xml == null) {
            throw new IllegalStateException("next() first");
        }
        return xml;
    }

    /** Reads what is left without looking at it, so that the checksum of all is verified. */
    void skipRest() {
        byte[] buffer = new byte[READ_AHEAD];
        input.left = Long.MAX_VALUE;
        while (input.read(buffer, 0, buffer.length) >= 0) {
            // The bytes are not wanted.
        }
    }

    @Override
    public void close() {
        input.close();
    }

    private static final class Allowance extends InputStream {
        private final String fileName;
        private final ZipPartStream source;
        private final long most;
        private long left;
        private long taken;

        Allowance(String fileName, ZipPartStream source, int mostBytes) {
            this.fileName = fileName;
            this.source = source;
            this.most = (long) mostBytes + READ_AHEAD;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                throw new DingTalkException(
                        ErrorCode.MALFORMED_CONTENT,
                        "File " + fileName + ", part " + source.part().name() + ", byte " + taken
                                + " of its content: an element or text is longer than maxRecordBytes = "
                                + (most - READ_AHEAD)
                                + ". If it is as it should be, raise the property maxRecordBytes; an eighth of the heap"
                                + " (-Xmx) is the most that counts");
            }
            int read = source.read(target, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            taken += Math.max(0, read);
            return read;
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
