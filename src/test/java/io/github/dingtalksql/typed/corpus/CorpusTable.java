// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed.corpus;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/** The result of a query as lines: {@code name TYPE} for each column, then a line for each row. Texts stand in quotes. */
public record CorpusTable(List<String> lines) {
    private static final String BETWEEN = " | ";

    public static CorpusTable of(ResultSet result) throws SQLException {
        ResultSetMetaData metaData = result.getMetaData();
        List<String> lines = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            columns.add(Signs.show(metaData.getColumnLabel(i)) + " " + type(metaData, i));
        }
        lines.add(String.join(BETWEEN, columns));
        while (result.next()) {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                values.add(value(result, i, metaData.getColumnType(i)));
            }
            lines.add(String.join(BETWEEN, values));
        }
        return new CorpusTable(lines);
    }

    private static String type(ResultSetMetaData metaData, int column) throws SQLException {
        if (metaData.getColumnType(column) == Types.DECIMAL) {
            return "DECIMAL(" + metaData.getPrecision(column) + "," + metaData.getScale(column) + ")";
        }
        return metaData.getColumnTypeName(column);
    }

    private static String value(ResultSet result, int column, int type) throws SQLException {
        Object plain = result.getObject(column);
        if (plain == null) {
            return "NULL";
        }
        if (plain instanceof LocalTime) {
            return plain.toString();
        }
        return switch (type) {
            case Types.DATE -> result.getObject(column, LocalDate.class).toString();
            case Types.TIME -> result.getObject(column, LocalTime.class).toString();
            case Types.TIMESTAMP ->
                result.getObject(column, LocalDateTime.class).toString().replace('T', ' ');
            case Types.DECIMAL -> result.getBigDecimal(column).toPlainString();
            case Types.VARCHAR -> "'" + Signs.show(result.getString(column)) + "'";
            default -> result.getString(column);
        };
    }

    /**
     * Whether another table is the same as this, types mapped: where a DECIMAL is expected, a DOUBLE of the same value
     * will do.
     */
    public boolean matches(CorpusTable other) {
        if (lines.size() != other.lines.size()) {
            return false;
        }
        List<String> types = split(lines.get(0));
        List<String> otherTypes = split(other.lines.get(0));
        if (types.size() != otherTypes.size()) {
            return false;
        }
        for (int column = 0; column < types.size(); column++) {
            String type = types.get(column);
            boolean isMapped = type.contains(" DECIMAL(")
                    && otherTypes.get(column).equals(type.substring(0, type.lastIndexOf(" DECIMAL(")) + " DOUBLE");
            if (!isMapped && !type.equals(otherTypes.get(column)) || !matches(other, column, isMapped)) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(CorpusTable other, int column, boolean asDouble) {
        for (int row = 1; row < lines.size(); row++) {
            String value = split(lines.get(row)).get(column);
            String otherValue = split(other.lines.get(row)).get(column);
            boolean matches = asDouble && !value.equals("NULL") && !otherValue.equals("NULL")
                    ? new BigDecimal(value).doubleValue() == Double.parseDouble(otherValue)
                    : value.equals(otherValue);
            if (!matches) {
                return false;
            }
        }
        return true;
    }

    private static List<String> split(String line) {
        return List.of(line.split(" \\| ", -1));
    }

    public static boolean isError(List<String> lines) {
        return !lines.isEmpty() && lines.get(0).startsWith("error");
    }
}
