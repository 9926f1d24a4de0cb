// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line: {@code shell} (also without any argument), {@code emulator}, {@code download} and {@code help}.
 */
public final class Main {
    static final int OK = 0;
    static final int WRONG_USE = 1;
    static final int FAILED = 2;
    /** As of a process that ends by SIGPIPE. */
    private static final int NO_READER = 141;

    static final String DEMO_URL = "jdbc:dingtalk:demo";

    private static final String USAGE = """
            Usage: java -jar dingtalk-sql-VERSION-all.jar [COMMAND]

              shell [sqlline options]           SQL prompt; without -u it connects to jdbc:dingtalk:demo
                -u URL -e "SQL"                 runs one statement, -f FILE.sql a file of them;
                                                the exit status is not 0 if one failed
              emulator [--port N] [--root DIR]  a pretend DingTalk on 127.0.0.1 that serves DIR
                                                (or the bundled samples) until it is killed
              download SPACE_ID DENTRY_ID --to PATH
                                                the whole file, verified; goes on where it was stopped
                --version N                     not the current version but this one
                --url JDBC_URL                  settings; without it jdbc:dingtalk:demo
                -n APP_KEY -p APP_SECRET        credentials, if not in the URL
                --force                         replaces PATH if it exists
                --quiet                         shows no progress and no result
              help                              this text

            No command is the same as shell.
            """;

    private Main() {}

    public static void main(String[] args) throws Exception {
        PipeOutput pipe = new PipeOutput(new FileOutputStream(FileDescriptor.out), () -> System.exit(NO_READER));
        PrintStream out = new PrintStream(pipe, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = run(List.of(args), System.console() == null ? System.in : null, out, err);
        if (status != OK) {
            System.exit(status);
        }
    }

    /**
     * @param in null for the terminal
     * @return the exit status
     */
    static int run(List<String> args, @Nullable InputStream in, PrintStream out, PrintStream err) throws Exception {
        boolean isShell = args.isEmpty() || args.get(0).startsWith("-");
        String command =
                args.contains("--help") || args.equals(List.of("-h")) ? "help" : isShell ? "shell" : args.get(0);
        List<String> rest = isShell ? args : args.subList(1, args.size());
        return switch (command) {
            case "shell" -> new Shell(in, out, err).run(rest);
            case "emulator" -> new EmulatorCommand(out, err).run(rest);
            case "download" -> new DownloadCommand(out, err, in == null).run(rest);
            case "help" -> {
                out.print(USAGE);
                yield OK;
            }
            default -> {
                err.println(
                        "No command '" + command + "'; there are " + List.of("shell", "emulator", "download", "help"));
                err.print(USAGE);
                yield WRONG_USE;
            }
        };
    }
}
