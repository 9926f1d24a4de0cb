// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;

/**
 * The file that systems are compared on: the same bytes for the same size, every time. 12 columns, of which 5 are
 * quoted in every record; Chinese text, commas, doubled quotes and line ends in fields; about 130 bytes a record.
 */
public final class OrdersCsv {
    static final String HEADER =
            "order_id,ordered_at,amount,customer,product,quantity,note,city,status,channel,unit_price,updated_on\n";

    private static final String[] CUSTOMERS = {"王小明", "李雷", "Anna Schmidt", "陈晨", "O'Neill, Pat", "張偉"};
    private static final String[] PRODUCTS = {"绿茶, 250g", "Coffee beans", "Paper cups", "乌龙茶", "Notebook A5"};
    private static final String[] NOTES = {"", "call first", "line one\nline two", "说: \"\"你好\"\"", "gate 3", "易碎"};
    private static final String[] CITIES = {"杭州", "北京", "上海", "深圳"};
    private static final String[] STATUSES = {"PAID", "OPEN", "SHIPPED", "REFUNDED"};
    private static final String[] CHANNELS = {"app", "web", "phone"};

    private static final long FIRST_ID = 1_000_000;

    private final Random random = new Random(20260101);
    private final StringBuilder record = new StringBuilder(256);
    private final OutputStream out;

    private OrdersCsv(OutputStream out) {
        this.out = out;
    }

    /** A file of whole records with at least that many bytes, in {@code folder}; made once. */
    static Path ofLength(Path folder, long bytes) throws IOException {
        Path file = folder.resolve("orders-" + (bytes >> 20) + ".csv");
        if (Files.exists(file)) {
            return file;
        }
        Files.createDirectories(folder);
        Path part = folder.resolve(file.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 20)) {
            new OrdersCsv(out).write(Long.MAX_VALUE, bytes);
        }
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The first records, behind the header, of any such file. */
    public static byte[] records(int count) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new OrdersCsv(out).write(count, Long.MAX_VALUE);
        return out.toByteArray();
    }

    private void write(long mostRecords, long leastBytes) throws IOException {
        long written = put(HEADER);
        for (long count = 0; count < mostRecords && written < leastBytes; count++) {
            record.setLength(0);
            append(FIRST_ID + count);
            written += put(record.toString());
        }
    }

    private int put(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        return bytes.length;
    }

    private void append(long id) {
        int cents = 100 + random.nextInt(99_900);
        int quantity = 1 + random.nextInt(9);
        record.append(id).append(",2026-").append(two(1 + random.nextInt(12))).append('-');
        record.append(two(1 + random.nextInt(28)))
                .append(' ')
                .append(two(random.nextInt(24)))
                .append(':');
        record.append(two(random.nextInt(60))).append(":00,");
        money((long) cents * quantity).append(',');
        quoted(CUSTOMERS).append(',');
        quoted(PRODUCTS).append(',').append(quantity).append(',');
        quoted(NOTES).append(',');
        quoted(CITIES).append(',');
        record.append(STATUSES[random.nextInt(STATUSES.length)]).append(',');
        quoted(CHANNELS).append(',');
        money(cents).append(",2026-").append(two(1 + random.nextInt(12))).append("-15\n");
    }

    private StringBuilder quoted(String... texts) {
        return record.append('"').append(texts[random.nextInt(texts.length)]).append('"');
    }

    private StringBuilder money(long cents) {
        return record.append(cents / 100).append('.').append(two((int) (cents % 100)));
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
