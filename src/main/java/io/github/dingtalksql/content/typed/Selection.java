// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.content.RecordFold;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a file: columns, and conditions on some of them. A reader that looks at the conditions leaves out
 * records that do not fulfil them, and need not look at the other columns of those. Immutable.
 */
public final class Selection {
    private static final Condition NONE = new Condition(value -> true, null);

    private final @Nullable RecordFold fold;
    private final int[] columns;
    private final List<Condition> tests;
    private final boolean[] isTested;
    private final int[] tested;
    private final int[] others;

    /**
     * @param columns positions in the columns of the file, in the order of the rows' values
     * @param tests conditions on columns, by such a position; on those that are not asked for there is none
     * @param fold what rows are made of several records; null if each is a row, as it always is if the reader does not sum up
     */
    public Selection(int[] columns, Map<Integer, Condition> tests, @Nullable RecordFold fold) {
        this.fold = fold;
        this.columns = columns.clone();
        this.tests = IntStream.of(columns)
                .mapToObj(column -> tests.getOrDefault(column, NONE))
                .toList();
        this.tested = IntStream.range(0, columns.length)
                .filter(place -> tests.containsKey(columns[place]))
                .toArray();
        this.isTested = new boolean[columns.length];
        for (int place : tested) {
            isTested[place] = true;
        }
        this.others = IntStream.range(0, columns.length)
                .filter(place -> !tests.containsKey(columns[place]))
                .toArray();
    }

    /** Columns without conditions. */
    public static Selection of(int... columns) {
        return new Selection(columns, Map.of(), null);
    }

    /** Positions in the columns of the file, in the order of the rows' values. A new array. */
    public int[] columns() {
        return columns.clone();
    }

    /** What rows are made of several records; null if each is a row. */
    @Nullable
    RecordFold fold() {
        return fold;
    }

    int width() {
        return columns.length;
    }

    /** The column whose value is in a place of the row. */
    int column(int place) {
        return columns[place];
    }

    /** Places of the columns with a condition. The caller does not change it. */
    int[] tested() {
        return tested;
    }

    /** Places of the columns without. The caller does not change it. */
    int[] others() {
        return others;
    }

    /** Whether the values in the tested places fulfil all conditions. */
    boolean accepts(@Nullable Object[] row) {
        for (int place : tested) {
            if (!tests.get(place).passes().test(row[place])) {
                return false;
            }
        }
        return true;
    }

    /** What the value in a place has to be one of; null if it may be anything. */
    @Nullable
    Set<String> texts(int place) {
        return tests.get(place).texts();
    }

    /** Whether there is a condition on the column whose value is in a place. */
    boolean isTested(int place) {
        return isTested[place];
    }

    /** Whether a value fulfils the condition on its place; always if there is none. */
    boolean accepts(int place, @Nullable Object value) {
        return tests.get(place).passes().test(value);
    }
}
