// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressPrinterTest {
    private static final long MIB = 1 << 20;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long now = 7;

    private ProgressPrinter printer(boolean isTerminal) {
        return new ProgressPrinter(
                new PrintStream(out, true, StandardCharsets.UTF_8), isTerminal, "854/798", () -> now);
    }

    private void tick(ProgressPrinter printer, long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
        printer.tick();
    }

    private String shown() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTerminalSeesABarThatRedrawsItself() {
        ProgressPrinter printer = printer(true);
        printer.begun(0, 100 * MIB);
        printer.at(25 * MIB);
        tick(printer, 1);
        printer.at(50 * MIB);
        tick(printer, 1);
        printer.end();

        String[] drawn = shown().split("\r");
        assertThat(drawn[1].stripTrailing())
                .isEqualTo("[#####               ]  25% of 100.0 MiB, 25.0 MiB/s, 0:03 left");
        assertThat(drawn[2].stripTrailing())
                .isEqualTo("[##########          ]  50% of 100.0 MiB, 25.0 MiB/s, 0:02 left");
        assertThat(drawn[1]).hasSize(79);
        assertThat(shown()).endsWith(System.lineSeparator());
    }

    @Test
    void aLogSeesALineEveryFiveSeconds() {
        ProgressPrinter printer = printer(false);
        printer.begun(0, 1024 * MIB);
        for (int second = 1; second <= 11; second++) {
            printer.at(second * MIB);
            tick(printer, 1);
        }
        printer.end();

        assertThat(shown().lines())
                .containsExactly(
                        "854/798:   0% of 1.0 GiB, 1.0 MiB/s, 16:59 left",
                        "854/798:   0% of 1.0 GiB, 1.0 MiB/s, 16:54 left");
        assertThat(shown()).doesNotContain("\r");
    }

    @Test
    void bytesOfAnEarlierRunDoNotMakeItLookFast() {
        ProgressPrinter printer = printer(false);
        printer.begun(1000 * MIB, 1024 * MIB);
        printer.at(1005 * MIB);
        tick(printer, 5);

        assertThat(shown()).contains(", 1.0 MiB/s, 0:19 left");
    }

    @Test
    void aStandstillIsSeen() {
        ProgressPrinter printer = printer(false);
        printer.begun(0, 10 * MIB);
        tick(printer, 5);

        assertThat(shown()).contains("0.0 MiB/s").doesNotContain("left");
    }

    @Test
    void withoutALengthThereIsNoPercentage() {
        ProgressPrinter printer = printer(true);
        printer.begun(0, -1);
        printer.at(1500);
        tick(printer, 1);

        assertThat(shown()).contains("1.5 KiB").doesNotContain("%", "left");
    }

    @Test
    void showsNothingBeforeTheStoreHasAnswered() {
        ProgressPrinter printer = printer(true);
        tick(printer, 9);
        printer.end();

        assertThat(shown()).isEmpty();
    }

    @Test
    void startingOverClearsTheBar() {
        ProgressPrinter printer = printer(true);
        printer.found(Path.of("a.part"), 999);
        printer.begun(0, 10);
        tick(printer, 1);
        printer.startedOver("it changed");

        assertThat(shown()).startsWith("Going on from a.part (999 B)").contains("\rStarting over: it changed");
    }
}
