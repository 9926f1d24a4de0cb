// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.download.Downloaded;
import io.github.dingtalksql.download.LocalFileException;
import io.github.dingtalksql.jdbc.ConnectionConfigs;
import io.github.dingtalksql.schema.FileDownloads;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * {@code download SPACE_ID DENTRY_ID --to PATH}: a whole file. Progress and result go to the standard output, failures
 * to the standard error. Ctrl-C and a polite kill keep what has come.
 */
final class DownloadCommand {
    private static final long REDRAW_MILLIS = 250;
    private static final long LONGEST_STOP_SECONDS = 5;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean isTerminal;

    /** @param isTerminal whether {@code out} is one: then the progress is a bar that redraws itself */
    DownloadCommand(PrintStream out, PrintStream err, boolean isTerminal) {
        this.out = out;
        this.err = err;
        this.isTerminal = isTerminal;
    }

    /** @return the exit status */
    int run(List<String> args) {
        DownloadArguments arguments = DownloadArguments.of(args);
        if (arguments.problem() != null) {
            err.println(arguments.problem());
            return Main.WRONG_USE;
        }
        Execution execution = new Execution();
        CountDownLatch ended = new CountDownLatch(1);
        Thread stop = new Thread(() -> stop(execution, ended), "download-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return download(arguments, execution);
        } finally {
            ended.countDown();
            if (!execution.isAborted()) {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        }
    }

    /** Runs when the process is asked to end, and holds that up until the bytes so far are safe. */
    private static void stop(Execution execution, CountDownLatch ended) {
        execution.abort(ErrorCode.CANCELLED, "Stopped");
        try {
            if (!ended.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                return; // A disk that hangs: what is written stays anyway.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int download(DownloadArguments arguments, Execution execution) {
        PrintStream shown = arguments.quiet()
                ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)
                : out;
        String name = arguments.spaceId() + "/" + arguments.dentryId();
        ProgressPrinter progress = new ProgressPrinter(shown, isTerminal, name, System::nanoTime);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "download-progress");
            thread.setDaemon(true);
            return thread;
        });
        try {
            clock.scheduleAtFixedRate(progress::tick, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
            Downloaded done = FileDownloads.of(
                            ConnectionConfigs.of(arguments.url(), arguments.credentials()),
                            arguments.spaceId(),
                            arguments.dentryId(),
                            arguments.version(),
                            execution)
                    .to(arguments.to(), arguments.force(), progress);
            progress.end();
            shown.println(done.path() + ": " + done.bytes() + " bytes"
                    + (done.crcVerified()
                            ? ", length and CRC-64 verified"
                            : ", length verified; the store gave no CRC-64"));
            return Main.OK;
        } catch (DingTalkException | LocalFileException e) {
            progress.end();
            err.println(e.getMessage());
            progress.keptText().ifPresent(err::println);
            return Main.FAILED;
        } finally {
            clock.shutdownNow();
        }
    }
}
