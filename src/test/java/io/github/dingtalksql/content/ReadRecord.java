// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.DingTalkException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reader said of one record. */
record ReadRecord(
        long number,
        long offset,
        int length,
        String content,
        @Nullable List<String> fields) {

    /** @param failure what ended the reading, null for the end of the file */
    record Outcome(List<ReadRecord> records, @Nullable DingTalkException failure) {
        List<List<String>> fields() {
            return records.stream().map(ReadRecord::fields).toList();
        }

        List<String> contents() {
            return records.stream().map(ReadRecord::content).toList();
        }

        List<Long> offsets() {
            return records.stream().map(ReadRecord::offset).toList();
        }
    }

    static Outcome all(RecordReader reader) {
        List<ReadRecord> records = new ArrayList<>();
        try (reader) {
            while (reader.next()) {
                records.add(new ReadRecord(
                        reader.recordNumber(),
                        reader.byteOffset(),
                        reader.byteLength(),
                        reader.content(),
                        reader.fields()));
            }
            return new Outcome(records, null);
        } catch (DingTalkException e) {
            return new Outcome(records, e);
        }
    }

    /** As one line of a bug report. */
    static String shown(String text) {
        return text.replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\0", "\\0");
    }
}
