// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the code that the pages show. */
class SnippetsTest {
    private static String block(String page, String language) throws IOException {
        String text = Files.readString(Path.of(page));
        int begin = text.indexOf("```" + language + "\n");
        assertThat(begin).as("%s in %s", language, page).isNotNegative();
        int from = begin + language.length() + 4;
        return text.substring(from, text.indexOf("```", from));
    }

    static Stream<String> statements() throws IOException {
        return Stream.of(block("README.md", "sql"), block("docs/quickstart.md", "sql"))
                .map(text -> text.replaceAll("--.*", ""))
                .flatMap(text -> Stream.of(text.split(";")))
                .filter(text -> !text.isBlank());
    }

    @ParameterizedTest
    @MethodSource("statements")
    void theSqlRuns(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:dingtalk:demo");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void theReadmesJavaRuns(@TempDir Path folder) throws Exception {
        String body = block("README.md", "java").replace("System.out.println(", "lines.add(");
        Path source = folder.resolve("Example.java");
        Files.writeString(source, """
                import java.sql.*;
                import java.util.*;

                public class Example {
                    public static List<String> lines() throws SQLException {
                        List<String> lines = new ArrayList<>();
                %s
                        return lines;
                    }
                }
                """.formatted(body));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Object lines = loader.loadClass("Example").getMethod("lines").invoke(null);

            assertThat((List<?>) lines).hasSize(3);
        }
    }

    @Test
    void theModelOfTheQuickstartWorks() throws Exception {
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().samples().start()) {
            String model = block("docs/quickstart.md", "json")
                    .replace("https://api.dingtalk.com", emulator.endpoint().toString())
                    .replace("APP_KEY", emulator.appKey())
                    .replace("APP_SECRET", emulator.appSecret())
                    .replace("UNION_ID", emulator.unionId());
            Properties properties = new Properties();
            properties.put("model", "inline:" + model);
            properties.put("caseSensitive", "false");
            properties.put("unquotedCasing", "UNCHANGED");
            try (Connection connection = DriverManager.getConnection("jdbc:calcite:", properties);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            block("docs/quickstart.md", "sql").replace(";", ""))) {
                assertThat(rows.next()).isTrue();
            }
        }
    }
}
