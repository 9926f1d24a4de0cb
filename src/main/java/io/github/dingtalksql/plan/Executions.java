// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import org.apache.calcite.DataContext;

/** Finds the execution that a running plan belongs to. */
final class Executions {
    /** Name under which our own driver puts the execution into the data context. */
    static final String KEY = "dingtalk.execution";

    private Executions() {}

    /** Under Calcite's own driver, which knows no execution, one that lasts until its rows are closed. */
    static Execution of(DataContext context) {
        return context.get(KEY) instanceof Execution execution ? execution : new Execution();
    }
}
