// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/**
 * The types of a statement's parameters in the order in which they are written. {@code getParameterRowType} gives them as
 * they come in the validated tree, which is another order where named arguments were put in their places.
 */
final class ParameterTypes extends SqlBasicVisitor<@Nullable Void> {
    private final SqlValidator validator;
    private final SortedMap<Integer, RelDataType> byIndex = new TreeMap<>();

    private ParameterTypes(SqlValidator validator) {
        this.validator = validator;
    }

    static List<RelDataType> of(SqlNode validated, SqlValidator validator) {
        ParameterTypes types = new ParameterTypes(validator);
        validated.accept(types);
        return List.copyOf(types.byIndex.values());
    }

    @Override
    public @Nullable Void visit(SqlDynamicParam parameter) {
        byIndex.put(parameter.getIndex(), validator.getValidatedNodeType(parameter));
        return null;
    }
}
