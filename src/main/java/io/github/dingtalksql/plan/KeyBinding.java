// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** Comparisons that hold together ({@code AND}). Two equalities on one column must then agree, or there are no rows. */
record KeyBinding(ImmutableList<KeyTerm> terms) {
    static final KeyBinding NONE = new KeyBinding(ImmutableList.of());

    static KeyBinding of(KeyTerm term) {
        return new KeyBinding(ImmutableList.of(term));
    }

    KeyBinding and(KeyBinding other) {
        Set<KeyTerm> all = new LinkedHashSet<>(terms);
        all.addAll(other.terms);
        return new KeyBinding(ImmutableList.copyOf(all));
    }

    KeyBinding map(UnaryOperator<RexNode> change) {
        return new KeyBinding(terms.stream()
                .map(term -> term.withValue(change.apply(term.value())))
                .collect(ImmutableList.toImmutableList()));
    }

    KeyBinding withSame(int bound, int open) {
        if (binds(open)) {
            return this;
        }
        return terms.stream()
                .filter(term -> term.column() == bound && term.op() == KeyTerm.Op.EQ)
                .findFirst()
                .map(term -> and(of(new KeyTerm(open, KeyTerm.Op.EQ, term.value()))))
                .orElse(this);
    }

    boolean binds(int column) {
        return terms.stream()
                .anyMatch(term -> term.column() == column && term.op().isEquality());
    }

    /** {@code space_id='854', dentry_id=$cor0.dentry_id}. */
    String explain(KeyedTable table) {
        List<String> parts = new ArrayList<>();
        for (KeyTerm term : terms) {
            parts.add(table.columns().get(term.column()).name() + term.op().sql + text(term.value()));
        }
        return String.join(", ", parts);
    }

    private static String text(RexNode value) {
        if (value instanceof RexLiteral literal && literal.getValue3() instanceof String string) {
            return "'" + string.replace("'", "''") + "'";
        }
        return value.toString();
    }
}
