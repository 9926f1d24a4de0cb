// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** The other systems, each as something that answers a query with the first value of its first row. */
final class Peers {
    private static final String STRUCTURE = "order_id UInt64, ordered_at String, amount Decimal64(2), customer String,"
            + " product String, quantity UInt8, note String, city String, status String, channel String,"
            + " unit_price Decimal64(2), updated_on String";

    private Peers() {}

    /** Something that answers. */
    interface Peer {
        String answer(String query) throws Exception;
    }

    static boolean isInstalled(String command) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    static Peer jdbc(Connection connection) {
        return query -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                rows.next();
                return rows.getString(1);
            }
        };
    }

    /** DuckDB, reading from local disk; throws if its driver is not on the class path. */
    static Peer duckDb() throws SQLException {
        return jdbc(DriverManager.getConnection("jdbc:duckdb:"));
    }

    /** Calcite's file adapter over HTTP, the file being table {@code orders}. */
    static Peer calciteFile(Path folder, String url) throws IOException, SQLException {
        Path model = folder.resolve("model.json");
        Files.writeString(model, """
                {"version": "1.0", "defaultSchema": "f", "schemas": [{"name": "f", "type": "custom",
                "factory": "org.apache.calcite.adapter.file.FileSchemaFactory",
                "operand": {"tables": [{"name": "orders", "url": "%s"}]}}]}
                """.formatted(url));
        return jdbc(DriverManager.getConnection("jdbc:calcite:caseSensitive=false;model=" + model));
    }

    /** What ClickHouse calls the file at {@code url}. */
    static String clickHouseTable(String url) {
        return "url('" + url + "', 'CSVWithNames', '" + STRUCTURE + "')";
    }

    /** A ClickHouse server of our own, which ends with this JVM. */
    static Peer clickHouse(Path folder) throws Exception {
        Files.createDirectories(folder);
        int port = freePort();
        Files.writeString(folder.resolve("users.xml"), """
                <yandex><profiles><default><max_memory_usage>10000000000</max_memory_usage></default></profiles>
                <users><default><password></password><networks><ip>::/0</ip></networks><profile>default</profile>
                <quota>default</quota></default></users><quotas><default></default></quotas></yandex>
                """);
        Files.writeString(folder.resolve("config.xml"), """
                <yandex><logger><level>warning</level><log>%1$s/log</log><errorlog>%1$s/errors</errorlog></logger>
                <http_port>%2$d</http_port><tcp_port>%3$d</tcp_port><listen_host>127.0.0.1</listen_host>
                <path>%1$s/data/</path><tmp_path>%1$s/tmp/</tmp_path><users_config>%1$s/users.xml</users_config>
                <default_profile>default</default_profile><default_database>default</default_database>
                <mark_cache_size>5368709120</mark_cache_size></yandex>
                """.formatted(folder.toAbsolutePath(), port, freePort()));
        Process server = new ProcessBuilder(
                        "clickhouse-server",
                        "--config-file=" + folder.toAbsolutePath().resolve("config.xml"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroy));
        HttpClient client = HttpClient.newHttpClient();
        Peer peer = query -> {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                            .POST(HttpRequest.BodyPublishers.ofString(query))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(answer.body());
            }
            return answer.body().strip();
        };
        for (int attempt = 0; attempt < 100 && server.isAlive(); attempt++) {
            try {
                peer.answer("SELECT 1");
                return peer;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IOException("ClickHouse does not start, see " + folder);
    }

    /** Runs a command to its end. */
    static String run(List<String> command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with " + status);
        }
        return "";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
