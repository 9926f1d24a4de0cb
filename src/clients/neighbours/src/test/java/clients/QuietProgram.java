// SPDX-License-Identifier: Apache-2.0
package clients;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Uses our driver, and none of the others, which log. */
final class QuietProgram {
    private QuietProgram() {}

    public static void main(String[] args) throws Exception {
        String slf4j = Class.forName("org.slf4j.LoggerFactory", false, QuietProgram.class.getClassLoader()) == null
                ? "no"
                : "there";
        Driver driver = (Driver) Class.forName("io.github.dingtalksql.jdbc.DingTalkDriver")
                .getDeclaredConstructor()
                .newInstance();
        try (Connection connection = driver.connect("jdbc:dingtalk:demo", new Properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from read_csv('854', '798') limit 1")) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            System.out.println("SLF4J is " + slf4j + ", " + count + " row, " + state(statement, "select x from nowhere")
                    + ", " + state(statement, "select * from read_text('854', '4711')"));
        }
    }

    private static String state(Statement statement, String sql) {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return "a row: " + rows.next();
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
