// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command lines that the README shows, with the jar that was built. */
class ReadmeIT {
    private static final Path JAR = Path.of(System.getProperty("dingtalk.allJar"));
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

    /** What follows {@code java} in the block after a marker, with a free port for the one shown. */
    private static List<String> arguments(String marker, int port) throws IOException {
        String text = Files.readString(Path.of("README.md"));
        int begin = text.indexOf("```sh\n", text.indexOf("<!-- " + marker + ":")) + 6;
        String command = text.substring(begin, text.indexOf("```", begin)).replace("\\\n", " ");
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(command); word.find(); ) {
            String value = word.group(1) == null ? word.group() : word.group(1);
            words.add(value.replace("8765", Integer.toString(port)));
        }
        assertThat(words.subList(0, 3)).containsExactly("java", "-jar", "target/" + JAR.getFileName());
        words.set(2, JAR.toString());
        return words.subList(1, words.size());
    }

    private static Process java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void theShellOfOneTerminalAsksTheEmulatorOfTheOther(@TempDir Path folder) throws Exception {
        int port = freePort();
        Process emulator = java(arguments("emulator", port));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(emulator.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.lines().takeWhile(line -> !line.equals("ready"))).contains("url=http://127.0.0.1:" + port);

            List<String> shell = arguments("shell", port);
            assertThat(output(java(shell))).contains("Sales", "Engineering");

            // The same from a file, as the README advises for real secrets.
            StringBuilder line = new StringBuilder();
            shell.forEach(
                    word -> line.append('"').append(word.replace("\\", "\\\\")).append("\" "));
            Path file = Files.writeString(folder.resolve("connect.args"), line);
            Process hidden = java(List.of("@" + file));
            assertThat(hidden.info().commandLine())
                    .hasValueSatisfying(shown -> assertThat(shown).doesNotContain("opens-nothing"));
            assertThat(output(hidden)).contains("Sales", "Engineering");
        } finally {
            emulator.destroy();
        }
    }

    @Test
    void anArchiveOfClassesIsUsed(@TempDir Path folder) throws Exception {
        Path archive = folder.resolve("dingtalk.jsa");
        Path log = folder.resolve("classes.log");
        String text = Files.readString(Path.of("docs/performance.md"));
        assertThat(text)
                .contains("java -XX:ArchiveClassesAtExit=dingtalk.jsa -Xlog:cds=error -jar target/" + JAR.getFileName()
                        + " shell")
                .contains("java -XX:SharedArchiveFile=dingtalk.jsa -jar target/" + JAR.getFileName() + " shell");
        List<String> shell =
                List.of("-jar", JAR.toString(), "shell", "-e", "SELECT name FROM workspaces ORDER BY name LIMIT 1");
        List<String> first = new ArrayList<>(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=error"));
        first.addAll(shell);
        List<String> later =
                new ArrayList<>(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + log));
        later.addAll(shell);

        String printed = output(java(first));

        assertThat(printed).contains("Engineering").doesNotContain("warning");
        assertThat(output(java(later))).isEqualTo(printed);
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.contains("DingTalkDriver ") && line.contains("shared objects file (top)"));
    }

    @Test
    void everyCommandLineNamesTheJarThatIsBuilt() throws IOException {
        for (String page : List.of("README.md", "docs/quickstart.md", "docs/clients.md", "docs/performance.md")) {
            Matcher jar = Pattern.compile("-jar (\\S+)").matcher(Files.readString(Path.of(page)));
            while (jar.find()) {
                assertThat(jar.group(1)).as(page).isEqualTo("target/" + JAR.getFileName());
            }
        }
    }
}
