// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Runs this driver and other systems on the same file, one after the other in each round, and prints the medians.
 * Arguments: MiB of the file, rounds, and which parts to run (all if none): {@code scan}, {@code slow}, {@code limit}.
 *
 * <p>The file is made in {@code target/bench}, the server runs in a process of its own on the same processors. Peers that
 * are not installed are left out. The first round warms up and does not count.
 */
public final class Compare {
    private static final Path FOLDER = Path.of("target", "bench");
    private static final String OURS = "SELECT %s FROM file_content WHERE space_id = '1' AND dentry_id = '%s'";
    private static final String SUM = "SUM(CAST(fields[3] AS DECIMAL(18, 2)))";

    private final Map<String, Timed> contenders = new LinkedHashMap<>();
    private final int rounds;
    private final String server;

    /** One run of something. */
    private interface Timed {
        void run() throws Exception;
    }

    private Compare(int rounds, String server) {
        this.rounds = rounds;
        this.server = server;
    }

    public static void main(String[] args) throws Exception {
        long mebibytes = Long.parseLong(args[0]);
        Path big = OrdersCsv.ofLength(FOLDER, mebibytes << 20);
        Path part = OrdersCsv.ofLength(FOLDER, Math.min(100, mebibytes) << 20);
        Set<String> wanted = Set.copyOf(Arrays.asList(args).subList(2, args.length));
        Process server = server(big, part);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            String url = lines.readLine();
            System.out.printf(
                    "%d bytes, part %d bytes, %d rounds, %d processors%n%n| work | median s | least | most |%n|---|---|---|---|%n",
                    Files.size(big),
                    Files.size(part),
                    Integer.parseInt(args[1]),
                    Runtime.getRuntime().availableProcessors());
            for (String kind : List.of("scan", "slow", "limit")) {
                if (wanted.isEmpty() || wanted.contains(kind)) {
                    new Compare(Integer.parseInt(args[1]), url).compare(kind, big);
                }
            }
        } finally {
            server.destroy();
        }
        System.exit(0);
    }

    private static Process server(Path big, Path part) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CsvServer.class.getName(),
                        big.toString(),
                        part.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void compare(String kind, Path big) throws Exception {
        String url = "jdbc:dingtalk:endpoint=" + server + ";accessToken=t;unionId=u;parallelism=8";
        try (Connection ours = DriverManager.getConnection(url)) {
            switch (kind) {
                case "scan" -> scan(ours, big);
                case "slow" -> slow(ours);
                default -> limit(ours);
            }
            run();
        }
    }

    private void scan(Connection ours, Path big) throws Exception {
        String paid = " AND fields[9] = 'PAID'";
        query("count(*)", "this driver", Peers.jdbc(ours), OURS.formatted("COUNT(*)", "big"));
        query("filter + sum", "this driver", Peers.jdbc(ours), OURS.formatted(SUM, "big") + paid);
        String typed = " FROM read_csv('1', 'big')";
        query(
                "filter + sum, read_csv",
                "this driver",
                Peers.jdbc(ours),
                "SELECT SUM(amount)" + typed + " WHERE status = 'PAID'");
        query("count(*), 100 MB", "this driver", Peers.jdbc(ours), OURS.formatted("COUNT(*)", "part"));
        query("filter + sum, 100 MB", "this driver", Peers.jdbc(ours), OURS.formatted(SUM, "part") + paid);
        contenders.put("content through getString, this driver", () -> readAll(ours));
        if (Peers.isInstalled("clickhouse-server")) {
            Peers.Peer clickHouse = Peers.clickHouse(FOLDER.resolve("clickhouse"));
            String table = Peers.clickHouseTable(server + "/big.csv");
            query("count(*)", "ClickHouse url()", clickHouse, "SELECT count() FROM " + table);
            query("filter + sum", "ClickHouse url()", clickHouse, "SELECT sum(amount) FROM " + table + " WHERE status = 'PAID'");
        }
        peer("DuckDB", () -> {
            Peers.Peer duckDb = Peers.duckDb();
            String table = "read_csv('" + big + "', header = true, types = {'amount': 'DECIMAL(18,2)'})";
            query("count(*)", "DuckDB, local disk", duckDb, "SELECT count(*) FROM " + table);
            query("filter + sum", "DuckDB, local disk", duckDb, "SELECT sum(amount) FROM " + table + " WHERE status = 'PAID'");
        });
        peer("Calcite's file adapter", () -> {
            Peers.Peer file = Peers.calciteFile(FOLDER, server + "/part.csv");
            query("count(*), 100 MB", "Calcite file adapter", file, "SELECT COUNT(*) FROM orders");
            query(
                    "filter + sum, 100 MB",
                    "Calcite file adapter",
                    file,
                    "SELECT SUM(CAST(amount AS DECIMAL(18, 2))) FROM orders WHERE status = 'PAID'");
        });
        command("download", List.of("curl", "-s", "-o", "/dev/null", server + "/big.csv"));
    }

    private void slow(Connection ours) {
        query("slow store, count(*)", "this driver", Peers.jdbc(ours), OURS.formatted("COUNT(*)", "slow"));
        command(
                "slow store, download",
                List.of(
                        "aria2c", "-x8", "-s8", "-k1M", "-q", "--file-allocation=none", "--allow-overwrite=true", "-d",
                        FOLDER.toString(), "-o", "slow.out", server + "/slow.csv"));
        command("slow store, download, one connection", List.of("curl", "-s", "-o", "/dev/null", "-r", "0-104857599", server + "/slow.csv"));
    }

    private void limit(Connection ours) throws Exception {
        String sql = OURS.formatted("content", "slowten") + " LIMIT 10";
        contenders.put("LIMIT 10 of ten times the file, slow store, this driver", () -> {
            try (Statement statement = ours.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
            }
        });
        command("first 128 KiB, slow store", List.of("curl", "-s", "-o", "/dev/null", "-r", "0-131071", server + "/slowten.csv"));
        Peers.jdbc(ours).answer(sql);
        stats();
        Peers.jdbc(ours).answer(sql);
        System.out.println("| LIMIT 10: requests and bytes | " + stats() + " | | |");
    }

    private String stats() throws Exception {
        return java.net.http.HttpClient.newHttpClient()
                .send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(server + "/stats"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void readAll(Connection ours) throws SQLException {
        long rows = 0;
        try (Statement statement = ours.createStatement();
                ResultSet result = statement.executeQuery(OURS.formatted("content", "big"))) {
            while (result.next()) {
                rows += result.getString(1) == null ? 0 : 1;
            }
        }
        if (rows == 0) {
            throw new IllegalStateException("no rows");
        }
    }

    private void query(String work, String who, Peers.Peer peer, String query) {
        String[] first = {null};
        contenders.put(work + ", " + who, () -> {
            String answer = peer.answer(query);
            if (first[0] == null) {
                first[0] = answer;
                System.err.println(work + ", " + who + ": " + answer);
            }
            if (!first[0].equals(answer)) {
                throw new IllegalStateException(work + ", " + who + ": " + first[0] + " and then " + answer);
            }
        });
    }

    private void command(String work, List<String> command) {
        if (Peers.isInstalled(command.get(0))) {
            contenders.put(work + ", " + command.get(0), () -> Peers.seconds(command));
        }
    }

    private void peer(String name, Timed setUp) throws Exception {
        try {
            setUp.run();
        } catch (SQLException e) {
            System.err.println(name + " is left out: " + e.getMessage());
        }
    }

    private void run() throws Exception {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Timed> contender : contenders.entrySet()) {
                long start = System.nanoTime();
                contender.getValue().run();
                double taken = (System.nanoTime() - start) / 1e9;
                if (round > 0) {
                    seconds.computeIfAbsent(contender.getKey(), name -> new ArrayList<>()).add(taken);
                }
            }
        }
        seconds.forEach((name, all) -> {
            all.sort(null);
            System.out.printf(
                    Locale.ROOT, "| %s | %.3f | %.3f | %.3f |%n", name, all.get(all.size() / 2), all.get(0), all.get(all.size() - 1));
        });
    }
}
