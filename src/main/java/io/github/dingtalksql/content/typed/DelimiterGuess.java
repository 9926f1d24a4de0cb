// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.content.CsvDialect;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds which delimiter the first records of a file have. A good one divides nearly all of them into the same number of
 * fields, more than one, and the first record too. One that divides the others but not the first is taken as well: the
 * first is no header then, which is told when the file is read. If there is none of either kind, the file has one column.
 */
final class DelimiterGuess {
    private static final String CANDIDATES = ",;\t|";

    /** What the first record is worth, as a share of all records. */
    private static final double FIRST_RECORD = 0.3;

    private static final double LEAST_SHARE_OF_OTHERS = 0.5;

    private @Nullable Candidate best;

    /** Counts fields by record in one dialect. */
    interface Counting {
        /** The records that could be read, and how many could not. */
        FieldCounts count(CsvDialect dialect);
    }

    /** Fields of one record after the other, as one dialect has them. */
    static final class FieldCounts {
        private final Map<Integer, Integer> recordsByFields = new HashMap<>();
        private int first;
        private int records;

        void add(int fields) {
            first = records == 0 ? fields : first;
            recordsByFields.merge(fields, 1, Integer::sum);
            records++;
        }

        /** Records that agree with no other. */
        void addMalformed(int count) {
            records += count;
        }

        int records() {
            return records;
        }
    }

    private record Candidate(char delimiter, double worth, int fields) {
        boolean isBetterThan(@Nullable Candidate other) {
            return other == null || worth > other.worth || worth == other.worth && fields > other.fields;
        }
    }

    /** The delimiter, or {@link CsvDialect#NONE} if the file has one column. */
    char find(CsvDialect dialect, Counting counting) {
        for (char delimiter : CANDIDATES.toCharArray()) {
            FieldCounts counts = counting.count(dialect.delimitedBy(delimiter));
            counts.recordsByFields.forEach((fields, records) -> consider(delimiter, counts, fields, records));
        }
        return best == null ? CsvDialect.NONE : best.delimiter;
    }

    private void consider(char delimiter, FieldCounts counts, int fields, int records) {
        boolean isOfFirst = counts.first == fields;
        double shareOfOthers = (double) records / Math.max(1, counts.records - 1);
        if (fields == 1 || !isOfFirst && shareOfOthers < LEAST_SHARE_OF_OTHERS) {
            return;
        }
        double share = (double) records / counts.records;
        Candidate candidate = new Candidate(delimiter, share + (isOfFirst ? FIRST_RECORD : 0), fields);
        best = candidate.isBetterThan(best) ? candidate : best;
    }
}
