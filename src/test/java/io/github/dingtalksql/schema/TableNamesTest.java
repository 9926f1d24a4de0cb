// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.client.FileRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableNamesTest {
    private static List<WorkspaceFile> files(String... paths) {
        List<WorkspaceFile> files = new ArrayList<>();
        for (String path : paths) {
            FileRef file = new FileRef("1", Integer.toString(files.size() + 1), null);
            WorkspaceFile.of(file, path).ifPresent(files::add);
        }
        return files;
    }

    @Test
    void whatTellsFilesApartIsAdded() {
        assertThat(TableNames.of(files(
                        "/a.csv", "/2026/b.csv", "/2025/B.csv", "/2026/c.csv", "/2026/c.XLSX", "/x/d.csv", "/x/d.csv")))
                .containsExactly("a", "2026/b", "2025/B", "2026/c.csv", "2026/c.XLSX", "x/d.csv (6)", "x/d.csv (7)");
        assertThat(TableNames.of(files("/x.csv", "/sub/x.csv.gz"))).containsExactly("x", "sub/x");
    }

    @Test
    void onlyFilesOfRowsCount() {
        assertThat(files("/a.txt", "/.csv", "/b/.xlsx", "/a.xlsx.gz", "/csv", "/a.json"))
                .isEmpty();
        assertThat(files("/a.CSV", "/b.tsv.GZ", "/c.jsonl", "/d.ndjson.gz", "/e.xlsx"))
                .hasSize(5);
    }

    @Test
    void noTwoAreTheSame() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            String[] paths = new String[2 + random.nextInt(9)];
            for (int i = 0; i < paths.length; i++) {
                paths[i] = path(random);
            }
            List<String> names = TableNames.of(files(paths));
            assertThat(new HashSet<>(names.stream().map(String::toLowerCase).toList()))
                    .as(String.join(" ", paths))
                    .hasSize(paths.length);
        }
    }

    private static String path(Random random) {
        String[] parts = {"a", "A", "a.csv", "a.csv (2)", "b"};
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(3); depth >= 0; depth--) {
            path.append('/').append(parts[random.nextInt(parts.length)]);
        }
        return path + (random.nextBoolean() ? ".csv" : ".tsv");
    }
}
