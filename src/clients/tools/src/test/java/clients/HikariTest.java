// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class HikariTest {
    @Test
    void aPoolOfFourServesSixteenThreads() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:dingtalk:demo");
        config.setMaximumPoolSize(4);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            Callable<Long> count = () -> {
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(
                                "select count(*) from file_content where space_id = '854' and dentry_id = '798'")) {
                    rows.next();
                    return rows.getLong(1);
                }
            };
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                counts.add(threads.submit(count));
            }
            long first = counts.get(0).get();
            assertThat(first).isPositive();
            for (Future<Long> other : counts) {
                assertThat(other.get()).isEqualTo(first);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void autoCommitOffCommitAndRollbackAreHarmless() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:dingtalk:demo");
        config.setAutoCommit(false);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection connection = pool.getConnection()) {
            connection.commit();
            connection.rollback();
            assertThat(connection.isValid(1)).isTrue();
        }
    }
}
