// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/** Run-time side of {@link KeyedFunction}. Public because generated code calls it; not meant for anybody else. */
public final class KeyedFunctionCalls {
    private KeyedFunctionCalls() {}

    /**
     * Called by generated code.
     *
     * @param schemaPath names from the root schema down, separated by line feeds
     */
    public static Enumerable<@Nullable Object[]> rows(
            DataContext context, String schemaPath, String name, @Nullable Object[] arguments) {
        KeyedFunction function = find(context, schemaPath, name);
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object[]> enumerator() {
                return new RowSourceEnumerator(function.open(values(function, arguments), Executions.of(context)));
            }
        };
    }

    /** Called by generated code for an argument of type CHAR: it without the blanks that fill it up. */
    public static @Nullable Object withoutPadding(@Nullable Object argument) {
        return argument == null ? null : KeyedScanPlan.withoutPadding(argument.toString());
    }

    private static KeyedFunction find(DataContext context, String schemaPath, String name) {
        SchemaPlus schema = context.getRootSchema();
        for (String part : List.of(schemaPath.split("\n"))) {
            schema = schema == null ? null : schema.subSchemas().get(part);
        }
        if (schema != null) {
            for (Object function : schema.getFunctions(name)) {
                if (function instanceof KeyedFunction keyed) {
                    return keyed;
                }
            }
        }
        throw new DingTalkException(ErrorCode.INTERNAL, "Function " + name + " is not where it was when planning");
    }

    private static KeyValues values(KeyedFunction function, @Nullable Object[] arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            TableColumn parameter = function.parameters().get(i);
            Object value = arguments[i];
            if (value != null) {
                values.put(parameter.name(), converted(parameter, value));
            } else if (!parameter.nullable()) {
                throw new DingTalkException(
                        ErrorCode.INVALID_ARGUMENT, function.name() + ": " + parameter.name() + " must not be null");
            }
        }
        return new KeyValues(values);
    }

    private static Object converted(TableColumn parameter, Object value) {
        return switch (parameter.type()) {
            case BIGINT -> number(parameter, value).longValueExact();
            case INTEGER -> number(parameter, value).intValueExact();
            case VARCHAR -> value.toString();
            case BOOLEAN, DOUBLE, DECIMAL, DATE, TIME, TIMESTAMP, VARBINARY, VARCHAR_ARRAY, VARCHAR_MAP -> value;
        };
    }

    static BigDecimal number(TableColumn parameter, Object value) {
        try {
            return new BigDecimal(value.toString().trim());
        } catch (NumberFormatException e) {
            throw new DingTalkException(ErrorCode.INVALID_ARGUMENT, parameter.name() + " must be a whole number", e);
        }
    }
}
