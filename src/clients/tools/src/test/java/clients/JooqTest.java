// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JooqTest {
    private static final Field<String> SPACE = field(name("space_id"), String.class);
    private static final Field<String> DENTRY = field(name("dentry_id"), String.class);
    private static final Field<String> CONTENT = field(name("content"), String.class);
    private static final Field<Long> NUMBER = field(name("record_number"), Long.class);

    private Connection connection;
    private DSLContext sql;

    @BeforeAll
    static void quiet() {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:dingtalk:demo");
        sql = DSL.using(connection, SQLDialect.DEFAULT);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void plainSqlWithBinds() {
        Result<Record> rows = sql.fetch(
                "select record_number, content from file_content where space_id = ? and dentry_id = ? and record_number < ?",
                "854",
                798,
                4L);

        assertThat(rows.getValues("record_number", Long.class)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void dslWithLimitAndOffset() {
        var rows = sql.select(NUMBER, CONTENT)
                .from(table(name("file_content")))
                .where(SPACE.eq("854"))
                .and(DENTRY.in("798"))
                .orderBy(NUMBER)
                .limit(2)
                .offset(3)
                .fetch();

        assertThat(rows.getValues(NUMBER)).containsExactly(4L, 5L);
    }

    @Test
    void dslWithGroupBy() {
        var counts = sql.select(DENTRY, count())
                .from(table(name("file_content")))
                .where(SPACE.eq("854").and(DENTRY.in("798", "802")))
                .groupBy(DENTRY)
                .fetchMap(DENTRY, count());

        assertThat(counts).containsOnlyKeys("798", "802");
    }

    @Test
    void metadata() {
        assertThat(sql.meta().getTables().stream().map(table -> table.getName()))
                .contains("file_content");
    }
}
