// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.plan.CalciteEngine;
import io.github.dingtalksql.plan.SqlEngine;
import java.time.Clock;
import java.util.List;
import org.apache.calcite.jdbc.CalciteSchema;

/** Makes the SQL engine of a connection. */
public final class DingTalkSchemas {
    /** Name of the schema that unqualified names are looked up in. */
    public static final String DEFAULT_SCHEMA = "dingtalk";

    private DingTalkSchemas() {}

    /** An engine over the schema {@value #DEFAULT_SCHEMA}. Makes no call and opens nothing. */
    public static SqlEngine engine(ConnectionConfig config) {
        return engine(config, Services.of(config));
    }

    static SqlEngine engine(ConnectionConfig config, Services services) {
        FileFunctions functions = FileFunctions.of(services);
        DingTalkSchema schema = new DingTalkSchema(List.of(DEFAULT_SCHEMA), services, functions, false);
        FilesSchema files = new FilesSchema(config.files(), functions);
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add(DEFAULT_SCHEMA, schema);
        if (!files.isEmpty()) {
            root.add(FilesSchema.NAME, files);
        }
        return new CalciteEngine(root, new SchemaCatalog(DEFAULT_SCHEMA, schema, files), Clock.systemUTC());
    }
}
