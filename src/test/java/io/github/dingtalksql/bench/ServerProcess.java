// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link CsvServer} in a process of its own. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final String url;

    private ServerProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static ServerProcess start(Path big, Path part) throws IOException {
        Process process = java(List.of("-Xmx64m"), CsvServer.class, big.toString(), part.toString());
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new ServerProcess(process, lines.readLine());
    }

    private static Process java(List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    String url() {
        return url;
    }

    String jdbcUrl(String more) {
        return "jdbc:dingtalk:endpoint=" + url + ";accessToken=t;unionId=u" + more;
    }

    /** Runs a query in a JVM of its own, and answers what {@link Query} prints. */
    String query(String heap, String jdbcUrl, String sql) throws IOException, InterruptedException {
        Process query = java(List.of(heap), Query.class, jdbcUrl, sql, "1");
        String printed = new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (query.waitFor() != 0) {
            throw new IOException(sql + " with " + heap + " ended with " + query.exitValue());
        }
        return printed;
    }

    /** What was sent since the last call. */
    String requestsAndBytes() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url + "/stats")).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
