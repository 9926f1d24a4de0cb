// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.plan.ColumnInfo;
import io.github.dingtalksql.plan.PreparedQuery;
import io.github.dingtalksql.plan.RowCursor;
import io.github.dingtalksql.plan.SqlCatalog;
import io.github.dingtalksql.plan.SqlEngine;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the rows that are opened and closed through the engines of another factory. */
final class CountingEngines implements EngineFactory {
    private final EngineFactory real;
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();

    CountingEngines(EngineFactory real) {
        this.real = real;
    }

    long opened() {
        return opened.get();
    }

    long closed() {
        return closed.get();
    }

    @Override
    public SqlEngine engine(ConnectionConfig config) {
        SqlEngine engine = real.engine(config);
        return new SqlEngine() {
            @Override
            public PreparedQuery prepare(String sql, String defaultSchema, Execution execution) {
                return new CountedQuery(engine.prepare(sql, defaultSchema, execution));
            }

            @Override
            public SqlCatalog catalog() {
                return engine.catalog();
            }
        };
    }

    private final class CountedQuery implements PreparedQuery {
        private final PreparedQuery query;

        CountedQuery(PreparedQuery query) {
            this.query = query;
        }

        @Override
        public List<ColumnInfo> columns() {
            return query.columns();
        }

        @Override
        public List<ColumnInfo> parameters() {
            return query.parameters();
        }

        @Override
        public RowCursor execute(List<?> parameters, Execution execution) {
            RowCursor rows = query.execute(parameters, execution);
            opened.incrementAndGet();
            return new CountedCursor(rows);
        }
    }

    private final class CountedCursor implements RowCursor {
        private final RowCursor rows;
        private final AtomicBoolean isClosed = new AtomicBoolean();

        CountedCursor(RowCursor rows) {
            this.rows = rows;
        }

        @Override
        public boolean next() {
            return rows.next();
        }

        @Override
        public Object value(int column) {
            return rows.value(column);
        }

        @Override
        public void close() {
            rows.close();
            if (isClosed.compareAndSet(false, true)) {
                closed.incrementAndGet();
            }
        }
    }
}
