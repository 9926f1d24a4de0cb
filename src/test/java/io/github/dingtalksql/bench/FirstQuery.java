// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Prints what a JVM's first query takes, from the start of the driver on and from the start of the process on.
 * Arguments: URL, app key and secret; without them the demo, whose emulator starts in this JVM then.
 */
public final class FirstQuery {
    private FirstQuery() {}

    public static void main(String[] args) throws SQLException {
        long start = System.nanoTime();
        try (Connection connection = args.length == 0
                ? DriverManager.getConnection("jdbc:dingtalk:demo")
                : DriverManager.getConnection(args[0], args[1], args[2])) {
            long connected = System.nanoTime();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '798' LIMIT 10")) {
                long prepared = System.nanoTime();
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    long read = System.nanoTime();
                    System.out.printf(
                            "connect %d ms, prepare %d ms, first row %d ms; %d ms since the" + " process began%n",
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
