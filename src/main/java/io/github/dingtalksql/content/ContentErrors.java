// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.nio.charset.Charset;

/** Says what is wrong with one file, where, and what to do about it. */
record ContentErrors(String fileName, ReadOptions options) {
    DingTalkException malformedRecord(long record, long offset, String problem) {
        return malformed(record, offset, problem + ". Correct the file, or read it line by line with format = 'text'");
    }

    DingTalkException tooLong(long record, long offset, boolean quoted) {
        String cause = quoted ? " It has quotes: perhaps one of them is never closed." : "";
        return malformed(
                record,
                offset,
                "the record that begins here is longer than maxRecordBytes = " + options.maxRecordBytes() + "." + cause
                        + " If the record is as it should be, raise the property maxRecordBytes; an eighth of the heap (-Xmx)"
                        + " is the most that counts");
    }

    DingTalkException tooManyColumns(long record, long offset) {
        return malformed(
                record,
                offset,
                "here begins field " + (options.maxColumns() + 1L) + ", but maxColumns = " + options.maxColumns()
                        + ". If the record is as it should be, raise the property maxColumns");
    }

    DingTalkException notOfCharset(long record, long offset, Charset charset) {
        return malformed(record, offset, notOfCharset(charset));
    }

    /** As the other, where records are not counted. */
    DingTalkException notOfCharset(long offset, Charset charset) {
        return new DingTalkException(
                ErrorCode.MALFORMED_CONTENT,
                "File " + fileName + ", byte offset " + offset + ": " + notOfCharset(charset) + ".");
    }

    private String notOfCharset(Charset charset) {
        String how = options.charset() == null ? "was taken for" : "is read as";
        return "the file " + how + " " + charset.name() + ", and the bytes here are not. Name the right charset, as in"
                + " charset = 'GB18030'; 'ISO-8859-1' accepts every byte";
    }

    DingTalkException noOffsetsIn(Charset charset) {
        return new DingTalkException(
                ErrorCode.UNSUPPORTED,
                "File " + fileName + " cannot be read from a byte offset on, because the bytes of charset "
                        + charset.name() + " mean something only when read from the start. Leave out the lower bound of"
                        + " byte_offset");
    }

    DingTalkException closed() {
        return new DingTalkException(ErrorCode.INVALID_STATE, "The reader of file " + fileName + " is closed");
    }

    private DingTalkException malformed(long record, long offset, String what) {
        return new DingTalkException(
                ErrorCode.MALFORMED_CONTENT,
                "File " + fileName + ", record " + record + ", byte offset " + offset + ": " + what + ".");
    }
}
