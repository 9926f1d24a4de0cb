// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
    void pushesFiltersAndLimits() {
        Dataset<Row> some = lines().filter("record_number <= 5 AND content IS NOT NULL").limit(3);

        assertThat(some.collectAsList()).hasSize(3);
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
