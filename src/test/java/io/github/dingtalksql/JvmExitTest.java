// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.testing.UnfinishedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that leaves a result open ends all the same, at once and without a word. */
class JvmExitTest {
    @ParameterizedTest
    @CsvSource({"return, 0", "exit, 3"})
    void case122_aJvmEndsInTheMiddleOfAFile(String how, int status) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        UnfinishedReader.class.getName(),
                        how)
                .redirectErrorStream(true)
                .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEqualToIgnoringNewLines("a row: true");
        assertThat(process.exitValue()).isEqualTo(status);
    }
}
