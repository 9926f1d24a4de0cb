// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.Instruction;
import io.github.dingtalksql.emulator.ObjectBytes;
import io.github.dingtalksql.emulator.VirtualCsv;
import io.github.dingtalksql.jdbc.DingTalkDriver;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverPropertyInfo;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.calcite.runtime.Hook;

/**
 * Prints everything that the driver says in a life full of troubles over the emulator: answers, texts, metadata, plans,
 * failures with all they carry, and logs of every level. Whoever started it looks for secrets in it.
 */
public final class SecretsProbe {
    /** In everything that the caller gives and nobody may see. */
    public static final String CANARY = "c4n4ry";

    /** More troubles than a query meets before it gives up. */
    private static final int LASTING = 8;

    /** Loggers are collected with their settings when nobody holds them. */
    private static final List<Logger> SILENT = new ArrayList<>();

    private final DingTalkEmulator emulator;
    private final DingTalkDriver driver = new DingTalkDriver();
    private final AtomicInteger versions = new AtomicInteger();

    private SecretsProbe(DingTalkEmulator emulator) {
        this.emulator = emulator;
    }

    public static void main(String[] args) throws Exception {
        hearLogs();
        try (DingTalkEmulator emulator = DingTalkEmulator.builder()
                .samples()
                .file(
                        EmulatedFile.of(
                                "854",
                                "1000",
                                "big.csv",
                                VirtualCsv.ofLength(1 << 20).bytes()),
                        EmulatedFile.of(
                                "854", "1001", "bad.csv", ObjectBytes.of(new byte[] {'a', '\n', (byte) 0xC3, '(', '\n'
                                })))
                .signedHeader("x-oss-security-token", CANARY + "-sts-token")
                .callsPerSecond(10_000)
                .start()) {
            new SecretsProbe(emulator).live();
        }
        System.out.println("the end");
    }

    private static void hearLogs() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler all = new ConsoleHandler();
        all.setLevel(Level.ALL);
        root.addHandler(all);
        root.setLevel(Level.ALL);
        // Under the emulator is the JDK's HTTP server, which logs what it is sent. Janino tells each step of compiling
        // the code, which is printed as a whole.
        Hook.JAVA_PLAN.addThread((String code) -> System.out.println(code));
        for (String name : List.of("com.sun", "sun", "jdk", "org.codehaus.janino")) {
            Logger silent = Logger.getLogger(name);
            silent.setLevel(Level.OFF);
            SILENT.add(silent);
        }
    }

    private Properties credentials() {
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        properties.setProperty("unionId", emulator.unionId());
        properties.setProperty("apiCallsPerSecond", "1000");
        properties.setProperty("maxRetries", "1");
        properties.setProperty("files", "EMPS:854/798,NONE:854/4711,BAD:854/1001");
        return properties;
    }

    private String url() {
        return "jdbc:dingtalk:endpoint=" + emulator.endpoint();
    }

    private void live() throws Exception {
        properties();
        try (Connection connection = driver.connect(url(), credentials())) {
            answers(connection);
            troublesOfTheApi(connection);
            troublesOfTheStore(connection);
            troublesOfTheClient(connection);
            fails(connection, "SELECT * FROM calls");
            PrintedObjects.everyTextFrom(connection);
        }
        connections();
    }

    private void properties() throws SQLException {
        Properties given = credentials();
        given.setProperty("accessToken", CANARY + "-given-token");
        String url = url() + ";appSecret='" + CANARY + ";secret'";
        given.remove("password");
        for (DriverPropertyInfo info : driver.getPropertyInfo(url, given)) {
            System.out.println("property " + info.name + " " + info.value + " " + info.description + " "
                    + (info.choices == null ? "" : List.of(info.choices)));
        }
    }

    /** Connections that cannot be, or cannot work. */
    private void connections() {
        connects(url() + ";appKey=k;appSecret='" + CANARY + "-wrong'", "SELECT * FROM file_content");
        String read = "SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '798'";
        connects(url() + ";unionId=u;appKey=" + emulator.appKey() + ";appSecret='" + CANARY + "-wrong'", read);
        connects(url() + ";unionId=u;accessToken=" + CANARY + "-token", read);
        connects(
                url() + ";unionId=" + CANARY + "-somebody;appKey=" + emulator.appKey() + ";appSecret="
                        + emulator.appSecret(),
                read);
        connects(
                url() + ";userId=" + CANARY + "-somebody;appKey=" + emulator.appKey() + ";appSecret="
                        + emulator.appSecret(),
                read);
        connects(
                "jdbc:dingtalk:endpoint=http://127.0.0.1:1;maxRetries=0;unionId=" + CANARY + ";accessToken=" + CANARY,
                read);
        connects(url() + ";appSecret=" + CANARY + ";appsecret=" + CANARY + "2", read);
        connects(url() + ";appSecret='" + CANARY, read);
        connects(url() + ";appSecret=" + CANARY + "\n", read);
        connects(url() + ";token=" + CANARY, read);
        connects("jdbc:dingtalk:" + CANARY, read);
        connects("jdbc:dingtalk:endpoint=https://" + CANARY + ":" + CANARY + "@127.0.0.1", read);
    }

    private void connects(String url, String sql) {
        try (Connection connection = driver.connect(url, new Properties())) {
            System.out.println(connection + " " + connection.getMetaData().getURL());
            fails(connection, sql);
        } catch (SQLException e) {
            e.printStackTrace(System.out);
        }
    }

    private void answers(Connection connection) throws Exception {
        connection.setClientInfo("ApplicationName", "probe");
        PrintedObjects.everyAnswer(Connection.class, connection);
        PrintedObjects.everyAnswer(DatabaseMetaData.class, connection.getMetaData());
        String read = "SELECT record_number, content FROM file_content WHERE space_id = ? AND dentry_id = ?";
        try (PreparedStatement statement = connection.prepareStatement(read)) {
            statement.setString(1, "854");
            statement.setString(2, "1000");
            PrintedObjects.everyAnswer(ParameterMetaData.class, statement.getParameterMetaData());
            PrintedObjects.everyAnswer(ResultSetMetaData.class, statement.getMetaData());
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                System.out.println(statement + " " + rows);
                // In the middle of a transfer all the secrets are there.
                PrintedObjects.everyTextFrom(rows);
                System.out.println(Thread.getAllStackTraces().keySet());
            }
        }
        String info = "SELECT * FROM download_info('854', '798')";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(info)) {
            PrintedObjects.everyAnswer(ResultSetMetaData.class, rows.getMetaData());
            System.out.println("what is asked for may be seen: " + (rows.next() && rows.getString("headers") != null));
        }
        for (String sql : List.of(info, "SELECT * FROM files.EMPS", "SELECT COUNT(*) FROM read_csv('854', '798')")) {
            for (String form : List.of("", " WITH IMPLEMENTATION", " WITH TYPE", " AS JSON", " AS XML")) {
                fails(connection, "EXPLAIN PLAN" + form + " FOR " + sql);
            }
        }
    }

    /** Runs it, prints what comes of it. */
    private static void fails(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            PrintedObjects.everyRow(rows);
            System.out.println(statement.getWarnings());
        } catch (SQLException e) {
            for (SQLException next = e; next != null; next = next.getNextException()) {
                next.printStackTrace(System.out);
            }
        }
    }

    private void troublesOfTheApi(Connection connection) {
        String read = "SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '801'";
        String echo = "you sent " + emulator.accessToken() + " for " + emulator.unionId() + ", " + emulator.appSecret();
        for (String code : List.of("permissionDenied", "paramError", "systemError", "fileArchived", "unheardOf")) {
            fails(connection, read, Instruction.onDownloadInfo().fails(400, code));
            answered(connection, read, 400, "{\"code\":\"" + code + "\",\"message\":\"" + echo + "\"}");
        }
        answered(connection, read, 403, "{\"message\":\"" + echo + "\"}");
        answered(connection, read, 502, "<html>" + echo);
        answered(connection, read, 200, "{\"errcode\":88,\"errmsg\":\"" + echo + "\"}");
        answered(connection, read, 200, "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":" + echo);
        for (String headers : List.of(
                "{\"Authorization\":\"OSS LTAI:c4n4ryc4n4ryc4n4ryc4n4ry=\\r\\nX: 1\"}",
                "{\"x-oss-token\\n\":\"" + CANARY + "\"}",
                "{\"Range\":\"" + CANARY + "\"}",
                "{\"x\":\"" + (CANARY + "文").repeat(4000) + "\"}")) {
            answered(connection, read, 200, signed("[\"http://127.0.0.1:1/" + CANARY + "\"]", headers));
        }
        for (String urls : List.of(
                "[\"http://127.0.0.1:1/yundisk0/" + CANARY + "?Signature=" + CANARY + "\"]",
                "[\"http://" + CANARY + ":" + CANARY + "@127.0.0.1/x\"]",
                "[\"http://127.0.0.1:1/#" + CANARY + "\"]",
                "[\"" + CANARY + "\"]",
                "[\"file:///" + CANARY + "\"]",
                "[\"http://a b/" + CANARY + "\"]")) {
            answered(connection, read, 200, signed(urls, "{\"Authorization\":\"OSS LTAI:" + CANARY + "\"}"));
        }
    }

    private static String signed(String urls, String headers) {
        return "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{\"resourceUrls\":" + urls + ",\"headers\":"
                + headers + ",\"expirationSeconds\":900}}";
    }

    /** Of another version each time, as the answer for one is kept. */
    private void answered(Connection connection, String sql, int status, String body) {
        String ofAnother = sql + " AND version = " + versions.incrementAndGet();
        fails(connection, ofAnother, Instruction.onDownloadInfo().answers(status, "application/json", body));
    }

    /** With a trouble that lasts as long as the query. */
    private void fails(Connection connection, String sql, Instruction trouble) {
        emulator.instruct(Collections.nCopies(LASTING, trouble).toArray(new Instruction[0]));
        fails(connection, sql);
        if (emulator.withdrawInstructions().size() == LASTING) {
            throw new AssertionError("There was no trouble: " + trouble);
        }
    }

    private void troublesOfTheStore(Connection connection) {
        String read = "SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '1000'";
        String error = "<Error><Code>SignatureDoesNotMatch</Code><SignatureProvided>OSS LTAI:c4n4ryc4n4ryc4n4ryc4n4ry="
                + "</SignatureProvided><StringToSign>GET /yundisk0/abcdefghijk</StringToSign></Error>";
        for (Instruction trouble : List.of(
                Instruction.onObject().fails(500, "InternalError"),
                Instruction.onObject().answers(403, "application/xml", error),
                Instruction.onObject().answers(404, "application/xml", error),
                Instruction.onObject().drops(),
                Instruction.onObject().cutsAfter(1000),
                Instruction.onObject().sets("Content-Range", "bytes 0-1/c4n4ry"),
                Instruction.onObject().setsStatus(302).sets("Location", "http://127.0.0.2/yundisk0/c4n4ryc4n4ry"),
                Instruction.onObject().sets("ETag", "\"c4n4ry\""))) {
            fails(connection, read, trouble);
        }
    }

    private void troublesOfTheClient(Connection connection) throws Exception {
        fails(connection, "SELECT");
        fails(connection, "SELECT nothing FROM file_content");
        fails(connection, "SELECT * FROM file_content");
        fails(connection, "SELECT * FROM files.NONE");
        fails(connection, "SELECT * FROM files.BAD");
        fails(
                connection,
                "SELECT CAST(content AS INTEGER) FROM file_content WHERE space_id = '854' AND dentry_id = '1001'");
        fails(connection, "SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '../x'");
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        emulator.instruct(Instruction.on(CallKind.OBJECT)
                .runsAfter(100, arrived::countDown)
                .stallsAfter(100, stalled));
        try (Statement statement = connection.createStatement()) {
            Thread canceller = new Thread(() -> {
                try {
                    arrived.await();
                    statement.cancel();
                } catch (InterruptedException | SQLException e) {
                    e.printStackTrace(System.out);
                }
            });
            canceller.setDaemon(true);
            canceller.start();
            statement
                    .executeQuery("SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '802'")
                    .next();
        } catch (SQLException e) {
            e.printStackTrace(System.out);
        } finally {
            stalled.countDown();
        }
    }
}
