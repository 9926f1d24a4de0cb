// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * What the scans of one run that depend on other rows have read, so that they need not read it again: in
 * {@code a JOIN b ON a.dentry_id = b.dentry_id AND a.record_number = b.record_number} the rows of {@code a} ask for
 * other records of the same file. The first time, only what is asked for is read; the second time all of the file, to
 * keep it if it fits. Thread-safe.
 */
final class ReadBefore {
    /** Name under which our own driver puts it into the data context. */
    static final String KEY = "dingtalk.readBefore";

    private static final long MOST_BYTES_KEPT = 8L << 20;

    private final KeptRows<@Nullable Object[]> kept = new KeptRows<>(MOST_BYTES_KEPT);
    private final Set<Object> askedFor = ConcurrentHashMap.newKeySet();
    private final Map<Object, CompletableFuture<Boolean>> attempts = new ConcurrentHashMap<>();

    /** One scan of a plan and what it reads when nothing but its keys is asked for. */
    private record Whole(KeyedScanPlan plan, ScanRequest request) {}

    /**
     * The rows of a request, or more of the same keys.
     *
     * @param narrow what is asked for
     * @param wide the same without the bounds that differ from row to row
     */
    Enumerator<@Nullable Object[]> rows(KeyedScanPlan plan, KeyedTable table, ScanRequest narrow, ScanRequest wide) {
        Whole whole = new Whole(plan, wide);
        Enumerator<@Nullable Object[]> again = kept.rows(whole);
        if (again == null && !askedFor.add(whole)) {
            tryToKeep(whole, table);
            again = kept.rows(whole);
        }
        if (again != null) {
            return again;
        }
        Enumerator<@Nullable Object[]> rows = new RowSourceEnumerator(table.open(narrow));
        return narrow.equals(wide) ? kept.keeping(whole, rows, false) : rows;
    }

    /** Once for each: what did not fit, or was dropped for others, would not do better the next time. */
    private void tryToKeep(Whole whole, KeyedTable table) {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> others = attempts.putIfAbsent(whole, mine);
        if (others != null) {
            if (!others.isDone()) {
                whole.request.execution().await(others);
            }
            return;
        }
        boolean fits = false;
        try {
            fits = kept.keepAll(whole, new RowSourceEnumerator(table.open(whole.request)));
        } catch (DingTalkException e) {
            // Whoever reads what is asked for meets the same failure, and knows what to do about it.
            whole.request.execution().check();
        } finally {
            mine.complete(fits);
        }
    }
}
