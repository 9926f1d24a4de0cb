// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.content.FieldReader;
import io.github.dingtalksql.content.FieldTexts;
import io.github.dingtalksql.content.PlainNumbers;
import io.github.dingtalksql.content.RecordFold;
import io.github.dingtalksql.content.RecordMapper;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.ScanColumn;
import io.github.dingtalksql.plan.ValueTest;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of {@code file_content} of records: of those that pass the tests, and of them only what is asked for. What
 * would fail without the tests fails with them, so the other columns of a record that does not pass are decoded if they
 * have to be to know that they can be.
 */
final class RecordValues implements RecordMapper {
    private final KeyValues keys;
    private final Place[] places;
    private final Test[] tests;
    /** Places that no test fills. */
    private final int[] untested;

    private final boolean areSameForAll;
    /** Places with the number of the record. */
    private final int[] numbered;

    private record Place(FileContentColumn column, int element, ScanColumn.@Nullable Decimal decimal) {
        Place(ScanColumn column) {
            this(FileContentColumn.at(column.column()), column.element(), column.decimal());
        }

        boolean isDecoded() {
            return column == FileContentColumn.FIELDS || column == FileContentColumn.CONTENT;
        }
    }

    /**
     * @param texts what the value of a field has to be one of; null to ask {@code passes}
     * @param places of the value
     * @param unseen what is to be decoded and was not yet when the value has been looked at
     */
    private record Test(
            Place what,
            Predicate<@Nullable Object> passes,
            @Nullable FieldTexts texts,
            int[] places,
            Place[] unseen) {}

    private final @Nullable RecordFold fold;

    /** @param fold what rows are made of several records; null if each is a row */
    RecordValues(KeyValues keys, List<ScanColumn> columns, List<ValueTest> tests, @Nullable RecordFold fold) {
        this.fold = fold;
        this.keys = keys;
        this.places = columns.stream().map(Place::new).toArray(Place[]::new);
        this.tests = IntStream.range(0, tests.size())
                .mapToObj(i -> test(tests.subList(0, i + 1), columns))
                .toArray(Test[]::new);
        this.untested = IntStream.range(0, columns.size())
                .filter(place ->
                        tests.stream().noneMatch(test -> columns.get(place).equals(test.column())))
                .toArray();
        this.numbered = IntStream.range(0, places.length)
                .filter(place -> places[place].column == FileContentColumn.RECORD_NUMBER)
                .toArray();
        this.areSameForAll = tests.isEmpty() && Arrays.stream(places).allMatch(place -> place.column.isConstant());
    }

    /** The last one of the tests. */
    private static Test test(List<ValueTest> tests, List<ScanColumn> columns) {
        ValueTest last = tests.get(tests.size() - 1);
        List<Place> seen = tests.stream().map(test -> new Place(test.column())).toList();
        return new Test(
                new Place(last.column()),
                last.passes(),
                last.texts() == null || last.column().isWhole() ? null : new FieldTexts(last.texts()),
                IntStream.range(0, columns.size())
                        .filter(place -> columns.get(place).equals(last.column()))
                        .toArray(),
                columns.stream()
                        .map(Place::new)
                        .filter(place -> place.isDecoded() && !seen.contains(place))
                        .toArray(Place[]::new));
    }

    @Override
    public boolean isSameForAll() {
        return areSameForAll;
    }

    @Override
    public @Nullable RecordFold fold() {
        return fold;
    }

    @Override
    public int width() {
        return places.length;
    }

    @Override
    public boolean map(FieldReader record, @Nullable Object[] row) {
        for (Test test : tests) {
            Object value = test.texts == null
                    ? value(test.what, record)
                    : record.fieldAmong(test.what.element - 1, test.texts);
            if (test.texts == null ? !test.passes.test(value) : value == null) {
                check(test.unseen, record);
                return false;
            }
            for (int place : test.places) {
                row[place] = value;
            }
        }
        for (int place : untested) {
            row[place] = value(places[place], record);
        }
        return true;
    }

    @Override
    public boolean choosesByNumber() {
        return Arrays.stream(tests).anyMatch(test -> test.what.column == FileContentColumn.RECORD_NUMBER);
    }

    @Override
    public void renumber(@Nullable Object[] row, long before) {
        for (int place : numbered) {
            Object number = row[place];
            row[place] = number == null ? null : (Long) number + before;
        }
    }

    private @Nullable Object value(Place place, FieldReader record) {
        return switch (place.column) {
            case SPACE_ID, DENTRY_ID, VERSION, UNION_ID, FORMAT, NODE, MULTILINE ->
                keys.values().get(place.column.sqlName());
            case ETAG -> keys.values().getOrDefault(place.column.sqlName(), record.etag());
            case CHARSET -> keys.values().getOrDefault(place.column.sqlName(), record.charset());
            case RECORD_NUMBER -> record.recordNumber();
            case BYTE_OFFSET -> record.byteOffset();
            case BYTE_LENGTH -> record.byteLength();
            case CONTENT -> record.content();
            case FIELDS -> place.element == 0 ? record.fields() : field(place.element - 1, place.decimal, record);
        };
    }

    private static @Nullable Object field(int index, ScanColumn.@Nullable Decimal wanted, FieldReader record) {
        if (wanted == null) {
            return record.field(index);
        }
        BigDecimal number =
                PlainNumbers.decimal(record.number(index, wanted.scale()), wanted.precision(), wanted.scale());
        return number == null ? record.field(index) : number;
    }

    /** Of what no test has looked at. */
    private static void check(Place[] unseen, FieldReader record) {
        for (Place place : unseen) {
            if (place.element > 0) {
                record.checkField(place.element - 1);
            } else {
                record.checkContent();
            }
        }
    }
}
