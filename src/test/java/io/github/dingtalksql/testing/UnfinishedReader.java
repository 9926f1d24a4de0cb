// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reads one row of a file and forgets the rest, with everything open. */
public final class UnfinishedReader {
    private UnfinishedReader() {}

    /** @param args {@code exit} to end by {@code System.exit}, else the main thread just ends */
    @SuppressWarnings("resource")
    public static void main(String[] args) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:dingtalk:demo");
        Statement statement = connection.createStatement();
        statement.setQueryTimeout(600);
        ResultSet rows = statement.executeQuery(
                "SELECT record_number FROM file_content WHERE space_id = '854' AND dentry_id = '798'");
        System.out.println("a row: " + rows.next());
        if (args[0].equals("exit")) {
            System.exit(3);
        }
    }
}
