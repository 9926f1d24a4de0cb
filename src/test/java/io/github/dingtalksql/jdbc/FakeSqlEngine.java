// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.plan.ColumnInfo;
import io.github.dingtalksql.plan.FunctionInfo;
import io.github.dingtalksql.plan.PreparedQuery;
import io.github.dingtalksql.plan.RowCursor;
import io.github.dingtalksql.plan.SqlCatalog;
import io.github.dingtalksql.plan.SqlEngine;
import io.github.dingtalksql.plan.TableInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine whose answers are written down by SQL text. */
final class FakeSqlEngine implements SqlEngine {
    private final Map<String, Script> scripts = new ConcurrentHashMap<>();
    final List<String> schemas = new CopyOnWriteArrayList<>();
    final List<FakeCursor> cursors = new CopyOnWriteArrayList<>();
    final List<List<?>> parameters = new CopyOnWriteArrayList<>();

    /** What happens when a statement is planned, and with its rows. */
    interface Step {
        void run(Execution execution);
    }

    record Script(List<ColumnInfo> columns, List<ColumnInfo> parameters, Step planning, FakeCursor.Rows rows) {}

    FakeSqlEngine answer(String sql, List<ColumnInfo> columns, List<ColumnInfo> parameters, FakeCursor.Rows rows) {
        scripts.put(sql, new Script(columns, parameters, execution -> {}, rows));
        return this;
    }

    /** Rows of one column {@code a}. */
    FakeSqlEngine rows(String sql, Object... values) {
        return answer(
                sql,
                List.of(Columns.varchar("a")),
                List.of(),
                (execution, index) -> index < values.length ? new Object[] {values[index]} : null);
    }

    FakeSqlEngine planning(String sql, Step step) {
        scripts.put(sql, new Script(List.of(Columns.varchar("a")), List.of(), step, (execution, index) -> null));
        return this;
    }

    @Override
    public PreparedQuery prepare(String sql, String defaultSchema, Execution execution) {
        schemas.add(defaultSchema);
        Script script = scripts.get(sql);
        if (script == null) {
            throw new DingTalkException(ErrorCode.SYNTAX_ERROR, "Syntax error at line 1, column 1");
        }
        script.planning().run(execution);
        return new PreparedQuery() {
            @Override
            public List<ColumnInfo> columns() {
                return script.columns();
            }

            @Override
            public List<ColumnInfo> parameters() {
                return script.parameters();
            }

            @Override
            public RowCursor execute(List<?> values, Execution running) {
                parameters.add(values);
                FakeCursor cursor = new FakeCursor(script.rows(), running);
                cursors.add(cursor);
                return cursor;
            }
        };
    }

    @Override
    public SqlCatalog catalog() {
        ColumnInfo key = Columns.varchar("space_id");
        return new SqlCatalog() {
            @Override
            public List<String> schemas() {
                return List.of("dingtalk", "archive");
            }

            @Override
            public List<TableInfo> tables() {
                return List.of(
                        new TableInfo("dingtalk", "file_content", "One row for each record", columns()),
                        new TableInfo("archive", "old", "Old files", List.of(key)));
            }

            private List<ColumnInfo> columns() {
                ColumnInfo notNull = new ColumnInfo(
                        "record_number",
                        "record_number",
                        "file_content",
                        "dingtalk",
                        java.sql.Types.BIGINT,
                        "BIGINT",
                        19,
                        0,
                        false,
                        true,
                        "java.lang.Long",
                        "from 1");
                return List.of(key, notNull, Columns.timestamp("changed"), Columns.array("fields"));
            }

            @Override
            public List<FunctionInfo> functions() {
                return List.of(new FunctionInfo(
                        "dingtalk",
                        "download_info",
                        "Where a file is",
                        List.of(key, Columns.varchar("dentry_id")),
                        List.of(key, Columns.timestamp("expires_at"))));
            }
        };
    }
}
