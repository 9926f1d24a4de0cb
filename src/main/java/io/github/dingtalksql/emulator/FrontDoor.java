// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.dingtalksql.emulator.Router.Routed;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where every request comes in: routes it, writes it into the journal, lets an instruction interfere, and sends the
 * answer. Safe for use by many threads.
 */
final class FrontDoor implements HttpHandler {
    private static final int LARGEST_BODY = 1 << 20;

    private final Router router;
    private final Instructions instructions;
    private final Journal journal;

    FrontDoor(Router router, Instructions instructions, Journal journal) {
        this.router = router;
        this.instructions = instructions;
        this.journal = journal;
    }

    /** An exception makes the server close the connection, which is how instructions break one off. */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Routed routed = router.route(read(exchange));
        JournalLine line = journal.arrived(
                routed.kind(), routed.request(), routed.endpoint().target(routed.request()));
        try {
            Instructions.Taken taken = instructions.take(line.entry());
            List<Effect> effects = taken.effects();
            effects.forEach(Effect::arrived);
            Answer answer = answer(routed, effects);
            for (Effect effect : effects) {
                answer = effect.answer(answer, taken::reached);
            }
            send(exchange, answer, line);
        } finally {
            journal.finished(line);
        }
    }

    private static Answer answer(Routed routed, List<Effect> effects) throws IOException {
        IncomingRequest request = routed.request();
        for (Effect effect : effects) {
            Optional<Answer> instead = effect.instead(routed.kind());
            if (instead.isPresent()) {
                return instead.get();
            }
            request = effect.request(request);
        }
        return routed.endpoint().answer(request);
    }

    private static IncomingRequest read(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        String query = exchange.getRequestURI().getRawQuery();
        return new IncomingRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                headers,
                exchange.getRequestBody().readNBytes(LARGEST_BODY),
                Map.of());
    }

    private static void send(HttpExchange exchange, Answer answer, JournalLine line) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        line.answered(answer.status());
        long length = answer.body().length();
        if (length == 0 || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            exchange.close();
            return;
        }
        // The server takes 0 for "in chunks".
        exchange.sendResponseHeaders(answer.status(), length == Answer.Body.UNKNOWN_LENGTH ? 0 : length);
        answer.body().writeTo(new Metered(exchange.getResponseBody(), line));
        exchange.close();
    }

    /** Counts what the connection has taken. */
    private static final class Metered extends FilterOutputStream {
        private static final int STEP = 1 << 16;

        private final JournalLine line;

        Metered(OutputStream out, JournalLine line) {
            super(out);
            this.line = line;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            line.wrote(1);
        }

        /** In steps, so that the count is close when the client goes away in the middle. */
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += STEP) {
                int size = Math.min(STEP, length - done);
                out.write(bytes, offset + done, size);
                line.wrote(size);
            }
        }
    }
}
