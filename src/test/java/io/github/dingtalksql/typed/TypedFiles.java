// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import io.github.dingtalksql.emulator.CallKind;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.JournalEntry;
import io.github.dingtalksql.emulator.ObjectBytes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Files of space 854 in an emulator, and a connection to it. */
final class TypedFiles implements AutoCloseable {
    private static final Duration IDLE_WITHIN = Duration.ofSeconds(20);

    final DingTalkEmulator emulator;
    final Connection connection;

    private TypedFiles(DingTalkEmulator emulator, String more) throws SQLException {
        this.emulator = emulator;
        this.connection = connect(more);
    }

    /** @param contents of the files 1, 2, … */
    static TypedFiles of(String... contents) throws Exception {
        byte[][] bytes = new byte[contents.length][];
        for (int i = 0; i < contents.length; i++) {
            bytes[i] = contents[i].getBytes(StandardCharsets.UTF_8);
        }
        return ofBytes("", bytes);
    }

    static TypedFiles ofBytes(String more, byte[]... contents) throws Exception {
        DingTalkEmulator.Builder builder = DingTalkEmulator.builder().samples();
        for (int i = 0; i < contents.length; i++) {
            builder.file(EmulatedFile.of("854", Integer.toString(i + 1), "file" + i, ObjectBytes.of(contents[i])));
        }
        return new TypedFiles(builder.start(), more);
    }

    Connection connect(String more) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", emulator.appKey());
        properties.setProperty("password", emulator.appSecret());
        return DriverManager.getConnection(
                "jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";unionId=" + emulator.unionId() + more, properties);
    }

    /** {@code name TYPE} for each column. */
    List<String> columns(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSetMetaData metaData = statement.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= metaData.getColumnCount(); i++) {
                String type = metaData.getColumnTypeName(i);
                String size =
                        type.equals("DECIMAL") ? "(" + metaData.getPrecision(i) + "," + metaData.getScale(i) + ")" : "";
                columns.add(metaData.getColumnLabel(i) + " " + type + size);
            }
            return columns;
        }
    }

    /** Rows with {@code |} between their values. */
    List<String> rows(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                return rows(result);
            }
        }
    }

    /** As {@link #rows} by a plain statement, which prepares and runs in one go. */
    List<String> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return rows(result);
        }
    }

    static List<String> rows(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            StringBuilder row = new StringBuilder();
            for (int i = 1; i <= columns; i++) {
                row.append(i > 1 ? "|" : "").append(result.getString(i));
            }
            rows.add(row.toString());
        }
        return rows;
    }

    /** What the object store was asked for: the Range of each request. */
    long reads() {
        return emulator.calls(CallKind.OBJECT);
    }

    /** What the object store sent, when all of it is noted: a client may have the bytes before that. */
    long bytesRead() {
        try {
            if (!emulator.awaitIdle(IDLE_WITHIN)) {
                throw new AssertionError("A request does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return emulator.journal().stream()
                .filter(entry -> entry.kind() == CallKind.OBJECT)
                .mapToLong(JournalEntry::bytesWritten)
                .sum();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        emulator.close();
    }
}
