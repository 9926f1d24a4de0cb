// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Fields that were not in the sample, and so are no columns: told as a warning, because they are left out. */
final class NewFields {
    private final String fileName;
    private final Execution execution;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile @Nullable String first;
    private volatile long count;

    NewFields(String fileName, Execution execution) {
        this.fileName = fileName;
        this.execution = execution;
    }

    void add(String name, JsonObjects at) {
        if (first == null) {
            first = "'" + name + "', record " + at.number() + ", byte offset " + at.offset();
        }
        count++;
    }

    /** To be called when the reading ends, however it does. */
    void tell() {
        if (count == 0 || !told.compareAndSet(false, true)) {
            return;
        }
        execution.warn(new DingTalkException(
                ErrorCode.MALFORMED_CONTENT,
                "File " + fileName + ": " + count
                        + " fields are left out, because they are not in the first bytes of the"
                        + " file, where columns are found; raise sample_bytes, or give columns. The first: " + first));
    }
}
