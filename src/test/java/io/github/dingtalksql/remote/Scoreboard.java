// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.FaultServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Prints which recoverable faults this driver, a plain OkHttp download, curl and aria2c survive on the same server:
 * the table at the end of {@code docs/reliability.md}. Needs curl and aria2c.
 */
public final class Scoreboard {
    private static final int SIZE = 300_000;

    private Scoreboard() {}

    private interface Client {
        /** Whether the right bytes arrived. */
        boolean survives(String url, Path target) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Map<String, Client> clients = new LinkedHashMap<>();
        clients.put("this driver", Scoreboard::driver);
        clients.put("plain OkHttp", Scoreboard::okHttp);
        clients.put(
                "curl",
                (url, target) -> run(
                        target,
                        "curl",
                        "-sf",
                        "-C",
                        "-",
                        "--retry",
                        "5",
                        "--max-time",
                        "40",
                        "-o",
                        target.toString(),
                        url));
        clients.put(
                "aria2c",
                (url, target) -> run(
                        target,
                        "aria2c",
                        "-q",
                        "--timeout=5",
                        "--max-tries=5",
                        "-d",
                        target.getParent().toString(),
                        "-o",
                        target.getFileName().toString(),
                        url));
        System.out.println("| fault | " + String.join(" | ", clients.keySet()) + " |");
        System.out.println("|---|" + "---|".repeat(clients.size()));
        Map<String, List<Answer>> faults = faults();
        int[] survived = new int[clients.size()];
        for (Map.Entry<String, List<Answer>> fault : faults.entrySet()) {
            StringBuilder line = new StringBuilder("| " + fault.getKey() + " |");
            int column = 0;
            for (Client client : clients.values()) {
                boolean right = one(client, fault.getValue());
                survived[column++] += right ? 1 : 0;
                line.append(right ? " yes |" : " no |");
            }
            System.out.println(line);
        }
        System.out.println("| **survived of " + faults.size() + "** |"
                + String.join(
                        "",
                        Arrays.stream(survived)
                                .mapToObj(count -> " **" + count + "** |")
                                .toList()));
        System.exit(0);
    }

    private static boolean one(Client client, List<Answer> script) throws Exception {
        Path folder = Files.createTempDirectory("scoreboard");
        Path target = folder.resolve("file");
        try (FaultServer server = new FaultServer(store())) {
            server.then(script.toArray(new Answer[0]));
            return client.survives(server.uri() + "/yundisk0/x.csv", target) && server.scriptLeft() == 0;
        } finally {
            Files.deleteIfExists(target);
            Files.deleteIfExists(folder.resolve("file.aria2"));
            Files.delete(folder);
        }
    }

    /** The first 300,000 bytes; a request without a range, or with an open one, is answered as RFC 9110 says. */
    private static Answer store() {
        return cut(Integer.MAX_VALUE, "");
    }

    private static Answer cut(int count, String how) {
        return (request, reply) -> {
            String range = request.header("Range");
            int from = 0;
            int to = SIZE;
            if (range != null) {
                String[] ends = range.substring("bytes=".length()).split("-", -1);
                from = Integer.parseInt(ends[0]);
                to = ends[1].isEmpty() ? SIZE : Math.min(SIZE, Integer.parseInt(ends[1]) + 1);
            }
            String length = "Content-Length: " + (to - from);
            if (range == null) {
                reply.head(200, length, "ETag: " + FakeStore.ETAG, "Accept-Ranges: bytes");
            } else {
                reply.head(
                        206,
                        length,
                        "ETag: " + FakeStore.ETAG,
                        "Content-Range: bytes " + from + "-" + (to - 1) + "/" + SIZE);
            }
            reply.send(FakeStore.bytes(from, from + Math.min(to - from, count)));
            switch (how) {
                case "rst" -> reply.rst();
                case "fin" -> reply.fin();
                case "stall" -> reply.stall();
                default -> {}
            }
        };
    }

    private static Map<String, List<Answer>> faults() {
        Map<String, List<Answer>> faults = new LinkedHashMap<>();
        Answer reset = cut(50_000, "rst");
        faults.put("none", List.of());
        faults.put("2 reset before headers", List.of((request, reply) -> reply.rst()));
        faults.put("3 end before headers", List.of((request, reply) -> reply.fin()));
        faults.put("5 silence before headers", List.of((request, reply) -> reply.stall()));
        faults.put(
                "10 garbage instead of HTTP",
                List.of((request, reply) -> reply.send(FakeStore.bytes(0, 64)).fin()));
        faults.put("13 reset at the first byte", List.of(cut(1, "rst")));
        faults.put("13 reset in the middle", List.of(reset));
        faults.put("13 reset at the last byte", List.of(cut(SIZE - 1, "rst")));
        faults.put("14 end in the middle", List.of(cut(50_000, "fin")));
        faults.put("15 end without a length", List.of(withoutLength()));
        faults.put("20 stall in the middle", List.of(cut(50_000, "stall")));
        faults.put("22 five resets with progress", List.of(reset, reset, reset, reset, reset));
        faults.put("53 signature expires midway", List.of(reset, FakeStore.error(403, "AccessDenied")));
        faults.put("58 status 500", List.of(FakeStore.error(500, "InternalError")));
        faults.put("58 status 502 after a reset", List.of(reset, FakeStore.error(502, "BadGateway")));
        faults.put("59 status 503, Retry-After: 1", List.of(FakeStore.error(503, "Busy", "Retry-After: 1")));
        faults.put("60 status 429", List.of(FakeStore.error(429, "Busy")));
        faults.put("61 status 408", List.of(FakeStore.error(408, "RequestTimeout")));
        return faults;
    }

    private static Answer withoutLength() {
        return (request, reply) -> {
            String range = request.header("Range");
            String[] head = range == null
                    ? new String[] {"Connection: close", "ETag: " + FakeStore.ETAG}
                    : new String[] {
                        "Connection: close",
                        "ETag: " + FakeStore.ETAG,
                        "Content-Range: bytes 0-" + (Math.min(SIZE, FakeStore.range(request)[1]) - 1) + "/" + SIZE
                    };
            reply.head(range == null ? 200 : 206, head).send(FakeStore.bytes(0, 50_000));
            reply.fin();
        };
    }

    private static boolean driver(String url, Path target) {
        ReadSettings settings = new ReadSettings(8, 1 << 22, Duration.ofSeconds(5), Duration.ofSeconds(5), 5, true);
        try (ByteStream stream = RemoteTesting.file(new FakeStorageApi(url), settings, new Execution())
                .open(0, Long.MAX_VALUE)) {
            return RemoteTesting.drain(stream, 0) == SIZE;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** As the sample of the vendor's page: the whole body of one request, its length not looked at. */
    private static boolean okHttp(String url, Path target) throws IOException {
        OkHttpClient client = new OkHttpClient();
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.isSuccessful() && isRight(response.body().bytes());
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean run(Path target, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0 && Files.exists(target) && isRight(Files.readAllBytes(target));
    }

    private static boolean isRight(byte[] bytes) {
        return Arrays.equals(bytes, FakeStore.bytes(0, SIZE));
    }
}
