// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Contents of the generated sample files: plausible, small, and the same in every run. */
final class SampleText {
    private static final int ORDERS = 40;
    private static final int LOG_LINES = 60;
    private static final int EVENTS = 50;
    private static final int ARTICLES = 30;
    private static final int READINGS = 48;

    private static final List<String> PRODUCTS =
            List.of("龙井茶 250g", "碧螺春 100g", "Earl Grey 50 bags", "\"Filter paper, 100 pcs\"", "茶巾");
    private static final List<String> MESSAGES = List.of(
            "request finished in %d ms",
            "cache filled with %d entries", "user %d signed in", "同步完成：%d 个文件", "queue length is %d");
    private static final List<String> FAILURES =
            List.of("upstream timed out after %d ms", "上传失败：文件 %d.xlsx 超过大小限制", "disk is %d%% full");
    private static final List<String> ACTIONS = List.of("view", "search", "download", "share", "edit");
    private static final byte[] PIXEL = HexFormat.of()
            .parseHex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
                    + "0000000a49444154789c63000100000500010d0a2db40000000049454e44ae426082");

    private SampleText() {}

    /**
     * Orders of a month. Each version after the first corrects the quantity of some orders, leaves one out and has two
     * more.
     *
     * @param number tells the file from the others
     */
    static ObjectBytes orders(String region, int number, int month, int version) {
        StringBuilder text = new StringBuilder("order_id,ordered_on,region,product,quantity,unit_price,amount\n");
        Random random = new Random(number);
        for (int i = 0; i < ORDERS + 2 * (version - 1); i++) {
            int quantity = 1 + random.nextInt(9);
            int cents = 500 + 10 * random.nextInt(1_000);
            boolean isCorrected = version > 1 && i % 13 == version;
            int sold = isCorrected ? quantity + version : quantity;
            if (i % 29 == 0 && i > 0 && version > 1) {
                continue;
            }
            text.append("%d,2026-%02d-%02d,%s,%s,%d,%d.%02d,%d.%02d\n"
                    .formatted(
                            26_000_000L + number * 1_000 + i,
                            month,
                            1 + i % 28,
                            region,
                            PRODUCTS.get(i % PRODUCTS.size()),
                            sold,
                            cents / 100,
                            cents % 100,
                            cents * sold / 100,
                            cents * sold % 100));
        }
        return utf8(text);
    }

    /** Lines of a day's log; a few of them with ERROR. */
    static ObjectBytes log(String date, int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LOG_LINES; i++) {
            boolean isFailure = random.nextInt(16) == 0;
            List<String> messages = isFailure ? FAILURES : MESSAGES;
            String level = isFailure ? "ERROR" : random.nextInt(6) == 0 ? "WARN " : "INFO ";
            String message = messages.get(random.nextInt(messages.size())).formatted(random.nextInt(100));
            text.append("%sT%02d:%02d:%02d.%03dZ %s [worker-%d] %s\n"
                    .formatted(
                            date,
                            i * 24 / LOG_LINES,
                            i * 24 % LOG_LINES,
                            random.nextInt(60),
                            random.nextInt(1_000),
                            level,
                            1 + random.nextInt(4),
                            message));
        }
        return utf8(text);
    }

    /** A JSON object a line. */
    static ObjectBytes events(int month) {
        Random random = new Random(100L + month);
        LocalDateTime time = LocalDateTime.of(2026, month, 1, 8, 0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            time = time.plusMinutes(1 + random.nextInt(600));
            text.append("{\"event_id\":%d,\"at\":\"%s:00Z\",\"user\":\"user%02d\",\"action\":\"%s\",\"millis\":%d}\n"
                    .formatted(
                            month * 1_000 + i,
                            time,
                            random.nextInt(20),
                            ACTIONS.get(random.nextInt(ACTIONS.size())),
                            random.nextInt(2_000)));
        }
        return utf8(text);
    }

    static ObjectBytes stock(int month) {
        Random random = new Random(200L + month);
        StringBuilder text = new StringBuilder("sku\tproduct\ton_hand\tcounted_on\n");
        for (int i = 1; i <= ARTICLES; i++) {
            String product = PRODUCTS.get(i % PRODUCTS.size()).replace("\"", "");
            text.append("SKU-%04d\t%s\t%d\t2026-%02d-27\n".formatted(i, product, random.nextInt(500), month));
        }
        return utf8(text);
    }

    static ObjectBytes note(int number) {
        return utf8("""
                Note %d

                Open points: %d
                负责人：林岚
                Next review in %d days.
                """.formatted(number, number % 4, 7 + number));
    }

    /** Each version has a day more; what was measured does not change. */
    static ObjectBytes readings(int version) {
        Random random = new Random(300);
        StringBuilder text = new StringBuilder("measured_at,sensor,celsius\n");
        for (int i = 0; i < READINGS * version; i++) {
            text.append("2026-01-%02dT%02d:%02d:00Z,S%d,%d.%d\n"
                    .formatted(
                            1 + i / READINGS,
                            i % READINGS / 2,
                            i % 2 * 30,
                            1 + i % 3,
                            18 + random.nextInt(8),
                            random.nextInt(10)));
        }
        return utf8(text);
    }

    /** One pixel. */
    static ObjectBytes image() {
        return ObjectBytes.of(PIXEL);
    }

    static ObjectBytes archive() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("readme.txt");
            entry.setTimeLocal(LocalDateTime.of(2026, 2, 11, 16, 45));
            zip.putNextEntry(entry);
            zip.write("A backup of nothing.\n".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ObjectBytes.of(bytes.toByteArray());
    }

    private static ObjectBytes utf8(CharSequence text) {
        return ObjectBytes.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
