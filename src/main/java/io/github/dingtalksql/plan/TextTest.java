// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * A condition that a scan can evaluate itself: the text in a place is one of these.
 *
 * @param place position among the scan's columns
 */
record TextTest(int place, ImmutableList<String> texts) {
    /** The test that a conjunct is; empty if it is none, or one of another column than a field. */
    static Optional<TextTest> of(RexNode conjunct, KeyedTableScan scan) {
        RexBuilder rexBuilder = scan.getCluster().getRexBuilder();
        RexNode plain = conjunct.isA(SqlKind.SEARCH) ? RexUtil.expandSearch(rexBuilder, null, conjunct) : conjunct;
        List<RexNode> either =
                plain.isA(SqlKind.OR) ? ((RexCall) plain).getOperands() : List.of(plain);
        int place = -1;
        List<String> texts = new ArrayList<>();
        for (RexNode one : either) {
            if (!one.isA(SqlKind.EQUALS)) {
                return Optional.empty();
            }
            RexNode left = ((RexCall) one).getOperands().get(0);
            RexNode right = ((RexCall) one).getOperands().get(1);
            RexNode value = left instanceof RexInputRef ? right : left;
            RexNode reference = left instanceof RexInputRef ? left : right;
            if (!(reference instanceof RexInputRef field)
                    || !(value instanceof RexLiteral literal)
                    || place >= 0 && field.getIndex() != place
                    || !isText(scan, field)
                    || literal.isNull()
                    || !SqlTypeUtil.isCharacter(literal.getType())) {
                return Optional.empty();
            }
            place = field.getIndex();
            texts.add(String.valueOf(literal.getValueAs(String.class)));
        }
        return Optional.of(new TextTest(place, ImmutableList.copyOf(texts)));
    }

    private static boolean isText(KeyedTableScan scan, RexInputRef field) {
        RelDataType type = field.getType();
        return type.getSqlTypeName() == SqlTypeName.VARCHAR
                && scan.keyedTable.isField(scan.columns.get(field.getIndex()));
    }

    FieldRows.Probe probe(FieldRows rows) {
        return rows.probe(place, texts);
    }

    String explain(List<String> columns) {
        String list = texts.stream()
                .map(text -> "'" + text.replace("'", "''") + "'")
                .collect(Collectors.joining(", "));
        return columns.get(place) + (texts.size() == 1 ? " = " + list : " IN (" + list + ")");
    }
}
