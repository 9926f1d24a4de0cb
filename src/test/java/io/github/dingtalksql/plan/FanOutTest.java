// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.jdbc.CalciteSchema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FanOutTest {
    private static final int ROWS = 3;

    private List<String> rows(GatedFiles files, String sql) {
        return rows(files, sql, new Execution());
    }

    private List<String> rows(GatedFiles files, String sql, Execution execution) {
        List<String> rows = new ArrayList<>();
        try (RowCursor cursor = cursor(files, sql, execution)) {
            while (cursor.next()) {
                rows.add(String.valueOf(cursor.value(0)));
            }
        }
        return rows;
    }

    private RowCursor cursor(GatedFiles files, String sql, Execution execution) {
        CalciteSchema root = CalciteSchema.createRootSchema(false, false);
        root.add("files", files);
        return new CalciteEngine(root, new NoCatalog(), InstantSource.system())
                .prepare(sql, "", new Execution())
                .execute(List.of(), execution);
    }

    private static List<String> contents(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .boxed()
                .flatMap(file -> IntStream.rangeClosed(1, ROWS).mapToObj(row -> file + "." + row))
                .toList();
    }

    private static String list(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", "));
    }

    /** Files 2 to 4 only answer when all three of them have been opened, so one thread alone would wait for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT content FROM files WHERE id IN ('1', '2', '3', '4')",
                "SELECT f.content FROM (VALUES ('1'), ('2'), ('3'), ('4')) AS t(id) JOIN files f ON f.id = t.id",
                "SELECT f.content FROM (VALUES ('1'), ('2'), ('3'), ('4')) AS t(id) LEFT JOIN files f ON f.id = t.id",
                "SELECT f.content FROM (VALUES ('1'), ('2'), ('3'), ('4')) AS t(id), LATERAL (SELECT content FROM"
                        + " files WHERE id = t.id) AS f",
            })
    void severalFilesAreReadAtOnceInTheirOrder(String sql) {
        GatedFiles files = new GatedFiles(new FanOut(4, false), 3, Set.of());
        assertThat(rows(files, sql)).containsExactlyElementsOf(contents(1, 4));
        assertThat(files.mostOpen.get()).isEqualTo(3);
    }

    @Test
    void aggregatesOfCorrelatedFilesRunAtOnce() {
        GatedFiles files = new GatedFiles(new FanOut(4, false), 3, Set.of());
        assertThat(rows(
                        files,
                        "SELECT c.n FROM (VALUES ('1'), ('2'), ('3'), ('4')) AS t(id), LATERAL (SELECT id, count(*) AS n"
                                + " FROM files WHERE id = t.id GROUP BY id) AS c"))
                .containsExactly("3", "3", "3", "3");
    }

    @Test
    void noMoreThanTheLimitAreOpenAtOnce() {
        GatedFiles files = new GatedFiles(new FanOut(3, false), 1, Set.of());
        assertThat(rows(files, "SELECT content FROM files WHERE id IN (" + list(10, 49) + ")"))
                .containsExactlyElementsOf(contents(10, 49));
        assertThat(files.mostOpen.get()).isBetween(1, 3);
        assertThat(files.open.get()).isZero();
    }

    @Test
    void aFirstScreenOfRowsOpensOneFile() {
        GatedFiles files = new GatedFiles(new FanOut(4, false), 1, Set.of());
        assertThat(rows(files, "SELECT content FROM files WHERE id IN (" + list(10, 49) + ") LIMIT 3"))
                .containsExactlyElementsOf(contents(10, 10));
        assertThat(files.opened).containsExactly("10");
    }

    @Test
    void aFileThatFailsFailsTheQuery() {
        GatedFiles files = new GatedFiles(new FanOut(4, false), 1, Set.of("3"));
        assertThatThrownBy(() -> rows(files, "SELECT count(*) FROM files WHERE id IN (" + list(1, 5) + ")"))
                .isInstanceOfSatisfying(
                        DingTalkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessageContaining("file 3 is not there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT content FROM files WHERE id IN ('1', '2', '3', '4')",
                "SELECT f.content FROM (VALUES ('1'), ('2'), ('3'), ('4')) AS t(id) JOIN files f ON f.id = t.id",
            })
    void aFileThatIsSkippedBecomesAWarning(String sql) {
        GatedFiles files = new GatedFiles(new FanOut(2, true), 1, Set.of("3"));
        Execution execution = new Execution();
        List<String> expected = new ArrayList<>(contents(1, 2));
        expected.add("3.1");
        expected.addAll(contents(4, 4));
        assertThat(rows(files, sql, execution)).containsExactlyElementsOf(expected);
        assertThat(execution.takeWarnings()).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(warning).hasMessage("Skipped after 1 rows because onFileError=skip: file 3 is not there");
        });
    }

    @Test
    void closingEndsWhatWasStartedAhead() throws Exception {
        GatedFiles files = new GatedFiles(new FanOut(4, false), 9, Set.of());
        Execution execution = new Execution();
        RowCursor cursor = cursor(files, "SELECT content FROM files WHERE id IN (" + list(1, 9) + ")", execution);
        for (int row = 0; row < ROWS; row++) {
            assertThat(cursor.next()).isTrue();
        }
        CompletableFuture<Boolean> next = CompletableFuture.supplyAsync(cursor::next);
        assertThat(files.threeWait.await(10, TimeUnit.SECONDS)).isTrue();
        cursor.close();
        assertThatThrownBy(() -> next.get(10, TimeUnit.SECONDS)).hasMessageContaining("closed");
        assertThat(files.allClosed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    /**
     * Files named 1, 2, 3, … of a few rows. All but the first wait, when they are opened, until {@code gate} of them
     * are open at once.
     */
    private static final class GatedFiles extends KeyedTable {
        final List<String> opened = new CopyOnWriteArrayList<>();
        final AtomicInteger open = new AtomicInteger();
        final AtomicInteger mostOpen = new AtomicInteger();
        final CountDownLatch threeWait = new CountDownLatch(3);
        final CountDownLatch allClosed = new CountDownLatch(3);
        private final CountDownLatch gate;
        private final Set<String> failing;
        private final Set<String> gone = ConcurrentHashMap.newKeySet();

        GatedFiles(FanOut fanOut, int gate, Set<String> failing) {
            super(
                    "files",
                    "Files.",
                    List.of(
                            new TableColumn("id", ColumnType.VARCHAR, false, KeyRole.REQUIRED, ""),
                            new TableColumn("content", ColumnType.VARCHAR, false, KeyRole.NONE, "")),
                    fanOut);
            this.gate = new CountDownLatch(gate);
            this.failing = failing;
        }

        @Override
        public KeyValues normalized(KeyValues keys) {
            return keys;
        }

        @Override
        public String exampleQuery() {
            return "";
        }

        @Override
        public RowSource open(ScanRequest request) {
            String id = request.keys().required("id");
            opened.add(id);
            return new RowSource() {
                private int row;

                @Override
                public boolean next() {
                    if (row == 0 && !id.equals("1")) {
                        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
                        gate.countDown();
                        waitForTheOthers(request.execution());
                    }
                    row++;
                    if (failing.contains(id) && row == 2) {
                        throw new DingTalkException(ErrorCode.NOT_FOUND, "file " + id + " is not there");
                    }
                    return row <= ROWS;
                }

                @Override
                public @Nullable Object[] row() {
                    Object[] all = {id, id + "." + row};
                    return request.columns().stream().map(c -> all[c.column()]).toArray();
                }

                @Override
                public void close() {
                    if (!id.equals("1") && gone.add(id)) {
                        open.decrementAndGet();
                        allClosed.countDown();
                    }
                }
            };
        }

        private void waitForTheOthers(Execution execution) {
            CompletableFuture<Boolean> opened = new CompletableFuture<>();
            threeWait.countDown();
            Thread waiter = new Thread(() -> {
                try {
                    opened.complete(gate.await(30, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                    opened.completeExceptionally(e);
                }
            });
            waiter.setDaemon(true);
            waiter.start();
            execution.await(opened);
        }
    }
}
