// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.Set;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/** Adds the correlation variables that an expression uses to a set. */
final class CorrelationIds extends RexShuttle {
    private final Set<CorrelationId> found;

    CorrelationIds(Set<CorrelationId> found) {
        this.found = found;
    }

    @Override
    public RexNode visitCorrelVariable(RexCorrelVariable variable) {
        found.add(variable.id);
        return variable;
    }
}
