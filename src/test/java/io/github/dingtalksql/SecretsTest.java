// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.testing.CanaryScan;
import io.github.dingtalksql.testing.PrintingLogs;
import io.github.dingtalksql.testing.SecretsProbe;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real driver over the emulator, in a JVM whose every log is on at its finest level: no secret shows anywhere. */
class SecretsTest {
    private @TempDir Path folder;

    @Test
    void case150_noSecretShowsInAnythingThatTheDriverSays() throws Exception {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dslf4j.provider=" + PrintingLogs.class.getName(),
                        "-Dcalcite.debug=true",
                        "-Dstdout.encoding=UTF-8",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecretsProbe.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(() -> tail(said)).isTrue();
        assertThat(process.exitValue()).as(() -> tail(said)).isZero();

        List<String> secrets = new ArrayList<>();
        Set<String> missing = new TreeSet<>(MARKS);
        String unionId = unionId();
        try (BufferedReader lines = Files.newBufferedReader(said, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (CanaryScan.shows(line) || line.contains(SecretsProbe.CANARY) || line.contains(unionId)) {
                    secrets.add(line.length() > 500 ? line.substring(0, 500) : line);
                }
                missing.removeIf(line::contains);
            }
        }
        assertThat(secrets).isEmpty();
        assertThat(missing).as("what should have been said").isEmpty();
    }

    /** One of each kind, so that silence is no success. */
    private static final Set<String> MARKS = Set.of(
            "property appSecret null",
            "getURL: jdbc:dingtalk:",
            "getClientInfo: {",
            "row\t",
            "text of io.github.dingtalksql.remote.",
            "text of io.github.dingtalksql.client.",
            "text of io.github.dingtalksql.schema.",
            "slf4j TRACE org.apache.calcite",
            "public org.apache.calcite.linq4j.Enumerable bind",
            "FINE",
            "permissionDenied (HTTP",
            "SignatureDoesNotMatch",
            "Suppressed: ",
            "Caused by: ",
            "EnumerableKeyedTableScan",
            "The statement was cancelled",
            "what is asked for may be seen: true",
            "the end");

    private static String unionId() throws Exception {
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().start()) {
            return emulator.unionId();
        }
    }

    private static String tail(Path said) {
        try {
            String text = Files.readString(said);
            return text.substring(Math.max(0, text.length() - 4000));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
