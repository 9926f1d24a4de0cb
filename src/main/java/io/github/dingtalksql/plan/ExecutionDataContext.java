// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/** What a running plan may ask for: its parameters, the time at which it began, its execution. Immutable. */
final class ExecutionDataContext implements DataContext {
    private final SchemaPlus rootSchema;
    private final JavaTypeFactory typeFactory;
    private final Map<String, @Nullable Object> values;

    ExecutionDataContext(
            SchemaPlus rootSchema,
            JavaTypeFactory typeFactory,
            Map<String, Object> stashed,
            Map<String, @Nullable Object> parameters,
            CurrentTables tables,
            Execution execution,
            InstantSource clock) {
        this.rootSchema = rootSchema;
        this.typeFactory = typeFactory;
        this.values = new HashMap<>(stashed);
        this.values.putAll(parameters);
        AtomicBoolean cancelled = new AtomicBoolean();
        execution.onAbort(() -> cancelled.set(true));
        long now = clock.millis();
        long local = now + TimeZone.getDefault().getOffset(now);
        values.put(Executions.KEY, execution);
        values.put(CurrentTables.KEY, tables);
        values.put(ReadBefore.KEY, new ReadBefore());
        values.put(Variable.CANCEL_FLAG.camelName, cancelled);
        values.put(Variable.UTC_TIMESTAMP.camelName, now);
        values.put(Variable.CURRENT_TIMESTAMP.camelName, local);
        values.put(Variable.LOCAL_TIMESTAMP.camelName, local);
        values.put(Variable.TIME_ZONE.camelName, TimeZone.getDefault());
        values.put(Variable.LOCALE.camelName, Locale.ROOT);
        values.put(Variable.USER.camelName, "");
        values.put(Variable.SYSTEM_USER.camelName, "");
    }

    @Override
    public SchemaPlus getRootSchema() {
        return rootSchema;
    }

    @Override
    public JavaTypeFactory getTypeFactory() {
        return typeFactory;
    }

    @Override
    public QueryProvider getQueryProvider() {
        throw new UnsupportedOperationException("plans of this driver are not made of queryables");
    }

    @Override
    public @Nullable Object get(String name) {
        return values.get(name);
    }
}
