// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs this driver and other systems side by side on the same generated file and prints a table. Arguments: MiB of the
 * file, rounds, and which parts to run (all if none): {@code scan}, {@code slow}, {@code limit}, {@code memory}, {@code
 * allocation}.
 *
 * <p>The file is made in {@code target/bench}; the server runs in a process of its own on the same processors. Peers
 * that are not installed are left out, and it says so.
 */
public final class Compare {
    private static final List<String> PARTS = List.of("scan", "slow", "limit", "memory", "allocation");
    private static final Path FOLDER = Path.of("target", "bench");
    private static final String US = "this driver";
    private static final String SUM = "SUM(CAST(fields[3] AS DECIMAL(18, 2)))";
    private static final String PAID = " AND fields[9] = 'PAID'";
    private static final String COUNTING = "count(*)";
    private static final String SUMMING = "filter + sum";
    private static final String OF_PART = ", 100 MB";

    private final int rounds;
    private final Path big;
    private final ServerProcess server;

    private Compare(int rounds, Path big, ServerProcess server) {
        this.rounds = rounds;
        this.big = big;
        this.server = server;
    }

    public static void main(String[] args) throws Exception {
        long mebibytes = Long.parseLong(args[0]);
        List<String> wanted = args.length > 2 ? Arrays.asList(args).subList(2, args.length) : PARTS;
        if (!Set.copyOf(PARTS).containsAll(wanted)) {
            throw new IllegalArgumentException("The parts are " + PARTS);
        }
        Path big = OrdersCsv.ofLength(FOLDER, mebibytes << 20);
        Path part = OrdersCsv.ofLength(FOLDER, Math.min(100, mebibytes) << 20);
        try (ServerProcess server = ServerProcess.start(big, part)) {
            System.out.printf(
                    "%d bytes, part %d bytes, %s rounds, %d processors%n",
                    Files.size(big),
                    Files.size(part),
                    args[1],
                    Runtime.getRuntime().availableProcessors());
            Compare compare = new Compare(Integer.parseInt(args[1]), big, server);
            for (String name : wanted) {
                System.out.println();
                compare.part(name);
            }
        }
        System.exit(0);
    }

    private void part(String name) throws Exception {
        try (Connection ours = DriverManager.getConnection(server.jdbcUrl(""))) {
            switch (name) {
                case "scan" -> scan(ours);
                case "slow" -> {
                    try (Connection wide = DriverManager.getConnection(server.jdbcUrl(";rangeSize=8388608"))) {
                        slow(ours, wide);
                    }
                }
                case "limit" -> limit(ours);
                case "memory" -> memory();
                default -> allocation(ours);
            }
        }
    }

    private static String ours(String what, String file) {
        return "SELECT " + what + " FROM file_content WHERE space_id = '1' AND dentry_id = '" + file + "'";
    }

    private void scan(Connection ours) throws Exception {
        Contest contest = new Contest();
        Peers.Peer us = Peers.jdbc(ours);
        contest.add(COUNTING, US, () -> us.answer(ours("COUNT(*) - 1", "big")));
        contest.add(SUMMING, US, () -> us.answer(ours(SUM, "big") + PAID));
        String typed = "SELECT SUM(amount) FROM read_csv('1', 'big') WHERE status = 'PAID'";
        contest.add(SUMMING, US + ", read_csv", () -> us.answer(typed));
        contest.add(COUNTING + OF_PART, US, () -> us.answer(ours("COUNT(*) - 1", "part")));
        contest.add(SUMMING + OF_PART, US, () -> us.answer(ours(SUM, "part") + PAID));
        contest.add(SUMMING + OF_PART, US + ", read_csv", () -> us.answer(typed.replace("'big'", "'part'")));
        contest.add("every record through getString", US, () -> readAll(ours));
        clickHouse(contest);
        duckDb(contest);
        calciteFile(contest);
        command(contest, "download", List.of("curl", "-s", "-o", "/dev/null", server.url() + "/big.csv"));
        contest.run(rounds);
        contest.print(System.out);
    }

    private void clickHouse(Contest contest) throws Exception {
        if (!Peers.isInstalled("clickhouse-server")) {
            System.out.println("ClickHouse is left out: clickhouse-server is not installed");
            return;
        }
        Peers.Peer peer = Peers.clickHouse(FOLDER.resolve("clickhouse"));
        String table = Peers.clickHouseTable(server.url() + "/big.csv");
        String who = "ClickHouse, url()";
        contest.add(COUNTING, who, () -> peer.answer("SELECT count() FROM " + table));
        contest.add(SUMMING, who, () -> peer.answer("SELECT sum(amount) FROM " + table + " WHERE status = 'PAID'"));
    }

    private void duckDb(Contest contest) {
        try {
            Peers.Peer peer = Peers.duckDb();
            String table = "read_csv('" + big + "', header = true, types = {'amount': 'DECIMAL(18,2)'})";
            String who = "DuckDB, local disk";
            contest.add(COUNTING, who, () -> peer.answer("SELECT count(*) FROM " + table));
            contest.add(SUMMING, who, () -> peer.answer("SELECT sum(amount) FROM " + table + " WHERE status = 'PAID'"));
        } catch (SQLException e) {
            System.out.println("DuckDB is left out: " + e.getMessage());
        }
    }

    private void calciteFile(Contest contest) throws IOException {
        try {
            Peers.Peer peer = Peers.calciteFile(FOLDER, server.url() + "/part.csv");
            String sum = "SELECT SUM(CAST(amount AS DECIMAL(18, 2))) FROM orders WHERE status = 'PAID'";
            String who = "Calcite file adapter";
            contest.add(COUNTING + OF_PART, who, () -> peer.answer("SELECT COUNT(*) FROM orders"));
            contest.add(SUMMING + OF_PART, who, () -> peer.answer(sum));
        } catch (SQLException e) {
            System.out.println("Calcite's file adapter is left out: " + e.getMessage());
        }
    }

    private static void command(Contest contest, String work, List<String> command) {
        String name = command.get(0);
        if (Peers.isInstalled(name)) {
            contest.add(work, name, () -> Peers.run(command));
        } else {
            System.out.println(name + " is left out: it is not installed");
        }
    }

    private String readAll(Connection ours) throws SQLException {
        long rows = 0;
        try (Statement statement = ours.createStatement();
                ResultSet result = statement.executeQuery(ours("content", "big"))) {
            while (result.next()) {
                rows += result.getString(1).isEmpty() ? 0 : 1;
            }
        }
        return rows + " rows";
    }

    private void slow(Connection ours, Connection wide) throws Exception {
        Contest contest = new Contest();
        String work = "40 ms, 20 MB/s a connection: the whole file";
        Peers.Peer us = Peers.jdbc(ours);
        String count = ours("COUNT(*)", "slow");
        contest.add(work, US + ", count(*)", () -> us.answer(count) + " records");
        contest.add(work, US + ", rangeSize=8388608", () -> Peers.jdbc(wide).answer(count) + " records");
        String target = FOLDER.resolve("slow.out").toString();
        command(
                contest,
                work,
                List.of(
                        "aria2c",
                        "-x8",
                        "-s8",
                        "-k1M",
                        "-q",
                        "--file-allocation=none",
                        "--allow-overwrite=true",
                        "-o",
                        target,
                        server.url() + "/slow.csv"));
        contest.run(rounds);
        contest.print(System.out);
        Files.deleteIfExists(Path.of(target));
    }

    private void limit(Connection ours) throws Exception {
        Contest contest = new Contest();
        String work = "40 ms, 20 MB/s: first row of ten times the file";
        String select = ours("content", "slowten") + " LIMIT ";
        String sql = select + 10;
        contest.add(work, US + ", LIMIT 10", () -> firstRow(ours, sql));
        AtomicInteger others = new AtomicInteger(10);
        contest.add(work, US + ", another LIMIT each time", () -> firstRow(ours, select + others.incrementAndGet()));
        String url = server.url() + "/slowten.csv";
        command(contest, work, List.of("curl", "-s", "-o", "/dev/null", "-r", "0-0", url));
        contest.run(rounds);
        contest.print(System.out);
        server.requestsAndBytes();
        Peers.jdbc(ours).answer(sql);
        System.out.println("| LIMIT 10, requests and bytes sent | " + server.requestsAndBytes() + " | | | | |");
    }

    private static String firstRow(Connection ours, String sql) throws SQLException {
        try (Statement statement = ours.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return "";
        }
    }

    private void memory() throws Exception {
        System.out.println("| count(*) of ten times the file in a JVM of | seconds, answer |\n|---|---|");
        for (List<String> heapAndUrl : List.of(
                List.of("-Xmx96m", server.jdbcUrl("")),
                List.of("-Xmx64m", server.jdbcUrl(";parallelism=4;rangeSize=1048576")))) {
            String printed = server.query(heapAndUrl.get(0), heapAndUrl.get(1), ours("COUNT(*)", "ten"));
            System.out.println("| " + String.join(" ", heapAndUrl) + " | " + printed.strip() + " |");
        }
    }

    private void allocation(Connection ours) throws Exception {
        Peers.Peer us = Peers.jdbc(ours);
        String count = ours("COUNT(*)", "big");
        us.answer(count);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .sum();
        long records = Long.parseLong(us.answer(count));
        long after = Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .sum();
        System.out.printf(
                Locale.ROOT,
                "count(*) allocates %.2f bytes a record, in all threads together (%d bytes, %d records)%n",
                (double) (after - before) / records,
                after - before,
                records);
    }
}
