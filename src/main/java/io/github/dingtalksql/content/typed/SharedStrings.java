// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.content.zip.ZipPart;
import io.github.dingtalksql.remote.RemoteFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/**
 * The texts that the cells of a workbook share. Read as far as they are wanted, and not at all if none is; kept as
 * bytes, since any may come again. Not thread-safe, but {@link #close} may be called from any thread.
 */
final class SharedStrings implements AutoCloseable {
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int BYTES_OF_A_PLACE = 12;

    private final RemoteFile file;
    private final @Nullable ZipPart part;
    private final int mostCharacters;
    private final long mostBytes;
    private final List<byte[]> blocks = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int[] blockOf = new int[256];
    private int[] beginOf = new int[256];
    private int[] lengthOf = new int[256];
    private int count;
    private int used = BLOCK_BYTES;
    private long bytes;
    private boolean ended;
    private volatile @Nullable XmlEvents xml;
    private volatile boolean closed;

    /** @param part null if there are none */
    SharedStrings(RemoteFile file, @Nullable ZipPart part, int maxRecordBytes, long mostBytes) {
        this.file = file;
        this.part = part;
        this.mostCharacters = maxRecordBytes;
        this.mostBytes = mostBytes;
    }

    /** The text at a position from 0 on; null if there are fewer. */
    @Nullable
    String at(int position) {
        while (position >= count && !ended) {
            readNext();
        }
        if (position < 0 || position >= count) {
            return null;
        }
        return new String(blocks.get(blockOf[position]), beginOf[position], lengthOf[position], StandardCharsets.UTF_8);
    }

    private void readNext() {
        ZipPart strings = part;
        if (strings == null) {
            ended = true;
            return;
        }
        XmlEvents events = xml;
        if (events == null) {
            events = new XmlEvents(file, strings, mostCharacters);
            xml = events;
            if (closed) {
                events.close();
            }
        }
        text.setLength(0);
        boolean inString = false;
        boolean inText = false;
        int skipped = 0;
        while (true) {
            int event = events.next();
            if (event == XMLStreamConstants.END_DOCUMENT) {
                events.skipRest();
                ended = true;
                return;
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                String element = events.element();
                inString |= element.equals("si");
                // How a text is pronounced is no part of it.
                skipped += skipped > 0 || element.equals("rPh") ? 1 : 0;
                inText = inString && skipped == 0 && element.equals("t");
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                skipped -= skipped > 0 ? 1 : 0;
                inText = false;
                if (events.element().equals("si")) {
                    keep();
                    return;
                }
            } else if (inText
                    && (event == XMLStreamConstants.CHARACTERS
                            || event == XMLStreamConstants.CDATA
                            || event == XMLStreamConstants.SPACE)) {
                events.appendTo(text);
                if (text.length() > mostCharacters) {
                    throw tooMuch("a text is longer than maxRecordBytes = " + mostCharacters);
                }
            }
        }
    }

    private void keep() {
        byte[] encoded = CellText.unescaped(text).getBytes(StandardCharsets.UTF_8);
        bytes += encoded.length + BYTES_OF_A_PLACE;
        if (bytes > mostBytes) {
            throw tooMuch("the texts that its cells share take more than " + mostBytes
                    + " bytes, a quarter of the heap: raise -Xmx");
        }
        if (encoded.length > BLOCK_BYTES - used) {
            blocks.add(new byte[Math.max(BLOCK_BYTES, encoded.length)]);
            used = 0;
        }
        System.arraycopy(encoded, 0, blocks.get(blocks.size() - 1), used, encoded.length);
        if (count == blockOf.length) {
            int size = count + count / 2;
            blockOf = Arrays.copyOf(blockOf, size);
            beginOf = Arrays.copyOf(beginOf, size);
            lengthOf = Arrays.copyOf(lengthOf, size);
        }
        blockOf[count] = blocks.size() - 1;
        beginOf[count] = used;
        lengthOf[count] = encoded.length;
        used = Math.min(BLOCK_BYTES, used + encoded.length);
        count++;
    }

    private DingTalkException tooMuch(String what) {
        return new DingTalkException(
                ErrorCode.MALFORMED_CONTENT, "File " + file.name() + ", shared text " + (count + 1) + ": " + what);
    }

    @Override
    public void close() {
        closed = true;
        XmlEvents events = xml;
        if (events != null) {
            events.close();
        }
    }
}
