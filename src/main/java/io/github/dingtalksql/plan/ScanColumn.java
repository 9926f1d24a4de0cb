// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * What a scan gives in one place of its rows: a column, or a single element of an ARRAY column.
 *
 * @param column position in {@link KeyedTable#columns()}, 0-based
 * @param element position in the array, 1-based as in SQL; 0 for the whole column
 * @param decimal what the element, a text, is cast to by whoever asked for it: then the scan may give the result
 *     instead. Null if the text is wanted
 */
public record ScanColumn(int column, int element, @Nullable Decimal decimal) {
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Integer.MAX_VALUE);

    /**
     * The type DECIMAL(p, s).
     *
     * @param precision digits that it has
     * @param scale those behind the point
     */
    public record Decimal(int precision, int scale) {
        static Decimal of(RelDataType type) {
            return new Decimal(type.getPrecision(), type.getScale());
        }
    }

    public ScanColumn(int column, int element) {
        this(column, element, null);
    }

    static ScanColumn whole(int column) {
        return new ScanColumn(column, 0);
    }

    ScanColumn as(Decimal type) {
        return new ScanColumn(column, element, type);
    }

    /**
     * What an expression takes from a scan as it is; null if it is something else.
     *
     * @param columns what each field of the expression's input is
     */
    static @Nullable ScanColumn of(RexNode expression, List<ScanColumn> columns) {
        if (expression instanceof RexInputRef reference) {
            return columns.get(reference.getIndex());
        }
        if (expression.getKind() != SqlKind.ITEM
                || !(((RexCall) expression).getOperands().get(0) instanceof RexInputRef array)
                || !(((RexCall) expression).getOperands().get(1) instanceof RexLiteral index)
                || array.getType().getComponentType() == null
                || index.isNull()) {
            return null;
        }
        BigDecimal position = index.getValueAs(BigDecimal.class);
        ScanColumn whole = columns.get(array.getIndex());
        return position == null || position.signum() < 1 || position.compareTo(LARGEST) > 0 || !whole.isWhole()
                ? null
                : new ScanColumn(whole.column(), position.intValue());
    }

    public boolean isWhole() {
        return element == 0;
    }

    /** {@code fields} or {@code fields[3]}. */
    String name(KeyedTable table) {
        String whole = table.columns().get(column).name();
        return isWhole() ? whole : whole + "[" + element + "]";
    }
}
