// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.JvmShared;
import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.plan.CalciteEngine;
import io.github.dingtalksql.plan.SqlEngine;
import io.github.dingtalksql.schema.WorkspaceTables.Listed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.calcite.jdbc.CalciteSchema;

/** Makes the SQL engine of a connection. */
public final class DingTalkSchemas {
    /** Name of the schema that unqualified names are looked up in. */
    public static final String DEFAULT_SCHEMA = "dingtalk";

    private static final Duration FOREVER = Duration.ofDays(36_500);

    private DingTalkSchemas() {}

    /** An engine over the schema {@value #DEFAULT_SCHEMA}. Makes no call and opens nothing. */
    public static SqlEngine engine(ConnectionConfig config) {
        return engine(config, Services.of(config));
    }

    /** Closes the HTTP connections of the JVM that only wait for the next query. */
    public static void releaseIdle() {
        JvmShared.instance().releaseIdle();
    }

    static SqlEngine engine(ConnectionConfig config, Services services) {
        FileFunctions functions = FileFunctions.of(services);
        DingTalkSchema schema = new DingTalkSchema(List.of(DEFAULT_SCHEMA), services, functions, false);
        FilesSchema files = new FilesSchema(config.files(), functions);
        List<WorkspaceTables> workspaces = config.workspaces().stream()
                .map(workspace -> new WorkspaceTables(new WorkspaceListing(services, workspace), functions))
                .toList();
        SchemaCatalog catalog = new SchemaCatalog(DEFAULT_SCHEMA, schema, files, workspaces);
        return new CalciteEngine(execution -> root(catalog, execution), catalog, Clock.systemUTC());
    }

    /** The schemas for one statement, which sees one listing of a knowledge base however often the planner asks. */
    private static CalciteSchema root(SchemaCatalog catalog, Execution execution) {
        // The first planning takes longer than all of that.
        JvmShared.instance().getReady(CalciteEngine::loadCompiler);
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add(catalog.name(), catalog.schema());
        if (!catalog.files().isEmpty()) {
            root.add(FilesSchema.NAME, catalog.files());
        }
        for (WorkspaceTables workspace : catalog.workspaces()) {
            Once<Listed> listed = new Once<>(() -> workspace.list(execution), FOREVER, System::nanoTime);
            root.add(workspace.schemaName(), new WorkspaceSchema(listed));
        }
        return root;
    }
}
