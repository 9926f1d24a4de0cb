// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Cases in a file that people read and write; its first lines say how. */
public record Corpus(Path path, List<String> preamble, List<CorpusCase> cases) {
    private static final String CASE = "=== ";
    private static final String PART = "--- ";

    public static Corpus read(Path path) throws IOException {
        List<String> preamble = new ArrayList<>();
        List<CorpusCase> cases = new ArrayList<>();
        List<String> lines = Files.readAllLines(path);
        int at = 0;
        while (!lines.get(at).startsWith(CASE)) {
            preamble.add(lines.get(at++));
        }
        while (at < lines.size()) {
            int end = at + 1;
            while (end < lines.size() && !lines.get(end).startsWith(CASE)) {
                end++;
            }
            cases.add(readCase(lines.subList(at, end)));
            at = end;
        }
        return new Corpus(path, preamble, cases);
    }

    private static CorpusCase readCase(List<String> lines) {
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, List<String>> parts = new LinkedHashMap<>();
        List<String> part = null;
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith(PART)) {
                part = new ArrayList<>();
                parts.put(line.substring(PART.length()), part);
            } else if (part != null && !line.isEmpty()) {
                part.add(line);
            } else if (!line.isEmpty()) {
                int colon = line.indexOf(": ");
                settings.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return new CorpusCase(
                lines.get(0).substring(CASE.length()),
                settings,
                parts.getOrDefault("file", List.of()),
                parts.getOrDefault("expected", List.of()),
                parts.getOrDefault("duckdb", List.of()));
    }

    /** The same corpus, with each case changed. */
    public Corpus map(UnaryOperator<CorpusCase> change) {
        return new Corpus(path, preamble, cases.stream().map(change).toList());
    }

    public void write() throws IOException {
        List<String> lines = new ArrayList<>(preamble);
        for (CorpusCase one : cases) {
            lines.add(CASE + one.name());
            one.settings().forEach((key, value) -> lines.add(key + ": " + value));
            add(lines, "file", one.file());
            add(lines, "expected", one.expected());
            if (!one.duckdb().isEmpty()) {
                add(lines, "duckdb", one.duckdb());
            }
            lines.add("");
        }
        Files.writeString(path, String.join("\n", lines));
    }

    private static void add(List<String> lines, String part, List<String> content) {
        lines.add(PART + part);
        lines.addAll(content);
    }
}
