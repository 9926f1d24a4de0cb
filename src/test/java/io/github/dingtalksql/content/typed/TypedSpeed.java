// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.CsvDialect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** What columns and conditions that are left out save in the reader of a CSV, in memory and one thread. Run it alone. */
final class TypedSpeed {
    private static final int ROWS = 400_000;
    private static final int ROUNDS = 5;
    private static final int SAMPLE = 1 << 18;

    private TypedSpeed() {}

    public static void main(String[] arguments) {
        byte[] csv = csv();
        for (int round = 0; round < ROUNDS; round++) {
            int[] all = IntStream.range(0, 12).toArray();
            measure(csv, "12 columns", Selection.of(all));
            measure(csv, "1 column", Selection.of(0));
            measure(csv, "no column", Selection.of());
            for (int of : new int[] {1, 10, 100, ROWS}) {
                measure(
                        csv,
                        "12 columns of one record in " + of,
                        new Selection(
                                all,
                                Map.of(0, new Condition(value -> value instanceof Long id && id % of == 0, null)),
                                null));
            }
        }
    }

    private static void measure(byte[] csv, String what, Selection wanted) {
        CsvDialect dialect = new CsvDialect(',', '"', '"', CsvDialect.NONE, 0);
        CsvSettings settings =
                new CsvSettings(true, dialect, null, null, List.of(), false, OnError.FAIL, 1 << 24, 10_000);
        CsvLayout layout = new CsvSampling(settings, FileHead.of("f", Arrays.copyOf(csv, SAMPLE), false)).layout();
        long begun = System.nanoTime();
        int rows = 0;
        try (CsvRows read =
                new CsvRows(new UnpackedFile(new MemoryFile("f", csv)), settings, layout, wanted, new Execution())) {
            while (read.next()) {
                rows++;
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%s: %d rows, %.0f MB/s%n", what, rows, csv.length / 1e6 / seconds);
    }

    private static byte[] csv() {
        Random random = new Random(1);
        StringBuilder csv =
                new StringBuilder("order_id,customer,city,sku,qty,price,amount,ordered,seen,paid,rate,note\n");
        for (int i = 0; i < ROWS; i++) {
            csv.append(i).append(",customer ").append(random.nextInt(50_000));
            csv.append(",深圳,SKU-").append(random.nextInt(1000));
            csv.append(',').append(random.nextInt(100)).append(',').append(random.nextInt(100_000) / 100.0);
            csv.append(',').append(random.nextInt(10_000_000) / 100.0);
            csv.append(",2026-01-").append(10 + random.nextInt(20));
            csv.append(",2026-03-04 10:11:").append(10 + random.nextInt(50));
            csv.append(",true,0.").append(random.nextInt(1000)).append(",some words here\n");
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }
}
