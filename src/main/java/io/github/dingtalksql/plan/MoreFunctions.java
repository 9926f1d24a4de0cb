// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Functions beyond Calcite's standard ones. Calcite's class that has them makes some hundreds when it is loaded, so that
 * waits until a statement uses one.
 */
final class MoreFunctions implements SqlOperatorTable {
    private static final String CONCAT = "CONCAT";

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> operators,
            SqlNameMatcher matcher) {
        if (name.isSimple() && syntax == SqlSyntax.FUNCTION && matcher.matches(CONCAT, name.getSimple())) {
            operators.add(concat());
        }
    }

    /** Null if an argument is null, as {@code ||} and the CONCAT of JDBC. */
    private static SqlOperator concat() {
        return SqlLibraryOperators.CONCAT_FUNCTION;
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return List.of(concat());
    }
}
