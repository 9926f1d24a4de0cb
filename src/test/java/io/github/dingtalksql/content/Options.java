// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Read options for tests: everything of a file, with the bounds of the connection's defaults. */
final class Options {
    private Options() {}

    static ReadOptions all(RecordFormat format, @Nullable Charset charset) {
        return new ReadOptions(format, charset, 0, Long.MAX_VALUE, 16 * 1024 * 1024, 10_000);
    }

    static ReadOptions utf8(RecordFormat format) {
        return all(format, StandardCharsets.UTF_8);
    }

    static ReadOptions range(RecordFormat format, @Nullable Charset charset, long from, long to) {
        return new ReadOptions(format, charset, from, to, 16 * 1024 * 1024, 10_000);
    }

    static ReadOptions bounded(RecordFormat format, int maxRecordBytes, int maxColumns) {
        return new ReadOptions(format, StandardCharsets.UTF_8, 0, Long.MAX_VALUE, maxRecordBytes, maxColumns);
    }

    /** Where every line end ends a record. */
    static ReadOptions lines(RecordFormat format, @Nullable Charset charset, long from, long to) {
        return new ReadOptions(format, charset, false, from, to, 16 * 1024 * 1024, 10_000);
    }
}
