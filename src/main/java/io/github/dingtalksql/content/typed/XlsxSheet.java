// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.content.zip.ZipPart;
import org.jspecify.annotations.Nullable;

/**
 * A sheet of a workbook.
 *
 * @param part null if it has no cells but a chart, or is missing
 */
public record XlsxSheet(
        String name, boolean hidden, @Nullable ZipPart part) {}
