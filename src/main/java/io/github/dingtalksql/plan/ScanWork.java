// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a scan does with its rows while they are still bytes: drops those for which a test does not hold, and may give one
 * row of measures instead of the others.
 *
 * @param measures empty: the rows themselves are wanted
 */
record ScanWork(ImmutableList<TextTest> tests, ImmutableList<Measure> measures) {
    static final ScanWork NONE = new ScanWork(ImmutableList.of(), ImmutableList.of());

    ScanWork with(List<TextTest> more) {
        return new ScanWork(
                ImmutableList.<TextTest>builder().addAll(tests).addAll(more).build(), measures);
    }

    ScanWork measuring(List<Measure> all) {
        return new ScanWork(tests, ImmutableList.copyOf(all));
    }

    boolean isNone() {
        return tests.isEmpty() && measures.isEmpty();
    }

    boolean isMeasuring() {
        return !measures.isEmpty();
    }

    List<Total> newTotals() {
        return measures.stream().map(Measure::newTotal).toList();
    }

    String explainTests(List<String> columns) {
        return tests.stream().map(test -> test.explain(columns)).collect(Collectors.joining(" AND "));
    }

    String explainMeasures(List<String> columns) {
        return measures.stream().map(measure -> measure.explain(columns)).collect(Collectors.joining(", "));
    }
}
