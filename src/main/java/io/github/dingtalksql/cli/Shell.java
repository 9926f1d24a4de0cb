// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sqlline.DispatchCallback;
import sqlline.SqlLine;

/**
 * sqlline with our driver. With {@code -e} or {@code -f} it runs those, stops at the first failure and tells by its
 * status; sqlline's own way with scripts goes on after a failed connect and exits with 0.
 */
final class Shell {
    private final @Nullable InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    /** @param in a script to run; null for the terminal, with line editing */
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
        if (!arguments.commands().isEmpty()) {
            return script(arguments, arguments.commands());
        }
        if (in != null) {
            return piped(arguments, in);
        }
        SqlLine line = new DiscreetLine();
        line.setErrorStream(err);
        line.setOutputStream(out);
        List<String> all = new ArrayList<>(arguments.options());
        all.addAll(List.of("-u", arguments.url()));
        arguments.credentials().forEach((option, value) -> all.addAll(List.of(option, value)));
        return line.begin(all.toArray(new String[0]), null, true) == SqlLine.Status.OK ? Main.OK : Main.FAILED;
    }

    /** Takes what is piped in for a script in UTF-8, whatever the locale says: as text of a terminal, Chinese was lost. */
    private int piped(Arguments arguments, InputStream statements) throws IOException {
        Path file = Files.createTempFile("dingtalk-sql", ".sql");
        try {
            file.toFile().deleteOnExit();
            Files.copy(statements, file, StandardCopyOption.REPLACE_EXISTING);
            return script(arguments, List.of("!run " + quoted(file.toString())));
        } finally {
            Files.delete(file);
        }
    }

    private int script(Arguments arguments, List<String> commands) throws IOException {
        SqlLine line = new DiscreetLine();
        line.setErrorStream(err);
        List<String> options = new ArrayList<>(arguments.options());
        // Whole rows, whatever the width of a terminal that nobody looks at.
        options.addAll(List.of("--silent=true", "--maxWidth=100000", "--maxColumnWidth=-1"));
        // It reads its options only where it reads a terminal: an empty one, whose escape sequences nobody wants.
        line.setOutputStream(OutputStream.nullOutputStream());
        InputStream empty = new ByteArrayInputStream(new byte[0]);
        if (line.begin(options.toArray(new String[0]), empty, false) != SqlLine.Status.OK) {
            err.println("sqlline does not know, or not so, one of these options: " + arguments.givenOptions());
            return Main.WRONG_USE;
        }
        line.setOutputStream(out);
        line.setExit(false);
        try {
            if (!succeeds(line, arguments.connect())) {
                return Main.FAILED;
            }
            for (String command : commands) {
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
        /**
         * Never ask for a user and a password; files know no isolation; show line feeds and terminal escapes of files
         * as \\n and \\u001b.
         */
        private static final List<String> DEFAULT_OPTIONS = List.of(
                "--connectInteractionMode=notAskCredentials", "--isolation=TRANSACTION_NONE", "--escapeOutput=true");

        /** The names of those that the user gave: a value may be a secret. */
        List<String> givenOptions() {
            return options.stream()
                    .filter(option -> option.startsWith("-") && !DEFAULT_OPTIONS.contains(option))
                    .map(option -> option.startsWith("--") ? option.replaceFirst("=.*", "") : option.substring(0, 2))
                    .toList();
        }

        /** sqlline's command that connects. */
        String connect() {
            StringBuilder command = new StringBuilder("!connect ");
            credentials.forEach((option, value) -> command.append(option.equals("-n") ? "-p user " : "-p password ")
                    .append(quoted(value))
                    .append(' '));
            return command.append(quoted(url)).toString();
        }

        static Arguments of(List<String> args) {
            String url = Main.DEMO_URL;
            List<String> options = new ArrayList<>(DEFAULT_OPTIONS);
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
                if (value.indexOf('\uFFFD') >= 0) {
                    return wrong("The value of " + option + " has characters that this locale (LC_ALL) cannot hold; "
                            + "set a UTF-8 one, or use -f with a file");
                }
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
