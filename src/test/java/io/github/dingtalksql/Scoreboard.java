// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import io.github.dingtalksql.testing.CutKind;
import io.github.dingtalksql.testing.FaultServer.Answer;
import io.github.dingtalksql.testing.FaultServer.Reply;
import io.github.dingtalksql.testing.FaultServer.Request;
import io.github.dingtalksql.testing.FaultyFile;
import io.github.dingtalksql.testing.FaultyService;
import io.github.dingtalksql.testing.StoredFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Prints which recoverable faults of the object store this driver, a plain OkHttp download, curl and aria2c survive on
 * the same server: the table at the end of {@code docs/reliability.md}. Needs curl and aria2c. Arguments are
 * beginnings of the names of the faults that are tried.
 */
public final class Scoreboard {
    private static final int SIZE = 300_000;
    /** For one client and fault. */
    private static final int MOST_SECONDS = 150;

    private static final FaultyFile.Bytes BYTES = Scoreboard::bytes;

    private Scoreboard() {}

    private interface Client {
        /** Whether the right bytes arrived. */
        boolean survives(FaultyService service, String id, Path target) throws Exception;
    }

    private static byte[] bytes(long from, long to) {
        byte[] bytes = new byte[(int) (to - from)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((from + i) * 0x9E3779B97F4A7C15L >>> 56);
        }
        return bytes;
    }

    public static void main(String[] args) throws Exception {
        Map<String, Client> clients = new LinkedHashMap<>();
        clients.put("this driver", (service, id, target) -> driver(service, id));
        clients.put("plain OkHttp", (service, id, target) -> okHttp(service, id));
        clients.put("curl", Scoreboard::curl);
        clients.put("aria2c", Scoreboard::aria2c);
        System.out.println("| fault | " + String.join(" | ", clients.keySet()) + " |");
        System.out.println("|---|" + "---|".repeat(clients.size()));
        int[] survived = new int[clients.size()];
        List<String> names = rows().keySet().stream()
                .filter(name -> args.length == 0 || Arrays.stream(args).anyMatch(name::startsWith))
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("No fault begins with any of " + Arrays.toString(args));
        }
        for (String name : names) {
            StringBuilder line = new StringBuilder("| " + name + " |");
            int column = 0;
            for (Client client : clients.values()) {
                boolean right = one(client, rows().get(name));
                survived[column++] += right ? 1 : 0;
                line.append(right ? " yes |" : " no |");
            }
            System.out.println(line);
        }
        StringBuilder sums = new StringBuilder("| **survived of " + names.size() + "** |");
        for (int count : survived) {
            sums.append(" **").append(count).append("** |");
        }
        System.out.println(sums);
        System.exit(0);
    }

    private static boolean one(Client client, StoredFile file) throws Exception {
        Path folder = Files.createTempDirectory("scoreboard");
        Path target = folder.resolve("file");
        try (FaultyService service = new FaultyService()) {
            return client.survives(service, service.add(file), target) && file.hasHappened();
        } finally {
            Files.deleteIfExists(target);
            Files.deleteIfExists(folder.resolve("file.aria2"));
            Files.delete(folder);
        }
    }

    /** Every case of parts A to D that can be recovered from; those of the API are no business of the other clients. */
    private static Map<String, StoredFile> rows() {
        Map<String, StoredFile> rows = new LinkedHashMap<>();
        rows.put("1 first URL refuses connections", deadFirstUrl());
        for (CutKind kind : CutKind.values()) {
            // What needs the start of an answer happens to the first one, unless it has to come in the middle.
            boolean first = kind.needsStart() && kind != CutKind.WHOLE_FILE && kind != CutKind.EXPIRED;
            String text = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            rows.put(kind.number() + " " + text + (first ? "" : " in the middle"), file(first ? 0 : SIZE / 2, kind));
        }
        rows.put("11 100 Continue before the answer", scripted(Scoreboard::continued));
        rows.put("13 reset at the first byte", file(1, CutKind.RESET));
        rows.put("13 reset at the last byte", file(SIZE - 1, CutKind.RESET));
        rows.put("17 chunks without any length", scripted(Scoreboard::chunks));
        rows.put("18 Content-Length too big", scripted(Scoreboard::lengthTooBig));
        rows.put("21 a trickle of 5 bytes a second", scripted(Scoreboard::trickle));
        Answer reset = (request, reply) -> part(request, reply, 50_000).rst();
        rows.put("22 five resets with progress", scripted(reset, reset, reset, reset, reset));
        Answer brokenWhole = (request, reply) ->
                reply.head(200, length(SIZE), ETAG).send(bytes(0, 100_000)).fin();
        rows.put("23 Range ignored, and broken", scripted(brokenWhole, Scoreboard::whole));
        rows.put("41 bytes after the answer", scripted(Scoreboard::more));
        rows.put(
                "42 redirect on the same host",
                scripted((request, reply) ->
                        reply.full(307, "", "Location: " + request.target().replaceFirst("/[12]$", "/2"))));
        rows.put("59 503 with Retry-After: 1", scripted((request, reply) -> reply.full(503, "", "Retry-After: 1")));
        return rows;
    }

    private static final String ETAG = "ETag: \"5B3C1A2E053D763E1B002CC607C5A0FE\"";

    private static String length(long length) {
        return "Content-Length: " + length;
    }

    private static FaultyFile file(long place, CutKind kind) {
        return new FaultyFile(BYTES, SIZE, place, kind);
    }

    private static long[] range(Request request) {
        String range = request.header("Range");
        String[] ends =
                range == null ? new String[] {"0", ""} : range.substring(6).split("-", -1);
        long end = ends[1].isEmpty() ? SIZE : Math.min(SIZE, Long.parseLong(ends[1]) + 1);
        return new long[] {Long.parseLong(ends[0]), end};
    }

    private static void head(Request request, Reply reply, String... more) throws IOException {
        long[] range = range(request);
        List<String> headers = new ArrayList<>(List.of(more));
        headers.add(ETAG);
        if (request.header("Range") != null) {
            headers.add("Content-Range: bytes " + range[0] + "-" + (range[1] - 1) + "/" + SIZE);
        }
        reply.head(request.header("Range") == null ? 200 : 206, headers.toArray(new String[0]));
    }

    /** A right answer that stops after {@code most} bytes. */
    private static Reply part(Request request, Reply reply, long most) throws IOException {
        long[] range = range(request);
        head(request, reply, length(range[1] - range[0]));
        return reply.send(bytes(range[0], Math.min(range[1], range[0] + most)));
    }

    private static void continued(Request request, Reply reply) throws IOException {
        reply.send("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        part(request, reply, SIZE);
    }

    private static void whole(Request request, Reply reply) throws IOException {
        reply.head(200, length(SIZE), ETAG).send(bytes(0, SIZE));
    }

    private static void chunks(Request request, Reply reply) throws IOException {
        reply.head(200, "Transfer-Encoding: chunked")
                .send((Integer.toHexString(SIZE) + "\r\n").getBytes(StandardCharsets.US_ASCII))
                .send(bytes(0, SIZE))
                .send("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static void lengthTooBig(Request request, Reply reply) throws IOException {
        long[] range = range(request);
        head(request, reply, length(range[1] - range[0] + 10));
        reply.send(bytes(range[0], range[1])).fin();
    }

    private static void trickle(Request request, Reply reply) throws IOException {
        long[] range = range(request);
        head(request, reply, length(range[1] - range[0]));
        try {
            for (long at = range[0]; at < range[1]; at++) {
                reply.send(bytes(at, at + 1));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
        } finally {
            reply.fin();
        }
    }

    private static void more(Request request, Reply reply) throws IOException {
        part(request, reply, SIZE).send(new byte[1000]).fin();
    }

    private static StoredFile deadFirstUrl() {
        StoredFile file = scripted();
        return new StoredFile() {
            @Override
            public void to(Request request, Reply reply) throws IOException {
                file.to(request, reply);
            }

            @Override
            public boolean hasHappened() {
                return true;
            }

            @Override
            public boolean isFirstUrlDead() {
                return true;
            }
        };
    }

    /** Answers as the script says, one instruction for each request, then rightly. */
    private static StoredFile scripted(Answer... answers) {
        Queue<Answer> script = new ArrayDeque<>(List.of(answers));
        return new StoredFile() {
            @Override
            public void to(Request request, Reply reply) throws IOException {
                Answer answer;
                synchronized (script) {
                    answer = script.poll();
                }
                if (answer == null) {
                    part(request, reply, SIZE);
                } else {
                    answer.to(request, reply);
                }
            }

            @Override
            public boolean hasHappened() {
                synchronized (script) {
                    return script.isEmpty();
                }
            }
        };
    }

    /** Every property as it is by default, over JDBC. */
    private static boolean driver(FaultyService service, String id) {
        Properties properties = new Properties();
        properties.setProperty("accessToken", "TOKEN");
        properties.setProperty("unionId", "union");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:dingtalk:endpoint=" + service.uri(), properties);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT data FROM read_blob('854', '" + id + "', chunk_bytes => 65536)")) {
            while (rows.next()) {
                bytes.writeBytes(rows.getBytes(1));
            }
            return isRight(bytes.toByteArray());
        } catch (SQLException e) {
            return false;
        }
    }

    /** As the sample of the vendor's page: the whole body of one request for the first URL, its length not looked at. */
    private static boolean okHttp(FaultyService service, String id) {
        okhttp3.Request request = new okhttp3.Request.Builder()
                .url(service.urls(id).get(0))
                .header("Authorization", service.authorization(id))
                .build();
        // Without this bound, as by default, a trickle would keep it for a day.
        OkHttpClient client = new OkHttpClient.Builder()
                .callTimeout(MOST_SECONDS, TimeUnit.SECONDS)
                .build();
        try (Response response = client.newCall(request).execute()) {
            return response.isSuccessful() && isRight(response.body().bytes());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean curl(FaultyService service, String id, Path target) throws Exception {
        return run(
                target,
                "curl",
                "-sfL",
                "-C",
                "-",
                "--retry",
                "5",
                "--max-time",
                "40",
                "-H",
                "Authorization: " + service.authorization(id),
                "-o",
                target.toString(),
                service.urls(id).get(0));
    }

    private static boolean aria2c(FaultyService service, String id, Path target) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "aria2c",
                "-q",
                "--timeout=10",
                "--max-tries=6",
                "--header=Authorization: " + service.authorization(id),
                "-d",
                target.getParent().toString(),
                "-o",
                target.getFileName().toString()));
        command.addAll(service.urls(id));
        return run(target, command.toArray(new String[0]));
    }

    private static boolean run(Path target, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return false;
        }
        return process.exitValue() == 0 && Files.exists(target) && isRight(Files.readAllBytes(target));
    }

    private static boolean isRight(byte[] bytes) {
        return Arrays.equals(bytes, bytes(0, SIZE));
    }
}
