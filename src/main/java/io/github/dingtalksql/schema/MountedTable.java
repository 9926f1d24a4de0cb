// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.config.MountedFile;
import io.github.dingtalksql.plan.ColumnInfo;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.LateTable;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.plan.TableInfo;
import io.github.dingtalksql.plan.TabularFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file that is a table by itself. What its columns are is found out when a statement or a tool asks for them. */
final class MountedTable extends LateTable {
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,9}");

    private final String name;
    private final String file;
    private final TabularFunction function;
    private final KeyValues arguments;
    private final boolean lasting;
    /** What the last look at the file failed with. */
    private volatile @Nullable String problem;
    /** What the last look at the file found: delimiter, charset. */
    private volatile String found = "";
    /** The columns that it found. */
    private volatile List<TableColumn> columns = List.of();

    /**
     * @param file what the remarks call it
     * @param lasting whether the name cannot become another file's
     */
    private MountedTable(String name, String file, TabularFunction function, KeyValues arguments, boolean lasting) {
        this.name = name;
        this.file = file;
        this.function = function;
        this.arguments = arguments;
        this.lasting = lasting;
    }

    /** @throws DingTalkException {@code INVALID_PROPERTY} if an option is none of the format */
    static MountedTable of(MountedFile file, FileFunctions functions) {
        TabularFunction function = functions.of(String.valueOf(file.options().getOrDefault("format", "csv")));
        return new MountedTable(file.name(), file.file(), function, arguments(file, function), true);
    }

    static MountedTable of(String name, WorkspaceFile file, FileFunctions functions) {
        Map<String, Object> values = new LinkedHashMap<>(file.options());
        values.put(FileArguments.SPACE_ID, file.file().spaceId());
        values.put(FileArguments.DENTRY_ID, file.file().dentryId());
        return new MountedTable(name, file.path(), functions.of(file.format()), new KeyValues(values), false);
    }

    private static KeyValues arguments(MountedFile file, TabularFunction function) {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, FileArguments.SPACE_ID, file.spaceId());
        put(values, FileArguments.DENTRY_ID, file.dentryId());
        put(values, FileArguments.NODE, file.node());
        put(values, FileArguments.VERSION, file.version());
        file.options().forEach((name, value) -> {
            if (!name.equals("format")) {
                values.put(name, converted(file, parameter(file, function, name), value));
            }
        });
        return new KeyValues(values);
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static TableColumn parameter(MountedFile file, TabularFunction function, String name) {
        boolean isKey = FileArguments.KEYS.stream().anyMatch(key -> key.name().equals(name));
        for (TableColumn parameter : function.parameters()) {
            if (parameter.name().equals(name) && (!isKey || name.equals(FileArguments.UNION_ID))) {
                return parameter;
            }
        }
        throw wrong(file, "has no option " + name);
    }

    /** In a model, numbers and booleans may be themselves; in a URL everything is text. */
    private static Object converted(MountedFile file, TableColumn option, Object value) {
        String text = value.toString();
        if (option.type() == ColumnType.BOOLEAN && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        if (option.type() == ColumnType.INTEGER && DIGITS.matcher(text).matches()) {
            return Integer.valueOf(text);
        }
        if (option.type() == ColumnType.VARCHAR && value instanceof String) {
            return value;
        }
        throw wrong(file, "wants " + option.name() + " to be " + option.type());
    }

    private static DingTalkException wrong(MountedFile file, String what) {
        return new DingTalkException(ErrorCode.INVALID_PROPERTY, "files: table " + file.name() + " " + what);
    }

    String name() {
        return name;
    }

    @Override
    protected boolean isLasting() {
        return lasting;
    }

    @Override
    protected KeyValues keys() {
        return arguments;
    }

    @Override
    protected KeyedTable table(Execution planning) {
        try {
            KeyedTable table = function.table(arguments, planning);
            problem = null;
            found = table instanceof FileTable known ? "; " + known.options() : "";
            columns = table.visibleColumns();
            return table;
        } catch (DingTalkException e) {
            if (!planning.isAborted()) {
                problem = e.getMessage();
            }
            throw e.at("Table " + name);
        }
    }

    /** For tools. Only asking for the columns reads; of a file that cannot be read there are none. */
    TableInfo info(String schema) {
        return new TableInfo(schema, name, remarks(), () -> columns(schema));
    }

    /** The same, but what a tool that asks for the columns of many tables at once gets are those found before. */
    TableInfo infoOfMany(String schema) {
        return new TableInfo(
                schema, name, remarks(), () -> columns(schema), () -> ColumnInfo.of(schema, name, columns));
    }

    private String remarks() {
        String known = problem;
        return "File " + file + (known == null ? found : ", which cannot be read: " + known);
    }

    private List<ColumnInfo> columns(String schema) {
        try {
            return table(new Execution()).info(schema, name).columns();
        } catch (DingTalkException e) {
            // A tool that lists a hundred files shall show the others; the remarks of this one tell.
            return List.of();
        }
    }
}
