// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.client.Fault;
import io.github.dingtalksql.testing.DocSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fault table of {@code docs/reliability.md} against the tests that carry the numbers of its cases. */
class ReliabilityDocTest {
    private static final Path PAGE = Path.of("docs/reliability.md");
    private static final Pattern METHOD = Pattern.compile("void (case\\d[a-zA-Z0-9_]*)\\(");
    private static final Pattern NUMBERS = Pattern.compile("(?:^case|_case|_)(\\d{3}b?)(?:_to_(\\d{3}))?(?=_|$)");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+b?) \\| (.*) \\| (.*) \\|");
    private static final String NO_TEST = "does not apply";

    /** Names of test classes by case, such as {@code 22b}. */
    private static Map<String, Set<String>> tests() throws IOException {
        Map<String, Set<String>> tests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(path -> path.toString().matches(".*(Test|IT)[.]java"))
                    .toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                Matcher method = METHOD.matcher(Files.readString(file));
                while (method.find()) {
                    for (String number : numbers(method.group(1))) {
                        tests.computeIfAbsent(number, key -> new TreeSet<>()).add(name);
                    }
                }
            }
        }
        return tests;
    }

    private static List<String> numbers(String method) {
        List<String> numbers = new ArrayList<>();
        Matcher matcher = NUMBERS.matcher(method);
        while (matcher.find()) {
            int first = Integer.parseInt(matcher.group(1).replace("b", ""));
            int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
            String suffix = matcher.group(1).endsWith("b") ? "b" : "";
            IntStream.rangeClosed(first, last)
                    .mapToObj(number -> number + suffix)
                    .forEach(numbers::add);
        }
        return numbers;
    }

    @Test
    void numbersOfANameAreRead() {
        assertThat(numbers("case053_055_057_x")).containsExactly("53", "55", "57");
        assertThat(numbers("case022b_x")).containsExactly("22b");
        assertThat(numbers("case115_case116_x")).containsExactly("115", "116");
        assertThat(numbers("case095_to_098_x")).containsExactly("95", "96", "97", "98");
        assertThat(numbers("case011_http10Answers")).containsExactly("11");
    }

    @Test
    void everyCaseHasATestOrAReason() throws IOException {
        Map<String, Set<String>> tests = tests();
        List<String> rows = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            inside = line.startsWith("<!-- cases:") || inside && !line.equals("<!-- end of cases -->");
            Matcher row = ROW.matcher(line);
            if (!inside || line.startsWith("<!--")) {
                continue;
            }
            rows.add(row.matches() ? withTests(row, tests) : line);
            if (row.matches()) {
                seen.add(row.group(1));
            }
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(required());
        assertThat(seen).as("cases with a test but without a row").containsAll(tests.keySet());
        new DocSection(PAGE, "cases").assertIs(rows);
    }

    @Test
    void thePageHasTheTableThatTheRetryPolicyFollows() throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("| fault | of | what follows | at most | then | advice |", "|---|---|---|---|---|---|"));
        for (Fault fault : Fault.values()) {
            lines.add("| " + fault + " | " + fault.of() + " | " + fault.move() + " | " + most(fault) + " | "
                    + state(fault.code())
                    + (fault.code() == fault.codeOnceAnswered() ? "" : ", midway " + state(fault.codeOnceAnswered()))
                    + " | " + (fault.advice().isEmpty() ? "depends on the call" : fault.advice()) + " |");
        }
        new DocSection(PAGE, "retries").assertIs(lines);
    }

    private static String most(Fault fault) {
        int most = fault.most(1000);
        boolean isBounded = fault.move() == Fault.Move.REPEAT || fault.move() == Fault.Move.SLOW_DOWN;
        if (isBounded) {
            assertThat(fault.most(1)).isEqualTo(1);
        }
        return switch (most) {
            case 0 -> "-";
            case 1000 -> "maxRetries";
            default -> Integer.toString(most);
        };
    }

    private static String state(ErrorCode code) {
        return code + " " + code.sqlState();
    }

    private static String withTests(Matcher row, Map<String, Set<String>> tests) {
        Set<String> classes = tests.get(row.group(1));
        if (classes == null) {
            assertThat(row.group(3)).as("case %s has no test", row.group(1)).startsWith(NO_TEST);
            return row.group();
        }
        return "| " + row.group(1) + " | " + row.group(2) + " | " + String.join(", ", classes) + " |";
    }

    /** Parts A to I: what point 1 of the specification asks for, and what else is numbered. */
    private static List<String> required() {
        List<String> numbers = new ArrayList<>();
        IntStream.rangeClosed(1, 154).mapToObj(String::valueOf).forEach(numbers::add);
        numbers.add("22b");
        return numbers;
    }
}
