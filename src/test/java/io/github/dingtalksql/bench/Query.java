// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Locale;

/**
 * Runs one statement several times and prints for each run its seconds, its rows and the last row's first value.
 * Arguments: JDBC URL, SQL, number of runs. Meant for a JVM of its own, with the heap to be tried.
 */
public final class Query {
    private Query() {}

    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection(args[0])) {
            for (int run = 0; run < Integer.parseInt(args[2]); run++) {
                long start = System.nanoTime();
                long count = 0;
                String last = "";
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(args[1])) {
                    while (rows.next()) {
                        count++;
                        last = rows.getString(1);
                    }
                }
                System.out.printf(Locale.ROOT, "%.3f s, %d rows, %s%n", (System.nanoTime() - start) / 1e9, count, last);
            }
        }
    }
}
