// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class during which a secret of the emulator showed on a standard stream, in a log record of any level or
 * as the name of a thread (case 150). On for every class of the suite, by JUnit's automatic registration.
 */
public final class CanaryScan implements BeforeAllCallback, AfterAllCallback {
    private static final List<Pattern> CANARIES = List.of(
            Pattern.compile("emulator-app-secret"),
            Pattern.compile("emulator-token-[0-9a-zA-Z]"),
            Pattern.compile("OSS [A-Za-z0-9]+:[A-Za-z0-9+/=]{16,}"),
            Pattern.compile("/yundisk0/[A-Za-z0-9]{8,}"),
            // Operators: unionId and userId are secrets of the connection too.
            Pattern.compile("Emulator(Operator|Colleague)UnionId"),
            Pattern.compile("manager7263"),
            // Secrets that tests give: an app's, and those that begin like SecretsProbe.CANARY.
            Pattern.compile("\\b(app|demo)-secret\\b|\\bsecret-(one|two)\\b"),
            Pattern.compile("(?i)CANARY\\+secret|c4n4ry"));

    /** Whether there is a secret of an emulator in {@code text}. */
    public static boolean shows(String text) {
        return CANARIES.stream().anyMatch(canary -> canary.matcher(text).find());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        listener(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        String seen = listener(context).take() + String.join("\n", threadNames());
        for (Pattern canary : CANARIES) {
            Matcher found = canary.matcher(seen);
            if (found.find()) {
                int from = Math.max(0, found.start() - 200);
                throw new AssertionError("a secret showed: …" + seen.substring(from, found.end()));
            }
        }
    }

    /** With all causes and all suppressed exceptions, theirs too. */
    private static String printed(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    private static Listener listener(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(CanaryScan.class))
                .getOrComputeIfAbsent(Listener.class, type -> new Listener().started(), Listener.class);
    }

    /** Hears what goes to the standard streams, and every log record. */
    private static final class Listener extends Handler {
        /**
         * The JDK's HTTP server under the emulator, and the JDK's HTTP client of its tests; Janino, whose records of each
         * step with the code take longer to write than the compiling.
         */
        private static final Pattern OTHERS = Pattern.compile("(com\\.sun|sun|jdk|org\\.codehaus\\.janino)\\.");

        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        /** Loggers are collected with their settings when nobody holds them. */
        private final Logger root = Logger.getLogger("");

        Listener started() {
            System.setOut(new PrintStream(new Tee(System.out), true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(new Tee(System.err), true, StandardCharsets.UTF_8));
            for (Handler handler : root.getHandlers()) {
                handler.setLevel(
                        handler.getLevel().intValue() < Level.INFO.intValue() ? Level.INFO : handler.getLevel());
            }
            setLevel(Level.ALL);
            root.setLevel(Level.ALL);
            root.addHandler(this);
            return this;
        }

        synchronized String take() {
            String text = heard.toString(StandardCharsets.UTF_8);
            heard.reset();
            return text;
        }

        private synchronized void hear(byte[] bytes, int offset, int length) {
            heard.write(bytes, offset, length);
        }

        @Override
        public void publish(LogRecord record) {
            if (OTHERS.matcher(String.valueOf(record.getLoggerName())).lookingAt()) {
                return;
            }
            StringBuilder text = new StringBuilder().append(record.getMessage()).append('\n');
            if (record.getThrown() != null) {
                text.append(printed(record.getThrown())).append('\n');
            }
            if (record.getParameters() != null) {
                text.append(Arrays.toString(record.getParameters())).append('\n');
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            hear(bytes, 0, bytes.length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        private final class Tee extends OutputStream {
            private final OutputStream out;

            Tee(OutputStream out) {
                this.out = out;
            }

            @Override
            public void write(int b) throws java.io.IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
                out.write(bytes, offset, length);
                hear(bytes, offset, length);
            }

            @Override
            public void flush() throws java.io.IOException {
                out.flush();
            }
        }
    }
}
