// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the Java of docs/embedding.md. */
class EmbeddingDocTest {
    private static final String IMPORTS = """
            import com.zaxxer.hikari.*;
            import io.github.dingtalksql.emulator.*;
            import java.io.*;
            import java.nio.file.Path;
            import java.sql.*;
            import java.util.*;
            import org.apache.calcite.jdbc.CalciteConnection;
            import org.apache.calcite.rel.RelNode;
            import org.apache.calcite.schema.SchemaPlus;
            import org.apache.calcite.tools.*;
            """;

    private static DingTalkEmulator emulator;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        emulator = DingTalkEmulator.builder().samples().start();
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:embedding;DB_CLOSE_DELAY=-1");
                Statement statement = h2.createStatement()) {
            statement.execute("CREATE TABLE REGIONS(NAME VARCHAR(20), MANAGER VARCHAR(20))");
            statement.execute("INSERT INTO REGIONS VALUES ('华东', 'Chen'), ('华北', 'Wang'), ('华南', 'Lin')");
        }
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    private static String block(String name) throws IOException {
        String text = Files.readString(Path.of("docs/embedding.md"));
        String fence = "```" + name + "\n";
        int begin = text.indexOf(fence);
        assertThat(begin).as("block %s", name).isNotNegative();
        int from = begin + fence.length();
        return text.substring(from, text.indexOf("\n```", from) + 1)
                .replace("https://api.dingtalk.com", emulator.endpoint().toString())
                .replace("APP_KEY", emulator.appKey())
                .replace("APP_SECRET", emulator.appSecret())
                .replace("UNION_ID", emulator.unionId());
    }

    private List<?> lines(String members, String body) throws Exception {
        Path source = Files.writeString(
                folder.resolve("Snippet.java"),
                IMPORTS + """

                public class Snippet {
                    static final List<String> printed = new ArrayList<>();
                %s
                    public static List<String> lines(String model, Properties properties) throws Exception {
                %s
                        return printed;
                    }
                }
                """.formatted(members, body.replace("System.out.println(", "printed.add(")));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-d", folder.toString()),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(messages.toString()).isTrue();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            String model = block("json calcite");
            return (List<?>) loader.loadClass("Snippet")
                    .getMethod("lines", String.class, Properties.class)
                    .invoke(null, model, calcite(model));
        }
    }

    private static Properties calcite(String model) {
        Properties properties = new Properties();
        properties.put("model", "inline:" + model);
        properties.put("caseSensitive", "false");
        properties.put("unquotedCasing", "UNCHANGED");
        return properties;
    }

    @Test
    void thePoolRuns() throws Exception {
        assertThat(lines("", block("java hikari")))
                .hasSizeGreaterThan(2)
                .allMatch(line -> String.valueOf(line).matches("\\S+ \\d+"));
    }

    @Test
    void theModelJoinsAFileWithADatabase() throws Exception {
        String body = block("java calcite").replace("Properties properties = new Properties();", "");
        assertThat(lines("", body)).hasSize(3).first().asString().startsWith("Chen ");
    }

    @Test
    void theRelBuilderBindsKeys() throws Exception {
        assertThat(lines("", block("java relbuilder"))).hasSize(3);
    }

    @Test
    void theEmulatorServesTests() throws Exception {
        assertThat(lines(
                        block("java junit"),
                        "try (Connection connection = connect()) { printed.add(connection.getCatalog());"
                                + " EMULATOR.files().forEach(file -> printed.add(file.name())); }"))
                .hasSizeGreaterThan(2);
    }

    @Test
    void theOtherLanguagesAskTheSame() throws Exception {
        String sql = "SELECT content FROM file_content WHERE space_id = ? AND dentry_id = ? LIMIT 3";
        assertThat(block("kotlin")).contains(sql);
        assertThat(block("python")).contains(sql);
        assertThat(lines("", """
                try (Connection connection = DriverManager.getConnection("%s", "%s", "%s");
                        PreparedStatement statement = connection.prepareStatement("%s")) {
                    statement.setString(1, "854");
                    statement.setString(2, "798");
                    ResultSet rows = statement.executeQuery();
                    while (rows.next()) printed.add(rows.getString(1));
                }
                """.formatted(
                                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId(),
                                emulator.appKey(),
                                emulator.appSecret(),
                                sql)))
                .hasSize(3);
    }
}
