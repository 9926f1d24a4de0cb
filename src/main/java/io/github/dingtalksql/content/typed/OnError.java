// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

/** What becomes of a value that does not fit its column's type, or of a record with too few or too many fields. */
public enum OnError {
    /** The query fails. */
    FAIL,
    /** The value is null; missing fields are null, and surplus ones are left out. */
    NULL,
    /** The record is left out. */
    SKIP
}
