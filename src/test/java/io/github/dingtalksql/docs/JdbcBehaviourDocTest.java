// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of {@code docs/jdbc-behaviour.md} names tests, and there are these tests. */
class JdbcBehaviourDocTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");
    private static final Pattern METHOD =
            Pattern.compile("@(?:Test|ParameterizedTest)\\b(?:(?!@Test)[\\s\\S])*?\\bvoid (\\w+)\\(");

    private static Set<String> tests() throws IOException {
        Set<String> tests = new HashSet<>();
        for (String root : List.of("src/test/java", "src/clients")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(path -> path.toString().matches(".*(Test|IT)\\.java"))
                        .toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    Matcher method = METHOD.matcher(Files.readString(file));
                    while (method.find()) {
                        tests.add(name + "." + method.group(1));
                    }
                }
            }
        }
        return tests;
    }

    @Test
    void everyRowNamesTestsThatThereAre() throws IOException {
        Set<String> tests = tests();
        int rows = 0;
        for (String line : Files.readAllLines(Path.of("docs/jdbc-behaviour.md"))) {
            if (!line.startsWith("| ") || line.startsWith("| topic ")) {
                continue;
            }
            rows++;
            String[] cells = line.split(" \\| ");
            assertThat(cells).as(line).hasSize(3);
            Matcher test = TEST.matcher(cells[2]);
            int named = 0;
            while (test.find()) {
                named++;
                assertThat(tests).as(line).contains(test.group(1) + "." + test.group(2));
            }
            assertThat(named).as("tests of %s", line).isPositive();
        }
        assertThat(rows).isGreaterThan(50);
    }
}
