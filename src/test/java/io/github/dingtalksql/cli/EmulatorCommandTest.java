// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of the user's own as a knowledge base: the emulator in one terminal, the shell in another. */
class EmulatorCommandTest {
    private static final int MANY = 130;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(ByteArrayOutputStream to, String... args) throws Exception {
        PrintStream print = new PrintStream(to, true, StandardCharsets.UTF_8);
        return Main.run(List.of(args), new ByteArrayInputStream(new byte[0]), print, print);
    }

    private String fact(String name) {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private String csv(String sql) throws Exception {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int status = run(
                result,
                "shell",
                "--outputformat=csv",
                "--showHeader=false",
                "-u",
                "jdbc:dingtalk:endpoint=" + fact("url") + ";unionId=" + fact("unionId"),
                "-n",
                fact("appKey"),
                "-p",
                fact("appSecret"),
                "-e",
                sql);
        String text = result.toString(StandardCharsets.UTF_8);
        assertThat(status).as(text).isEqualTo(Main.OK);
        return text;
    }

    @Test
    void aFolderTreeIsAKnowledgeBase(@TempDir Path temp) throws Exception {
        Path root = Files.createDirectory(temp.resolve("Plant 7"));
        Path deep = Files.createDirectories(root.resolve("2026/六月/raw"));
        for (int i = 0; i < MANY; i++) {
            Files.writeString(deep.resolve("sensor-%03d.csv".formatted(i)), "id,value\n" + i + "," + i * 2 + "\n");
        }
        Files.writeString(root.resolve("notes.txt"), "first\nsecond\n");
        Thread emulator = new Thread(() -> {
            try {
                run(out, "emulator", "--root", root.toString());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        emulator.setDaemon(true);
        emulator.start();
        while (emulator.isAlive() && !out.toString(StandardCharsets.UTF_8).contains("ready")) {
            Thread.onSpinWait();
        }
        try {
            // 3 folders, 130 files in the third of them on three pages, and one beside.
            assertThat(csv("SELECT w.name, COUNT(*), COUNT(DISTINCT n.node_id), MAX(n.depth) FROM workspaces w JOIN"
                            + " nodes n ON n.workspace_id = w.workspace_id AND n.recursive GROUP BY w.name"))
                    .isEqualTo("'Plant 7','134','134','4'\n");
            assertThat(csv("SELECT COUNT(*), SUM(CAST(f.fields[2] AS INTEGER)) FROM workspaces w JOIN nodes n ON"
                            + " n.workspace_id = w.workspace_id AND n.recursive JOIN file_content f ON f.node = n.node_id"
                            + " WHERE n.path LIKE '/2026/六月/raw/sensor-00%' AND f.record_number > 1"))
                    .isEqualTo("'10','90'\n");
            assertThat(csv("SELECT content FROM workspaces w JOIN nodes n ON n.parent_node_id = w.root_node_id JOIN"
                            + " file_content f ON f.node = n.url WHERE n.name = 'notes.txt' AND f.format = 'text'"))
                    .isEqualTo("'first'\n'second'\n");
        } finally {
            emulator.interrupt();
            emulator.join();
        }
    }

    @Test
    void aTakenPortIsToldInASentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(run(out, "emulator", "--port", port)).isEqualTo(Main.WRONG_USE);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("The port is taken")
                .hasLineCount(1);
    }
}
