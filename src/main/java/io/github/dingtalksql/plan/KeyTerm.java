// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.apache.calcite.rex.RexNode;

/**
 * One comparison that a table can use: {@code column op value}.
 *
 * @param column position in {@link KeyedTable#columns()}
 * @param value an expression over literals, parameters and correlation variables, never over the table's own columns
 */
record KeyTerm(int column, Op op, RexNode value) {
    enum Op {
        EQ("="),
        /** An argument: as {@link #EQ}, but null leaves an optional key to its default. */
        ARG("="),
        GE(">="),
        GT(">"),
        LE("<="),
        LT("<");

        final String sql;

        Op(String sql) {
            this.sql = sql;
        }

        boolean isEquality() {
            return this == EQ || this == ARG;
        }
    }

    KeyTerm withValue(RexNode other) {
        return new KeyTerm(column, op, other);
    }
}
