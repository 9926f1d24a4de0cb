// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.client.FileRef;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file of a knowledge base that can be a table.
 *
 * @param path names from the root down, each after a slash
 * @param stem the path without the extension
 * @param format {@code csv} and so on
 * @param options for the function that reads the format
 */
record WorkspaceFile(FileRef file, String path, String stem, String format, Map<String, Object> options) {
    private static final List<Kind> KINDS = List.of(
            new Kind(".csv", "csv", Map.of(), true),
            new Kind(".tsv", "csv", Map.of("delimiter", "\t"), true),
            new Kind(".jsonl", "json", Map.of(), true),
            new Kind(".ndjson", "json", Map.of(), true),
            new Kind(".xlsx", "xlsx", Map.of(), false));

    private static final String GZIP = ".gz";

    private record Kind(String extension, String format, Map<String, Object> options, boolean mayBePacked) {}

    /** Empty if the name does not tell of rows. */
    static Optional<WorkspaceFile> of(FileRef file, String path) {
        String lowerCase = path.toLowerCase(Locale.ROOT);
        for (Kind kind : KINDS) {
            for (String extension : kind.mayBePacked()
                    ? List.of(kind.extension(), kind.extension() + GZIP)
                    : List.of(kind.extension())) {
                int end = path.length() - extension.length();
                if (lowerCase.endsWith(extension) && end > 0 && path.charAt(end - 1) != '/') {
                    String stem = path.substring(0, end);
                    return Optional.of(new WorkspaceFile(file, path, stem, kind.format(), kind.options()));
                }
            }
        }
        return Optional.empty();
    }

    /** The last name, without the extension. */
    String name() {
        return stem.substring(stem.lastIndexOf('/') + 1);
    }
}
