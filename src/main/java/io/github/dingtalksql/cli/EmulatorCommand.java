// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code emulator [--port N] [--root DIR]}: the emulator in the foreground, until the process is killed. */
final class EmulatorCommand {
    /** On a port that the user names, the app is the same each time, so that scripts can name it too. */
    private static final String APP_KEY_PREFIX = "dingemulator0app";

    private static final String APP_SECRET = "emulator-app-secret-that-opens-nothing";

    private final PrintStream out;
    private final PrintStream err;

    EmulatorCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** @return the exit status, if the arguments are wrong; otherwise it does not return before an interrupt */
    int run(List<String> args) throws IOException {
        DingTalkEmulator.Builder builder = DingTalkEmulator.builder();
        boolean hasRoot = false;
        for (int i = 0; i < args.size(); i += 2) {
            String option = args.get(i);
            if (!List.of("--port", "--root").contains(option)) {
                return wrong("No option '" + option + "'; there are --port N and --root DIR");
            }
            if (i + 1 == args.size()) {
                return wrong(option + " needs a value");
            }
            String value = args.get(i + 1);
            if (option.equals("--port")) {
                if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
                    return wrong("--port must be a number from 0 to 65535, but is '" + value + "'");
                }
                int port = Integer.parseInt(value);
                builder.port(port);
                if (port != 0) {
                    builder.app(APP_KEY_PREFIX + port, APP_SECRET);
                }
                continue;
            }
            if (!Files.isDirectory(Path.of(value))) {
                return wrong("--root must be a directory, but '" + value + "' is none");
            }
            builder.root(Path.of(value));
            hasRoot = true;
        }
        if (!hasRoot) {
            builder.samples();
        }
        try (DingTalkEmulator emulator = builder.start()) {
            emulator.describe().forEach(out::println);
            out.println("ready");
            out.flush();
            new CountDownLatch(1).await();
            return Main.OK;
        } catch (BindException e) {
            return wrong("The port is taken (" + e.getMessage() + "); another --port, or none for a free one");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Main.OK;
        }
    }

    private int wrong(String problem) {
        err.println(problem);
        return Main.WRONG_USE;
    }
}
