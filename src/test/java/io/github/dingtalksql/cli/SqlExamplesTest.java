// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every example through the shell. With {@code -Dexamples.write} it writes the outputs instead. */
class SqlExamplesTest {
    private static final Path EXAMPLES = Path.of("sql-examples");

    static Stream<Path> examples() throws IOException {
        return Files.list(EXAMPLES)
                .filter(file -> file.toString().endsWith(".sql"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void printsWhatItsOutSays(Path example) throws Exception {
        Path expected = Path.of(example.toString().replace(".sql", ".out"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int status = Main.run(
                List.of("shell", "-f", example.toString()),
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(status).isEqualTo(Main.OK);
        String printed = out.toString(StandardCharsets.UTF_8);
        if (System.getProperty("examples.write") != null) {
            Files.writeString(expected, printed);
        }
        assertThat(printed).isEqualTo(Files.readString(expected));
    }

    @Test
    void theReadmeShowsTheQuickstartsOutput() throws IOException {
        String shown = Files.readString(EXAMPLES.resolve("01-quickstart.out"));

        assertThat(Files.readString(Path.of("README.md"))).contains("```\n" + shown + "```");
    }
}
