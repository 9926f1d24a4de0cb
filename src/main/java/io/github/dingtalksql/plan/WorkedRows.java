// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that are left after a scan's {@link ScanWork}. A row that is dropped fails all the same if one of its values
 * cannot be made: which rows fail does not depend on where a condition is evaluated.
 */
final class WorkedRows implements RowSource {
    private static final @Nullable Object[] NOTHING = {};

    private final FieldRows rows;
    private final ScanWork work;
    private final FieldRows.Probe[] probes;
    private @Nullable Object[] row = NOTHING;
    private boolean measured;

    WorkedRows(FieldRows rows, ScanWork work) {
        this.rows = rows;
        this.work = work;
        this.probes = work.tests().stream().map(test -> test.probe(rows)).toArray(FieldRows.Probe[]::new);
    }

    @Override
    public boolean next() {
        if (work.isMeasuring()) {
            return measure();
        }
        boolean found = nextLeft();
        row = found ? rows.row() : NOTHING;
        return found;
    }

    private boolean nextLeft() {
        if (probes.length == 0) {
            return rows.next();
        }
        while (rows.next()) {
            rows.check();
            if (holds()) {
                return true;
            }
        }
        return false;
    }

    private boolean holds() {
        for (FieldRows.Probe probe : probes) {
            if (!probe.holds()) {
                return false;
            }
        }
        return true;
    }

    private boolean measure() {
        if (measured) {
            return false;
        }
        measured = true;
        List<Total> all = work.newTotals();
        Total[] totals = all.toArray(new Total[0]);
        while (nextLeft()) {
            addTo(totals);
        }
        row = all.stream().map(Total::result).toArray();
        return true;
    }

    private void addTo(Total[] totals) {
        try {
            for (Total total : totals) {
                total.add(rows);
            }
        } catch (RuntimeException e) {
            // Here, since nobody above knows which record of the file it was.
            throw PlanFailures.running(e, rows::place);
        }
    }

    @Override
    public @Nullable Object[] row() {
        return row;
    }

    @Override
    public String place() {
        return rows.place();
    }

    @Override
    public void close() {
        rows.close();
    }
}
