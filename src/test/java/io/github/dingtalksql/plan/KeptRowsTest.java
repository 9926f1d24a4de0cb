// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeptRowsTest {
    private static final long ROW = RowSize.of("row");

    private final KeptRows<String> kept = new KeptRows<>(10 * ROW);

    private static List<String> all(@Nullable Enumerator<String> rows) {
        List<String> all = new ArrayList<>();
        try (Enumerator<String> open = Objects.requireNonNull(rows)) {
            while (open.moveNext()) {
                all.add(open.current());
            }
        }
        return all;
    }

    private void read(Object key, int rows) {
        all(kept.keeping(key, rows(rows), false));
    }

    private static Enumerator<String> rows(int count) {
        return Linq4j.enumerator(Collections.nCopies(count, "row"));
    }

    @Test
    void whatWasReadToItsEndIsKept() {
        read("a", 3);
        assertThat(all(kept.rows("a"))).containsExactly("row", "row", "row");
        assertThat(all(kept.rows("a"))).hasSize(3);
        read("none", 0);
        assertThat(all(kept.rows("none"))).isEmpty();
        assertThat(kept.rows("b")).isNull();
    }

    @Test
    void whatWasNotReadToItsEndIsNotKept() {
        try (Enumerator<String> open = kept.keeping("a", rows(3), false)) {
            assertThat(open.moveNext()).isTrue();
        }
        assertThat(kept.has("a")).isFalse();
    }

    @Test
    void theFirstRowMayStandForAll() {
        try (Enumerator<String> open = kept.keeping("a", rows(3), true)) {
            assertThat(open.moveNext()).isTrue();
        }
        assertThat(all(kept.rows("a"))).containsExactly("row");
    }

    @Test
    void whatDoesNotFitIsGivenButNotKept() {
        assertThat(all(kept.keeping("a", rows(100), false))).hasSize(100);
        assertThat(kept.has("a")).isFalse();
        assertThat(kept.keepAll("a", rows(100))).isFalse();
        assertThat(kept.keepAll("a", rows(5))).isTrue();
    }

    @Test
    void theOldestMakeRoom() {
        read("a", 4);
        read("b", 4);
        assertThat(kept.rows("a")).isNotNull();
        read("c", 4);
        assertThat(kept.has("a")).isTrue();
        assertThat(kept.has("b")).isFalse();
        assertThat(kept.has("c")).isTrue();
    }

    @Test
    void sizesAreNotTooSmall() {
        assertThat(RowSize.of("1234567890")).isGreaterThanOrEqualTo(2 * 10 + 40);
        assertThat(RowSize.of(new Object[] {"a", null, List.of("b", "c")}))
                .isGreaterThan(RowSize.of("a") + RowSize.of("b") + RowSize.of("c"));
        assertThat(RowSize.of(new byte[1000])).isGreaterThan(1000);
    }
}
