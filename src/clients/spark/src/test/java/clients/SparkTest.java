// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SparkTest {
    private static final String FILE =
            "(SELECT record_number, byte_offset, content FROM file_content"
                    + " WHERE space_id = '854' AND dentry_id = '799' AND format = 'text') t";
    private static SparkSession spark;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static Dataset<Row> lines() {
        return spark.read()
                .format("jdbc")
                .option("url", "jdbc:dingtalk:demo")
                .option("driver", "io.github.dingtalksql.jdbc.DingTalkDriver")
                .option("dbtable", FILE)
                .load();
    }

    @Test
    void readsTypesAndRows() {
        Dataset<Row> lines = lines();

        assertThat(lines.schema().simpleString())
                .isEqualTo("struct<record_number:bigint,byte_offset:bigint,content:string>");
        assertThat(lines.count()).isGreaterThan(100);
        assertThat(lines.agg(functions.max("record_number")).first().getLong(0)).isEqualTo(lines.count());
    }

    @Test
    void pushesFilters() throws Exception {
        Dataset<Row> some = lines().filter("record_number <= 5 AND content IS NOT NULL");

        assertThat(some.collectAsList()).hasSize(5);

        SparkPlan plan = some.queryExecution().executedPlan();
        assertThat(plan.toString()).contains("PushedFilters: [", "*LessThanOrEqual(record_number,5)");
        assertThat(plan.collectLeaves().head().metrics().apply("numOutputRows").value())
                .as("rows that came over JDBC")
                .isEqualTo(5);
        assertThat(statements()).anyMatch(sql -> sql.contains("\"record_number\" <= 5"));
    }

    /** Spark pushes a limit for databases that it knows by name only; a filter it pushes here too. */
    @Test
    void readsThroughTheJdbcCatalog() throws Exception {
        spark.conf().set("spark.sql.catalog.dingtalk", "org.apache.spark.sql.execution.datasources.v2.jdbc.JDBCTableCatalog");
        spark.conf().set("spark.sql.catalog.dingtalk.url", "jdbc:dingtalk:demo;files=SALES:854/798");
        spark.conf().set("spark.sql.catalog.dingtalk.driver", "io.github.dingtalksql.jdbc.DingTalkDriver");

        Dataset<Row> some = spark.sql("SELECT * FROM dingtalk.files.SALES WHERE quantity > 1 LIMIT 3");

        assertThat(some.collectAsList()).hasSize(3);
        assertThat(statements()).anyMatch(sql -> sql.contains("\"SALES\"") && sql.contains("\"quantity\" > 1"));
    }

    /** What the driver ran, by its own account: it is in this JVM, as Spark's one executor is. */
    private static List<String> statements() throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:dingtalk:demo");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select statement from calls where statement is not null")) {
            while (rows.next()) {
                statements.add(rows.getString(1));
            }
        }
        return statements;
    }

    @Test
    void splitsByBytesHaveEveryLineOnce() {
        List<String> whole = lines().orderBy("byte_offset").select("content").as(org.apache.spark.sql.Encoders.STRING()).collectAsList();
        String[] predicates = {
            "byte_offset < 5000", "byte_offset >= 5000 AND byte_offset < 9001", "byte_offset >= 9001"
        };
        Dataset<Row> split = spark.read().jdbc("jdbc:dingtalk:demo", FILE, predicates, new java.util.Properties());

        assertThat(split.rdd().getNumPartitions()).isEqualTo(3);
        assertThat(split.orderBy("byte_offset").select("content").as(org.apache.spark.sql.Encoders.STRING()).collectAsList())
                .isEqualTo(whole);
    }
}
