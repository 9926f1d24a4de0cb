// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class SpringTest {
    private final DriverManagerDataSource source = new DriverManagerDataSource("jdbc:dingtalk:demo");
    private final JdbcTemplate template = new JdbcTemplate(source);

    @Test
    void bindsParametersOfSeveralTypes() {
        List<String> lines = template.queryForList(
                "SELECT content FROM file_content WHERE space_id = ? AND dentry_id = ? AND format = ? LIMIT ?",
                String.class,
                "854",
                799L,
                "text",
                3);

        assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line).isNotBlank());
    }

    @Test
    void bindsNamedParametersAndLists() {
        Map<String, Object> row = new NamedParameterJdbcTemplate(source)
                .queryForMap(
                        "SELECT COUNT(DISTINCT dentry_id) AS files FROM file_content"
                                + " WHERE space_id = :space AND dentry_id IN (:ids)",
                        Map.of("space", "854", "ids", List.of("798", "802")));

        assertThat(row).containsEntry("files", 2L);
    }

    @Test
    void readsTimestampsAsJavaTime() {
        LocalDateTime expires = template.queryForObject(
                "SELECT expires_at FROM download_info('854', '798')",
                (row, number) -> row.getObject(1, LocalDateTime.class));

        assertThat(expires).isBetween(LocalDateTime.now(), LocalDateTime.now().plusMinutes(16));
    }

    @Test
    void honoursMaxRows() {
        JdbcTemplate limited = new JdbcTemplate(source);
        limited.setMaxRows(5);
        limited.setFetchSize(1000);
        limited.setQueryTimeout(30);

        assertThat(limited.queryForList(
                        "SELECT content FROM file_content WHERE space_id = ? AND dentry_id = ? AND format = 'text'",
                        "854",
                        "799"))
                .hasSize(5);
    }

    @Test
    void errorsBecomeSpringsOwnByTheirSqlState() {
        assertThatThrownBy(() -> template.queryForList("SELECT nothing FROM file_content"))
                .isInstanceOf(BadSqlGrammarException.class);
        assertThatThrownBy(() -> template.queryForList(
                        "SELECT * FROM file_content WHERE space_id = '854' AND dentry_id = '9999999'"))
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("dentryNotExist");
    }

    @Test
    void worksInsideATransaction() {
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        transaction.setReadOnly(true);

        Integer one = transaction.execute(status -> template.queryForObject("SELECT 1", Integer.class));

        assertThat(one).isEqualTo(1);
    }
}
