// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.typed.Condition;
import io.github.dingtalksql.content.typed.Selection;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.RowSource;
import io.github.dingtalksql.plan.ScanColumn;
import io.github.dingtalksql.plan.ScanRequest;
import io.github.dingtalksql.plan.TableColumn;
import io.github.dingtalksql.plan.TupleCalls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rows of files that are read in the same way. Which file it is, hidden keys tell. */
final class FileTable extends KeyedTable {
    private final Services services;
    private final FileFormat format;
    private final String options;
    private final boolean hasLateOptions;

    /** @param options what tells it from tables of other files or options, for {@code EXPLAIN} */
    FileTable(
            String name,
            String remarks,
            List<TableColumn> columns,
            FileFormat format,
            String options,
            Services services) {
        this(name, remarks, columns, List.of(), format, options, services);
    }

    /** @param late options that are known when the statement runs */
    FileTable(
            String name,
            String remarks,
            List<TableColumn> columns,
            List<TableColumn> late,
            FileFormat format,
            String options,
            Services services) {
        super(
                name,
                remarks,
                columns,
                Stream.concat(FileArguments.KEYS.stream(), late.stream()).toList(),
                services.fanOut());
        this.hasLateOptions = !late.isEmpty();
        this.services = services;
        this.format = format;
        this.options = options;
    }

    @Override
    public RowSource open(ScanRequest request) {
        int visible = visibleColumns().size();
        // A hidden key is asked for where only the number of rows counts, and nothing beside it: the others keep their
        // places.
        int[] columns = request.columns().stream()
                .mapToInt(ScanColumn::column)
                .filter(column -> column < visible)
                .toArray();
        Map<Integer, Condition> tests = new HashMap<>();
        request.tests()
                .forEach(test -> tests.merge(
                        test.column().column(), new Condition(test.passes(), test.texts()), Condition::and));
        Selection wanted = new Selection(columns, tests, AggregatedRecords.of(request.aggregates()));
        Execution execution = request.execution();
        FileFormat used = hasLateOptions ? format.with(request.keys()) : format;
        return new TypedRows(
                () -> used.open(FileArguments.request(name(), request.keys(), services, execution), wanted, execution),
                execution);
    }

    @Override
    public List<List<String>> keySets() {
        return FileArguments.KEY_SETS;
    }

    @Override
    public KeyValues normalized(KeyValues keys) {
        return services.withKnownOperator(keys);
    }

    @Override
    protected TupleCalls calls(Predicate<String> isBound) {
        return TupleCalls.of(isBound.test(FileArguments.NODE) ? NodeFiles.CALLS + 1 : 1);
    }

    @Override
    protected long heldBytes() {
        return format.heldBytes();
    }

    @Override
    protected boolean takesTests() {
        return format.looksAtConditions();
    }

    @Override
    protected boolean sumsUp(int column) {
        return format.sumsUp();
    }

    @Override
    public String exampleQuery() {
        return "SELECT * FROM " + name() + "('854', '798')";
    }

    @Override
    protected String options() {
        return options;
    }
}
