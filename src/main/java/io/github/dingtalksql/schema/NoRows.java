// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.plan.RowSource;

/** Nothing, because two keys of a query contradict each other. */
final class NoRows implements RowSource {
    @Override
    public boolean next() {
        return false;
    }

    @Override
    public Object[] row() {
        throw new IllegalStateException("there are no rows");
    }

    @Override
    public void close() {}
}
