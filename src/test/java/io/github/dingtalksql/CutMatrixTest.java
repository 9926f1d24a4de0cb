// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.testing.CutKind;
import io.github.dingtalksql.testing.FaultyFile;
import io.github.dingtalksql.testing.FaultyService;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same rows through JDBC (SHA-256, number, sum of offsets) whatever happens to the transfer at whichever byte: every
 * {@link CutKind} at every cut of every size. Of 64 MiB each cut with some kinds, and with every kind if
 * {@code -Dfaults.seeds} asks for more than the usual.
 */
class CutMatrixTest {
    private static final String RECORD = "7,\"引号, 里\n的 \"\"字\"\"\",𠮷é\n";
    private static final Charset GB18030 = Charset.forName("GB18030");
    /** Where the driver's first range ends, unless rangeSize is less. */
    private static final int FIRST_RANGE = 1 << 17;

    private static FaultyService service;
    private static ExecutorService threads;

    @BeforeAll
    static void start() {
        service = new FaultyService();
        // Most of the time is spent waiting: for timeouts, and between attempts.
        threads = Executors.newFixedThreadPool(16);
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        service.close();
    }

    /** Whole records, then ones up to {@code size}. */
    private record Content(byte[] record, int size, Charset charset) implements FaultyFile.Bytes {
        static Content utf8(String record, int size) {
            return new Content(record.getBytes(StandardCharsets.UTF_8), size, StandardCharsets.UTF_8);
        }

        @Override
        public byte[] between(long from, long to) {
            byte[] bytes = new byte[(int) (to - from)];
            long ones = (long) size / record.length * record.length;
            for (int done = 0; done < bytes.length; ) {
                long at = from + done;
                if (at >= ones) {
                    Arrays.fill(bytes, done, bytes.length, (byte) '1');
                    break;
                }
                int start = (int) (at % record.length);
                int count = Math.min(bytes.length - done, record.length - start);
                System.arraycopy(record, start, bytes, done, count);
                done += count;
            }
            return bytes;
        }

        /** What a reader has to find. */
        Read expected() throws NoSuchAlgorithmException {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (long at = 0; at < size; at += 1 << 16) {
                digest.update(between(at, Math.min(size, at + (1 << 16))));
            }
            long records = size / record.length;
            long rest = size % record.length;
            if (rest > 0) {
                digest.update((byte) '\n');
            }
            long rows = records + (rest > 0 ? 1 : 0);
            return new Read(
                    HexFormat.of().formatHex(digest.digest()), rows, (long) record.length * (rows - 1) * rows / 2);
        }
    }

    private record Read(String sha256, long rows, long sum) {}

    private record Cell(Content content, int rangeSize, long cut, CutKind kind) {}

    private static Read read(Cell cell, String id) throws SQLException, NoSuchAlgorithmException {
        Properties properties = service.properties();
        properties.setProperty("rangeSize", Integer.toString(cell.rangeSize()));
        properties.setProperty("readTimeout", cell.kind().isSilent() ? "300" : "10000");
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long rows = 0;
        long sum = 0;
        try (Connection connection =
                        DriverManager.getConnection("jdbc:dingtalk:endpoint=" + service.uri(), properties);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT content, byte_offset FROM file_content"
                        + " WHERE space_id = '854' AND dentry_id = '" + id + "'")) {
            while (result.next()) {
                digest.update(result.getString(1).getBytes(cell.content().charset()));
                digest.update((byte) '\n');
                rows++;
                sum += result.getLong(2);
            }
        }
        return new Read(HexFormat.of().formatHex(digest.digest()), rows, sum);
    }

    private static Void assertSurvives(Cell cell, Read expected) throws Exception {
        FaultyFile file = new FaultyFile(cell.content(), cell.content().size(), cell.cut(), cell.kind());
        String id = service.add(file);
        assertThat(read(cell, id)).as("%s at %s", cell.kind(), cell.cut()).isEqualTo(expected);
        assertThat(file.hasHappened())
                .as("%s at %s has happened", cell.kind(), cell.cut())
                .isTrue();
        service.remove(id);
        return null;
    }

    private static void assertAllSurvive(Content content, List<Cell> cells) throws Exception {
        Read expected = content.expected();
        List<Future<Void>> results = new ArrayList<>();
        for (Cell cell : cells) {
            results.add(threads.submit(() -> assertSurvives(cell, expected)));
        }
        for (Future<Void> result : results) {
            result.get(10, TimeUnit.MINUTES);
        }
    }

    /**
     * 0, 1, inside a UTF-8 character, inside a quoted field, around the ends of ranges, the last byte. After the first
     * range, each is twice as long as the one before, up to {@code rangeSize}.
     */
    private static List<Long> cuts(long size, int rangeSize) {
        long edge = Math.min(FIRST_RANGE, rangeSize);
        long second = edge + Math.min(2 * edge, rangeSize);
        TreeSet<Long> cuts = new TreeSet<>(
                List.of(0L, 1L, 4L, 15L, 20L, edge - 1, edge, edge + 1, second - 1, second, second + 1, size - 1));
        cuts.removeIf(cut -> cut < 0 || cut >= Math.max(1, size));
        return List.copyOf(cuts);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 1_048_576})
    void case013_014_015_016_019_020_026_027_040_053_057_058_059_060_061_everyFaultAtEveryCut(int size)
            throws Exception {
        Content content = Content.utf8(size > FIRST_RANGE ? RECORD.replace("里", "里".repeat(300)) : RECORD, size);
        int rangeSize = size < FIRST_RANGE ? 20_000 : 4 << 20;
        List<Cell> cells = new ArrayList<>();
        for (long cut : cuts(size, rangeSize)) {
            for (CutKind kind : CutKind.values()) {
                if (kind.isPossible(size, cut)) {
                    cells.add(new Cell(content, rangeSize, cut, kind));
                }
            }
        }
        assertAllSurvive(content, cells);
    }

    /** Records of 9 KB, so that the test is about bytes and not about rows. */
    @Test
    void case013_014_015_016_019_020_026_027_040_053_057_058_059_060_061_alsoOfSixtyFourMebibytes() throws Exception {
        Content content = Content.utf8("7,\"引号, 里\n的 \"\"字\"\"" + "中".repeat(3000) + "\",𠮷é\n", 64 << 20);
        boolean isThorough = Long.getLong("faults.seeds", 500) > 500;
        List<Long> cuts = cuts(content.size(), 4 << 20);
        List<Cell> cells = new ArrayList<>();
        CutKind[] kinds = CutKind.values();
        for (int i = 0; i < cuts.size(); i++) {
            for (int k = 0; k < kinds.length; k++) {
                boolean isTurn = isThorough || k == i * 7 % kinds.length;
                if (isTurn && kinds[k].isPossible(content.size(), cuts.get(i))) {
                    cells.add(new Cell(content, 4 << 20, cuts.get(i), kinds[k]));
                }
            }
        }
        assertThat(cells).hasSizeGreaterThanOrEqualTo(cuts.size());
        assertAllSurvive(content, cells);
    }

    /** Each byte of a character of four bytes, at the start of the file and behind the end of a range. */
    @Test
    void case130_aGb18030CharacterMayBeCutAnywhere() throws Exception {
        byte[] record = "7,𠮷野家\n".getBytes(GB18030);
        assertThat(record).hasSize(11);
        Content content = new Content(record, 66_000 / 11 * 11, GB18030);
        // 20_000 = 11 * 1818 + 2: the first range ends where the character begins, the others inside it and others.
        long edge = 20_000;
        List<Cell> cells = new ArrayList<>();
        for (long place : new long[] {3, 4, 5, edge + 1, edge + 2, edge + 3}) {
            for (CutKind kind : List.of(CutKind.RESET, CutKind.END, CutKind.SHORTER_PART, CutKind.STATUS_500)) {
                cells.add(new Cell(content, 20_000, place, kind));
            }
        }
        for (int rangeSize : new int[] {20_001, 20_002, 20_003}) {
            cells.add(new Cell(content, rangeSize, rangeSize, CutKind.STATUS_500));
        }
        assertAllSurvive(content, cells);
    }
}
