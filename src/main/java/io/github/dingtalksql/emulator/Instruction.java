// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import io.github.dingtalksql.emulator.BodyPipes.AtByte;
import io.github.dingtalksql.emulator.BodyPipes.FlippedByte;
import io.github.dingtalksql.emulator.BodyPipes.Paced;
import io.github.dingtalksql.emulator.BodyPipes.Pipe;
import io.github.dingtalksql.emulator.BodyPipes.Piped;
import io.github.dingtalksql.emulator.BodyPipes.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Makes one request fail, or its answer differ. Taken by the first request that it matches, and used up when all that it
 * says has happened: one that cuts a body, if the body comes to that byte. One without any effect lets its request pass,
 * so that the next instruction waits for the one after. Effects add up in the order in which
 * they are named. Immutable; the same instruction may be given several times.
 */
public final class Instruction {
    static final Instruction NONE = new Instruction(CallKind.UNKNOWN, entry -> true, List.of(), "nothing");

    private final CallKind kind;
    private final Predicate<JournalEntry> condition;
    private final List<Effect> effects;
    private final String description;

    private Instruction(CallKind kind, Predicate<JournalEntry> condition, List<Effect> effects, String description) {
        this.kind = kind;
        this.condition = condition;
        this.effects = List.copyOf(effects);
        this.description = description;
    }

    /** For the next request for an access token. */
    public static Instruction onToken() {
        return on(CallKind.TOKEN);
    }

    /** For the next request for download info. */
    public static Instruction onDownloadInfo() {
        return on(CallKind.DOWNLOAD_INFO);
    }

    /** For the next request for the bytes of a file. */
    public static Instruction onObject() {
        return on(CallKind.OBJECT);
    }

    /** For the next request of a kind. */
    public static Instruction on(CallKind kind) {
        return new Instruction(kind, entry -> true, List.of(), kind.name());
    }

    /** Waits for a request for this file. */
    public Instruction forFile(String spaceId, String dentryId) {
        return when(entry -> entry.file().equals(spaceId + "/" + dentryId));
    }

    /** Waits for a request whose Range starts at this byte. */
    public Instruction fromByte(long offset) {
        return when(entry -> entry.rangeStart() == offset);
    }

    /** Waits for a request that meets a condition, beside those named before. */
    public Instruction when(Predicate<JournalEntry> isMet) {
        return new Instruction(kind, condition.and(isMet), effects, description + " when");
    }

    /**
     * Answers with an error in the form of the service: JSON of the API, XML of the object store. For
     * {@link CallKind#USER} the code is the {@code errcode}, a number.
     */
    public Instruction fails(int status, String code) {
        return with("fails " + status + " " + code, new Effect() {
            @Override
            public Optional<Answer> instead(CallKind asked) {
                return Optional.of(refusal(asked, status, code));
            }
        });
    }

    /** Answers as the API does when it is called too often. */
    public Instruction throttles() {
        return with("throttles", new Effect() {
            @Override
            public Optional<Answer> instead(CallKind asked) {
                return Optional.of(
                        asked == CallKind.USER
                                ? OldApiRefusal.throttled().answer()
                                : CallLimits.throttled().answer(asked, RequestIds.ofApi()));
            }
        });
    }

    /** Answers with exactly this, whatever the service would say. */
    public Instruction answers(int status, String contentType, String body) {
        return with("answers " + status, new Effect() {
            @Override
            public Optional<Answer> instead(CallKind asked) {
                return Optional.of(Answer.text(status, Map.of("Content-Type", contentType), body));
            }
        });
    }

    /** Closes the connection without an answer. */
    public Instruction drops() {
        return with("drops", new Effect() {
            @Override
            public Optional<Answer> instead(CallKind asked) throws IOException {
                throw new Disconnect();
            }
        });
    }

    /** Runs something when the request has arrived, before anything is checked. */
    public Instruction runs(Runnable task) {
        return with("runs", new Effect() {
            @Override
            public void arrived() {
                task.run();
            }
        });
    }

    /** Keeps the request waiting, before anything is checked, until the latch opens or the emulator closes. */
    public Instruction holdsUntil(CountDownLatch latch) {
        return runs(() -> await(latch));
    }

    /** Answers with the whole object although a Range was sent. */
    public Instruction ignoresRange() {
        return with("ignoresRange", new Effect() {
            @Override
            public IncomingRequest request(IncomingRequest request) {
                return request.withoutHeader("range");
            }
        });
    }

    /** Sets a header of the answer. The server itself writes Date and Content-Length. */
    public Instruction sets(String header, String value) {
        return changing("sets " + header, answer -> {
            answer.headers().keySet().removeIf(header::equalsIgnoreCase);
            answer.headers().put(header, value);
            return answer;
        });
    }

    /** Leaves a header of the answer out. */
    public Instruction removes(String header) {
        return changing("removes " + header, answer -> {
            answer.headers().keySet().removeIf(header::equalsIgnoreCase);
            return answer;
        });
    }

    /** Answers with another status. */
    public Instruction setsStatus(int status) {
        return changing("setsStatus " + status, answer -> new Answer(status, answer.headers(), answer.body()));
    }

    /** Changes the text of an answer, for example its JSON. Not for large bodies. */
    public Instruction rewrites(UnaryOperator<String> change) {
        return with("rewrites", new Effect() {
            @Override
            public Answer answer(Answer answer, Runnable reached) throws IOException {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                answer.body().writeTo(text);
                return Answer.text(
                        answer.status(), answer.headers(), change.apply(text.toString(StandardCharsets.UTF_8)));
            }
        });
    }

    /** Puts a resource URL first where nothing listens. */
    public Instruction offersDeadFirstUrl() {
        String array = "\"resourceUrls\":[";
        return rewrites(json -> json.replace(array, array + "\"http://127.0.0.1:1/yundisk0/dead.file\","));
    }

    /** Sends the body in chunks, so that its length is not known beforehand. */
    public Instruction hidesLength() {
        return changing(
                "hidesLength",
                answer -> new Answer(answer.status(), answer.headers(), new Answer.Unmeasured(answer.body())));
    }

    /** Closes the connection after that many bytes of the body, whatever length was announced. */
    public Instruction cutsAfter(long bytes) {
        return atByte("cutsAfter " + bytes, bytes, () -> {
            throw new Disconnect();
        });
    }

    /** Runs something when that many bytes of the body have been written; the rest follows after it. */
    public Instruction runsAfter(long bytes, Runnable task) {
        return atByte("runsAfter " + bytes, bytes, task::run);
    }

    /** Holds the body back after that many bytes until the latch opens or the emulator closes. */
    public Instruction stallsAfter(long bytes, CountDownLatch latch) {
        return runsAfter(bytes, () -> await(latch));
    }

    /** Turns one bit of the body's byte at this place. */
    public Instruction corrupts(long place) {
        return inBody("corrupts " + place, reached -> out -> new FlippedByte(out, place, reached));
    }

    /** Sends the body slowly. */
    public Instruction paces(int bytesPerSecond) {
        return changing("paces " + bytesPerSecond, answer -> piped(answer, out -> new Paced(out, bytesPerSecond)));
    }

    boolean matches(JournalEntry entry) {
        return entry.kind() == kind && condition.test(entry);
    }

    List<Effect> effects() {
        return effects;
    }

    /** What it does, for the message of a test that left it unused. */
    @Override
    public String toString() {
        return description;
    }

    private static Answer refusal(CallKind asked, int status, String code) {
        return switch (asked) {
            case OBJECT -> new OssRefusal(status, code, "instructed").answer(RequestIds.ofStore(), "127.0.0.1");
            case USER ->
                OldApiRefusal.answer(
                        status,
                        OldApiRefusal.of(Integer.parseInt(code), "instructed").json());
            default -> new ApiRefusal(status, code, "instructed").answer(asked, RequestIds.ofApi());
        };
    }

    private Instruction atByte(String text, long place, Step step) {
        return inBody(
                text,
                reached -> out -> new AtByte(out, place, () -> {
                    reached.run();
                    step.run();
                }));
    }

    private Instruction inBody(String text, Function<Runnable, Pipe> pipe) {
        return with(text, new Effect() {
            @Override
            public boolean isInBody() {
                return true;
            }

            @Override
            public Answer answer(Answer answer, Runnable reached) {
                return piped(answer, pipe.apply(reached));
            }
        });
    }

    private static Answer piped(Answer answer, Pipe pipe) {
        return new Answer(answer.status(), answer.headers(), Piped.through(answer.body(), pipe));
    }

    private Instruction changing(String text, UnaryOperator<Answer> change) {
        return with(text, new Effect() {
            @Override
            public Answer answer(Answer answer, Runnable reached) {
                return change.apply(answer);
            }
        });
    }

    private Instruction with(String text, Effect effect) {
        List<Effect> more = new ArrayList<>(effects);
        more.add(effect);
        return new Instruction(kind, condition, more, description + " " + text);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The emulator is closing; the connection is about to go.
        }
    }
}
