// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

/** How a file is cut into records; the values of the key column {@code format}. */
public enum RecordFormat {
    /** RFC 4180, fields separated by commas. */
    CSV,
    /** RFC 4180 with tabs instead of commas. */
    TSV,
    /** One record a line, no fields. */
    TEXT
}
