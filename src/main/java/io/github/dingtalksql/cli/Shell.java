// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import sqlline.DispatchCallback;
import sqlline.SqlLine;

/**
 * sqlline with our driver. With {@code -e} or {@code -f} it runs those, stops at the first failure and tells by its
 * status; sqlline's own way with scripts goes on after a failed connect and exits with 0.
 */
final class Shell {
    private static final String DEMO_URL = "jdbc:dingtalk:demo";

    private final @Nullable InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    /** @param in statements to read; null for the terminal, with line editing */
    Shell(@Nullable InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** @return the exit status */
    int run(List<String> args) throws IOException {
        Arguments arguments = Arguments.of(args);
        if (arguments.problem() != null) {
            err.println(arguments.problem());
            return Main.WRONG_USE;
        }
        SqlLine line = new SqlLine();
        line.setErrorStream(err);
        if (!arguments.commands().isEmpty()) {
            return script(line, arguments);
        }
        line.setOutputStream(out);
        if (in != null) {
            // Not a terminal: no escape sequences for one.
            System.setProperty("org.jline.terminal.type", Terminal.TYPE_DUMB);
        }
        List<String> all = new ArrayList<>(arguments.options());
        all.addAll(List.of("-u", arguments.url()));
        arguments.credentials().forEach((option, value) -> all.addAll(List.of(option, value)));
        return line.begin(all.toArray(new String[0]), in, true) == SqlLine.Status.OK ? Main.OK : Main.FAILED;
    }

    private int script(SqlLine line, Arguments arguments) throws IOException {
        List<String> options = new ArrayList<>(arguments.options());
        // Whole rows, whatever the width of a terminal that nobody looks at.
        options.addAll(List.of("--silent=true", "--maxWidth=100000", "--maxColumnWidth=-1"));
        // It reads its options only where it reads a terminal: an empty one, whose escape sequences nobody wants.
        line.setOutputStream(OutputStream.nullOutputStream());
        InputStream empty = new ByteArrayInputStream(new byte[0]);
        if (line.begin(options.toArray(new String[0]), empty, false) != SqlLine.Status.OK) {
            err.println("sqlline does not know these options: " + arguments.options());
            return Main.WRONG_USE;
        }
        line.setOutputStream(out);
        line.setExit(false);
        try {
            // Forced, sqlline does not repeat a command that failed, with the secrets that it may hold.
            line.runCommands(List.of("!set force true"), new DispatchCallback());
            if (!succeeds(line, arguments.connect())) {
                return Main.FAILED;
            }
            line.runCommands(List.of("!set force false"), new DispatchCallback());
            for (String command : arguments.commands()) {
                if (!succeeds(line, command)) {
                    return Main.FAILED;
                }
            }
            return Main.OK;
        } finally {
            line.runCommands(List.of("!quit"), new DispatchCallback());
        }
    }

    private static boolean succeeds(SqlLine line, String command) {
        DispatchCallback callback = new DispatchCallback();
        line.runCommands(List.of(command), callback);
        return callback.isSuccess();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * The command line of {@code shell}.
     *
     * @param credentials {@code -n} and {@code -p}
     * @param options for sqlline, as they came
     * @param commands what {@code -e} and {@code -f} say, as sqlline commands, in order
     * @param problem what is wrong with it; null if nothing is
     */
    private record Arguments(
            String url,
            Map<String, String> credentials,
            List<String> options,
            List<String> commands,
            @Nullable String problem) {

        /** sqlline's command that connects. */
        String connect() {
            StringBuilder command = new StringBuilder("!connect ");
            credentials.forEach((option, value) -> command.append(option.equals("-n") ? "-p user " : "-p password ")
                    .append(quoted(value))
                    .append(' '));
            return command.append(quoted(url)).toString();
        }

        static Arguments of(List<String> args) {
            String url = DEMO_URL;
            // Never ask for a user and a password; files know no isolation; show line feeds and terminal escapes of
            // files as \n and \u001b.
            List<String> options = new ArrayList<>(List.of(
                    "--connectInteractionMode=notAskCredentials",
                    "--isolation=TRANSACTION_NONE",
                    "--escapeOutput=true"));
            List<String> commands = new ArrayList<>();
            Map<String, String> credentials = new LinkedHashMap<>();
            for (int i = 0; i < args.size(); i++) {
                String option = args.get(i);
                boolean hasValue = option.startsWith("-") && !option.startsWith("--") && !option.equals("-h");
                if (!hasValue) {
                    options.add(option);
                    continue;
                }
                if (i + 1 == args.size()) {
                    return wrong(option + " needs a value");
                }
                String value = args.get(++i);
                switch (option) {
                    case "-u" -> url = value;
                    case "-n", "-p" -> credentials.put(option, value);
                    case "-e" -> commands.add(value);
                    case "-f" -> {
                        if (!Files.isReadable(Path.of(value))) {
                            return wrong("Cannot read the file " + value);
                        }
                        commands.add("!run " + quoted(value));
                    }
                    default -> {
                        options.add(option);
                        options.add(value);
                    }
                }
            }
            return new Arguments(url, Map.copyOf(credentials), List.copyOf(options), List.copyOf(commands), null);
        }

        private static Arguments wrong(String problem) {
            return new Arguments("", Map.of(), List.of(), List.of(), problem);
        }
    }
}
