// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String input, String... args) throws Exception {
        return Main.run(
                List.of(args),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void runsOneStatementOnTheDemo() throws Exception {
        assertThat(run("", "shell", "-e", "SELECT 40 + 2 AS answer")).isEqualTo(Main.OK);

        assertThat(out()).contains("answer").contains("42");
        assertThat(err()).isEmpty();
    }

    @Test
    void theLineWithoutSemicolonIsAlsoAStatement() throws Exception {
        assertThat(run("", "shell", "--outputformat=csv", "-e", "SELECT 1;", "-e", "SELECT 2"))
                .isEqualTo(Main.OK);

        assertThat(out()).contains("'1'").contains("'2'");
    }

    @Test
    void readsStatementsFromStandardInput() throws Exception {
        assertThat(run("SELECT 40 + 2 AS answer;\n!quit\n")).isEqualTo(Main.OK);

        assertThat(out()).contains("42");
    }

    @Test
    void aFailedStatementStopsAndShows() throws Exception {
        assertThat(run("", "shell", "-e", "SELECT nothing FROM file_content", "-e", "SELECT 'not reached'"))
                .isEqualTo(Main.FAILED);

        assertThat(err()).contains("nothing");
        assertThat(out()).doesNotContain("not reached");
    }

    @Test
    void aFailedConnectShows() throws Exception {
        assertThat(run(
                        "",
                        "shell",
                        "-u",
                        "jdbc:dingtalk:noSuchKey=1;appSecret=hidden",
                        "-p",
                        "hidden",
                        "-e",
                        "SELECT 1"))
                .isEqualTo(Main.FAILED);

        assertThat(err()).contains("noSuchKey").doesNotContain("hidden");
        assertThat(out()).doesNotContain("hidden");
    }

    @Test
    void aCommandThatFailsIsNotRepeatedWithItsSecrets(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("connect.sql"),
                "!connect \"jdbc:dingtalk:paralelism=2;unionId=u\" \"key\" \"hidden\"\n");

        assertThat(run("", "shell", "-f", file.toString())).isEqualTo(Main.FAILED);
        assertThat(run(Files.readString(file))).isEqualTo(Main.FAILED);
        assertThat(err()).contains("paralelism").doesNotContain("hidden", "Aborting", "!run");
        assertThat(out()).doesNotContain("hidden");
    }

    @Test
    void anUnknownOptionIsNamedWithoutValues() throws Exception {
        assertThat(run("", "shell", "-e", "SELECT 1", "-phidden", "--bogus=hidden", "--nonsense"))
                .isEqualTo(Main.WRONG_USE);
        assertThat(err()).contains("--nonsense").doesNotContain("hidden", "isolation");
    }

    @Test
    void whatConnectsIsNotKeptInTheHistory(@TempDir Path folder) throws Exception {
        LineReader reader =
                new DiscreetLine().getConsoleReader(new ByteArrayInputStream(new byte[0]), new DefaultHistory());
        History history = reader.getHistory();
        reader.setVariable(LineReader.HISTORY_FILE, folder.resolve("history"));
        history.attach(reader);
        history.add("!connect jdbc:dingtalk:demo key hidden");
        history.add("  !conn jdbc:dingtalk:demo key hidden");
        history.add("SELECT 1;");

        assertThat(history.size()).isEqualTo(1);
        assertThat(history.get(history.last())).isEqualTo("SELECT 1;");
    }

    @Test
    void optionsWithoutACommandAreTheShells() throws Exception {
        assertThat(run("", "-e", "SELECT 40 + 2 AS answer")).isEqualTo(Main.OK);
        assertThat(out()).contains("42");
    }

    @Test
    void outputThatNobodyReadsEndsTheProcessOnce() {
        List<String> written = new ArrayList<>();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                written.add("byte");
                throw new IOException("Broken pipe");
            }
        };
        List<String> told = new ArrayList<>();
        PrintStream printed = new PrintStream(new PipeOutput(closed, () -> told.add("closed")), true);
        printed.println("a");
        printed.println("b");

        assertThat(told).hasSize(1);
        assertThat(written).hasSize(1);
        assertThat(printed.checkError()).isFalse();
    }

    @Test
    void aFailedStatementOfAFileShows(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("a b.sql"), "SELECT 1;\nSELECT nothing;\nSELECT 'not reached';\n");

        assertThat(run("", "shell", "-f", file.toString())).isEqualTo(Main.FAILED);
        assertThat(out()).contains("1").doesNotContain("not reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "shell -f no-such-file.sql",
                "shell -u",
                "emulator --port",
                "emulator --port x",
                "emulator --port 70000",
                "emulator --root no-such-folder",
                "emulator --unknown 1",
                "download",
                "download 854 --to x",
                "download 854 798",
                "download 854 798 --to",
                "download 854 798 --to folder/",
                "download 854 798 --to x --to y",
                "download 854 798 --to x --version two",
                "download 854 798 --to x --resume"
            })
    void wrongUseIsToldAndShows(String line) throws Exception {
        assertThat(run("", line.split(" "))).isEqualTo(Main.WRONG_USE);
        assertThat(err()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h", "shell --help", "download --help", "emulator --help"})
    void helps(String line) throws Exception {
        assertThat(run("", line.split(" "))).isEqualTo(Main.OK);
        assertThat(out()).contains("shell").contains("emulator").contains("download");
    }

    @Test
    void theEmulatorPrintsItsFilesAndServesUntilItIsKilled(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("数据.csv"), "a,b\n");
        Thread emulator = new Thread(() -> {
            try {
                run("", "emulator", "--port", "0", "--root", folder.toString());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        emulator.setDaemon(true);
        emulator.start();
        while (emulator.isAlive() && !out().contains("ready")) {
            Thread.onSpinWait();
        }

        assertThat(out().lines().map(line -> line.replaceAll("[=\t].*", "")))
                .containsExactly("url", "appKey", "appSecret", "unionId", "file", "ready");
        assertThat(out()).contains("数据.csv");
        emulator.interrupt();
        emulator.join();
    }
}
