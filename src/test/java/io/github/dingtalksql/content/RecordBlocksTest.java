// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.ReadRecord.Outcome;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that are mapped in blocks, on several threads, against the same bytes read record by record on one. */
class RecordBlocksTest {
    private static final long SEED = Long.getLong("dingtalk.seed", System.nanoTime());
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_8, Charset.forName("GB18030"), StandardCharsets.UTF_16LE);
    private static final Predicate<Runnable> NOBODY = work -> false;
    private static final IntPredicate AT_ONCE = count -> true;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Random random = new Random(SEED);
    private int blocks;
    private int failures;
    private volatile int besides;

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    /** Everything that a record has to say; leaves some out. */
    private record Everything(boolean leavesOut) implements RecordMapper {
        @Override
        public int width() {
            return 5;
        }

        @Override
        public boolean map(FieldReader record, @Nullable Object[] values) {
            values[0] = record.recordNumber();
            values[1] = record.byteOffset();
            values[2] = record.byteLength();
            values[3] = record.content();
            values[4] = record.fields();
            return !leavesOut || record.byteOffset() % 3 != 0;
        }

        @Override
        public void renumber(@Nullable Object[] values, long before) {
            values[0] = (Long) values[0] + before;
        }
    }

    private static final class Counting implements RecordMapper {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public boolean map(FieldReader record, @Nullable Object[] values) {
            values[0] = "same";
            return true;
        }

        @Override
        public boolean isSameForAll() {
            return true;
        }
    }

    /**
     * How many records there are, their lengths together, and the offset of the last one, in one row of several records.
     *
     * @param same whether nothing is asked of the records but how many there are
     * @param refused records of such an offset are not added to others, and rows of their own
     * @param shortage there is no memory at each call of such a number
     */
    private record Summing(boolean same, int refused, int shortage, AtomicInteger calls)
            implements RecordMapper, RecordFold {
        Summing(boolean same, int refused, int shortage) {
            this(same, refused, shortage, new AtomicInteger());
        }

        private void failIfShort() {
            if (calls.incrementAndGet() % shortage == 0) {
                throw new OutOfMemoryError("made up");
            }
        }

        @Override
        public int width() {
            return 2;
        }

        @Override
        public boolean map(FieldReader record, @Nullable Object[] values) {
            values[0] = same ? 1 : record.byteLength();
            values[1] = same ? -1L : record.byteOffset();
            return same || record.byteOffset() % 3 != 0;
        }

        @Override
        public boolean isSameForAll() {
            return same;
        }

        @Override
        public RecordFold fold() {
            return this;
        }

        @Override
        public @Nullable Object[] rowOf(@Nullable Object[] values) {
            return new Object[] {1, values[0], values[1]};
        }

        @Override
        public Part begin() {
            return new Part() {
                private int count;
                private int bytes;
                private long last;

                @Override
                public void add(@Nullable Object[] values) {
                    long offset = (Long) values[1];
                    if (offset > 0 && offset % refused == 0) {
                        throw new IllegalStateException("refused");
                    }
                    count++;
                    failIfShort();
                    bytes += (Integer) values[0];
                    last = offset;
                }

                @Override
                public @Nullable Object[] row() {
                    failIfShort();
                    return new Object[] {count, bytes, last};
                }
            };
        }
    }

    /** How many records and bytes there are, and how it ended. */
    private record Sums(long records, long bytes, @Nullable String failure) {}

    private Sums sums(MappedRecords mapped, boolean same) {
        long records = 0;
        long bytes = 0;
        String failure = null;
        try (mapped) {
            while (mapped.next()) {
                records += (Integer) mapped.values()[0];
                bytes += (Integer) mapped.values()[1];
                assertThat(mapped.byteOffset()).isEqualTo(same ? mapped.byteOffset() : mapped.values()[2]);
                assertThat(mapped.recordNumber()).isGreaterThanOrEqualTo(records);
            }
        } catch (DingTalkException e) {
            failure = e.getMessage();
        }
        count(mapped);
        return new Sums(records, bytes, failure);
    }

    private boolean startBeside(Runnable work) {
        besides++;
        threads.execute(work);
        return true;
    }

    private MappedRecords mapped(FakeRemoteFile file, ReadOptions options, RecordMapper mapper, int blockBytes) {
        return new MappedRecords(
                file, new BufferedRecordReader(file, options), mapper, Long.MAX_VALUE, new Execution(), blockBytes);
    }

    private Outcome all(MappedRecords mapped) {
        List<ReadRecord> records = new ArrayList<>();
        DingTalkException failure = null;
        try (mapped) {
            while (mapped.next()) {
                @Nullable Object[] values = mapped.values();
                assertThat(mapped.recordNumber()).isEqualTo(values[0]);
                assertThat(mapped.byteOffset()).isEqualTo(values[1]);
                @SuppressWarnings("unchecked")
                List<String> fields = (List<String>) values[4];
                records.add(new ReadRecord(
                        (Long) values[0], (Long) values[1], (Integer) values[2], (String) values[3], fields));
            }
        } catch (DingTalkException e) {
            failure = e;
        }
        count(mapped);
        return new Outcome(records, failure);
    }

    private void count(MappedRecords mapped) {
        RecordBlocks used = mapped.blocks();
        blocks += used == null ? 0 : used.blocks();
        failures += used == null ? 0 : used.failures();
    }

    private void compare(byte[] bytes, ReadOptions options, int chunk, int blockBytes) {
        IntUnaryOperator chunks = wanted -> Math.min(wanted, chunk);
        Outcome expected = ReadRecord.all(FileContents.open(new FakeRemoteFile(bytes, chunks), options));
        boolean leavesOut = random.nextBoolean();
        int arriving = random.nextInt(4);
        Random arrivals = new Random(random.nextLong());
        FakeRemoteFile file = new FakeRemoteFile(bytes, chunks)
                .with(
                        random.nextInt(4) == 0 ? NOBODY : this::startBeside,
                        arriving == 0 ? count -> arrivals.nextInt(3) > 0 : AT_ONCE);
        Outcome found = all(mapped(file, options, new Everything(leavesOut), blockBytes));
        List<ReadRecord> wanted = expected.records().stream()
                .filter(record -> !leavesOut || record.offset() % 3 != 0)
                .toList();
        String shown = "seed " + SEED + ", blocks of " + blockBytes + ", chunks of " + chunk + ", " + options + ": "
                + ReadRecord.shown(new String(bytes, 0, Math.min(bytes.length, 3000), StandardCharsets.UTF_8));
        assertThat(found.records()).as(shown).isEqualTo(wanted);
        if (expected.failure() == null) {
            assertThat(found.failure()).as(shown).isNull();
        } else {
            assertThat(found.failure()).as(shown).hasMessage(expected.failure().getMessage());
        }
        assertThat(file.open()).isZero();
    }

    private String text(String[] alphabet, int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> alphabet[random.nextInt(alphabet.length)])
                .collect(Collectors.joining());
    }

    private static ReadOptions options(RecordFormat format, Charset charset, boolean multiline) {
        return new ReadOptions(format, charset, multiline, 0, Long.MAX_VALUE, 16 << 20, 10_000);
    }

    @Test
    void readAnyBytesAsOneThreadDoes() {
        List<String[]> alphabets = List.of(
                new String[] {"a", "b", ",", "\n", "\"", "中"},
                new String[] {"a", ",", "\n", "\n", "\"b\"", "\"x,\n\"\"y\"", ",\"é\""},
                new String[] {"a", "bc", ",", "\r\n", "\n", "\"b\r\n\"", "\r"},
                new String[] {"word ", "wort\n", "字\n", "\t", " "});
        RecordFormat[] formats = RecordFormat.values();
        for (int i = 0; i < 4000; i++) {
            String text = text(alphabets.get(random.nextInt(alphabets.size())), 20 + random.nextInt(2500));
            RecordFormat format = formats[random.nextInt(formats.length)];
            Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
            boolean multiline = format != RecordFormat.TEXT && random.nextInt(4) > 0;
            byte[] bytes = text.getBytes(charset);
            if (random.nextInt(10) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            compare(bytes, options(format, charset, multiline), 1 + random.nextInt(12), 24 + random.nextInt(100));
        }
        assertThat(blocks).isGreaterThan(4000);
        assertThat(failures).isGreaterThan(60);
        assertThat(besides).isGreaterThan(400);
    }

    @Test
    void sumUpAnyBytesAsOneThreadDoes() {
        List<String[]> alphabets = List.of(
                new String[] {"a", "b", ",", "\n", "\"", "中"},
                new String[] {"a", ",", "\n", "\n", "\"b\"", "\"x,\n\"\"y\"", ",\"é\""},
                new String[] {"a\t,b\n", "\"x\t\f\",y\n", "\u000b", "\n", ",\b\n"},
                new String[] {"a,b\n", "\"x,\n\"\"y\",é\n", "\n", "word\n", ",\"q\"\r\n"},
                new String[] {"a", "bc", ",", "\r\n", "\n", "\"b\r\n\"", "\r"});
        int rows = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = text(alphabets.get(random.nextInt(alphabets.size())), 20 + random.nextInt(2500))
                    .getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(10) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            ReadOptions options = options(RecordFormat.CSV, StandardCharsets.UTF_8, random.nextInt(4) > 0);
            int chunk = 1 + random.nextInt(12);
            Summing summing = new Summing(
                    random.nextInt(3) == 0,
                    random.nextBoolean() ? 97 : Integer.MAX_VALUE,
                    random.nextInt(4) == 0 ? 3 + random.nextInt(80) : Integer.MAX_VALUE);
            // Nothing is decoded, so that whatever is no text of the charset has no part in it.
            Outcome all = ReadRecord.all(FileContents.open(new FakeRemoteFile(bytes), latin(options)));
            List<ReadRecord> added = all.records().stream()
                    .filter(record -> summing.same || record.offset() % 3 != 0)
                    .toList();
            Sums expected = new Sums(
                    added.size(),
                    summing.same
                            ? added.size()
                            : added.stream().mapToLong(ReadRecord::length).sum(),
                    all.failure() == null ? null : all.failure().getMessage());
            FakeRemoteFile file = new FakeRemoteFile(bytes, wanted -> Math.min(wanted, chunk))
                    .with(random.nextInt(4) == 0 ? NOBODY : this::startBeside, AT_ONCE);
            assertThat(sums(mapped(file, options, summing, 24 + random.nextInt(100)), summing.same))
                    .as("seed " + SEED + ": " + ReadRecord.shown(new String(bytes, StandardCharsets.UTF_8)))
                    .isEqualTo(expected);
            assertThat(file.open()).isZero();
            rows += added.size();
        }
        assertThat(rows).isGreaterThan(100_000);
        assertThat(blocks).isGreaterThan(4000);
        assertThat(failures).isGreaterThan(60);
    }

    /** The same in a charset in which all bytes are text. */
    private static ReadOptions latin(ReadOptions options) {
        return new ReadOptions(
                options.format(),
                StandardCharsets.ISO_8859_1,
                options.multiline(),
                options.fromOffset(),
                options.toOffset(),
                options.maxRecordBytes(),
                options.maxColumns());
    }

    @Test
    void readWellFormedRecordsOfQuotedLinesInBlocksAllTheWay() {
        for (int i = 0; i < 40; i++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 40_000) {
                text.append(random.nextInt(1000))
                        .append(",\"")
                        .append(text(new String[] {"a", "\n", ",", "\"\"", "字"}, 12));
                text.append("\",")
                        .append(random.nextBoolean() ? "x" : "\"\"")
                        .append(random.nextBoolean() ? "\n" : "\r\n");
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            compare(bytes, options(RecordFormat.CSV, StandardCharsets.UTF_8, true), 1000, 2500 + random.nextInt(100));
        }
        assertThat(failures).as("quotes tell where a record ends").isLessThan(5);
        assertThat(blocks).isGreaterThan(400);
    }

    @Test
    void countsWithoutMapping() {
        byte[] bytes = "some,\"record\nof\",two lines\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        FakeRemoteFile file =
                new FakeRemoteFile(bytes, wanted -> Math.min(wanted, 65_536)).with(this::startBeside, AT_ONCE);
        long found = 0;
        try (MappedRecords records = mapped(file, Options.utf8(RecordFormat.CSV), new Counting(), 200_000)) {
            while (records.next()) {
                assertThat(records.values()).containsExactly("same");
                found++;
                assertThat(records.recordNumber()).isEqualTo(found);
                assertThat(records.byteOffset()).isEqualTo((found - 1) * 27);
            }
            count(records);
        }
        assertThat(found).isEqualTo(50_000);
        assertThat(blocks).isGreaterThan(3);
        assertThat(failures).isZero();
    }

    @Test
    void doesNotWaitForABlockToArrive() {
        byte[] bytes = "a,b\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        FakeRemoteFile file =
                new FakeRemoteFile(bytes, wanted -> Math.min(wanted, 5000)).with(this::startBeside, count -> false);
        try (MappedRecords records = mapped(file, Options.utf8(RecordFormat.CSV), new Everything(false), 20_000)) {
            for (int i = 0; i < 30_000; i++) {
                assertThat(records.next()).isTrue();
                assertThat(file.bytesRead()).isLessThanOrEqualTo(records.byteOffset() + 5000 + 4);
            }
            count(records);
        }
        assertThat(blocks).isZero();
    }

    @Test
    void givesNothingMoreOnceClosedByAnotherThread() throws Exception {
        byte[] bytes = "a,\"b\nc\"\n".repeat(400_000).getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20; round++) {
            FakeRemoteFile file = new FakeRemoteFile(bytes).with(this::startBeside, AT_ONCE);
            MappedRecords records = mapped(file, Options.utf8(RecordFormat.CSV), new Everything(false), 30_000);
            for (int i = 0; i < 100_000; i++) {
                assertThat(records.next()).isTrue();
            }
            count(records);
            threads.submit(records::close).get();
            assertThatThrownBy(records::next).hasMessageContaining("closed");
        }
        assertThat(blocks).isGreaterThan(20);
    }

    @Test
    void endsForGood() {
        FakeRemoteFile whole = new FakeRemoteFile("a\nb\n".getBytes(StandardCharsets.UTF_8));
        MappedRecords records = mapped(whole, Options.utf8(RecordFormat.CSV), new Everything(false), 100);
        assertThat(records.next() && records.next()).isTrue();
        assertThat(records.next()).isFalse();
        assertThat(records.next()).isFalse();

        byte[] bytes = ("a\n".repeat(5000) + "b\u00e9\n" + "c\n".repeat(5000)).getBytes(StandardCharsets.ISO_8859_1);
        FakeRemoteFile broken =
                new FakeRemoteFile(bytes, wanted -> Math.min(wanted, 100)).with(this::startBeside, AT_ONCE);
        MappedRecords failing = mapped(broken, Options.utf8(RecordFormat.CSV), new Everything(false), 1000);
        for (int i = 0; i < 5000; i++) {
            assertThat(failing.next()).isTrue();
        }
        assertThatThrownBy(failing::next).hasMessageContaining("record 5001, byte offset 10001");
        assertThatThrownBy(failing::next).hasMessageContaining("record 5001, byte offset 10001");
        count(failing);
        assertThat(blocks).isPositive();
    }

    @Test
    void givesNoRecordIfNoneIsWanted() {
        FakeRemoteFile file = new FakeRemoteFile("a\nb\n".getBytes(StandardCharsets.UTF_8));
        RecordMapper mapper = new Everything(false);
        try (MappedRecords records =
                FileContents.map(file, Options.utf8(RecordFormat.CSV), mapper, 0, new Execution())) {
            assertThat(records.next()).isFalse();
        }
        assertThat(file.bytesRead()).isZero();
    }

    /** A row takes ten times what an empty line does, so blocks of them would take all memory. */
    @Test
    void keepsFewRowsHoweverShortTheRecordsAre() {
        byte[] bytes = "\n".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        readAllOf(bytes, 300_000);
        assertThat(blocks).isZero();

        byte[] later = ("a,b,c,d,e,f,g,h".repeat(30) + "\n").repeat(1000).getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(later, later.length + bytes.length);
        System.arraycopy(bytes, 0, both, later.length, bytes.length);
        readAllOf(both, 301_000);
        assertThat(blocks).isPositive();
        assertThat(failures).as("blocks that had more rows than they may").isPositive();
    }

    @Test
    void makesOneRowOfManyShortRecords() {
        byte[] bytes = "\n".repeat(300_000).getBytes(StandardCharsets.UTF_8);
        FakeRemoteFile file =
                new FakeRemoteFile(bytes, wanted -> Math.min(wanted, 5000)).with(this::startBeside, AT_ONCE);
        Summing counting = new Summing(true, Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertThat(sums(mapped(file, Options.utf8(RecordFormat.CSV), counting, 50_000), true))
                .isEqualTo(new Sums(300_000, 300_000, null));
        assertThat(blocks).isPositive();
        assertThat(failures).isZero();
    }

    private void readAllOf(byte[] bytes, int expected) {
        FakeRemoteFile file =
                new FakeRemoteFile(bytes, wanted -> Math.min(wanted, 5000)).with(this::startBeside, AT_ONCE);
        try (MappedRecords records = mapped(file, Options.utf8(RecordFormat.CSV), new Everything(false), 50_000)) {
            int found = 0;
            while (records.next()) {
                found++;
                assertThat(records.recordNumber()).isEqualTo(found);
            }
            assertThat(found).isEqualTo(expected);
            count(records);
        }
    }
}
