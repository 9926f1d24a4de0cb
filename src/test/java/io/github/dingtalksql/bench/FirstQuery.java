// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Prints what a JVM's first query takes, from the start of the driver on and from the start of the process on. */
public final class FirstQuery {
    private FirstQuery() {}

    public static void main(String[] args) throws SQLException {
        long start = System.nanoTime();
        try (Connection connection = DriverManager.getConnection("jdbc:dingtalk:demo")) {
            long connected = System.nanoTime();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '798' LIMIT 10")) {
                long prepared = System.nanoTime();
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    long read = System.nanoTime();
                    System.out.printf(
                            "connect (with the emulator's start) %d ms, prepare %d ms, first row %d ms; %d ms since the"
                                    + " process began%n",
                            (connected - start) / 1_000_000,
                            (prepared - connected) / 1_000_000,
                            (read - prepared) / 1_000_000,
                            System.currentTimeMillis()
                                    - ManagementFactory.getRuntimeMXBean().getStartTime());
                }
            }
        }
    }
}
