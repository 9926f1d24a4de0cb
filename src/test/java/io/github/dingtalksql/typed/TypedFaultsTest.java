// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dingtalksql.emulator.Instruction;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed files over transfers that break, and packed files that are not what they seem. */
class TypedFaultsTest {
    private static final int RECORDS = 15_000;
    /** 31 with the usual -Dfaults.seeds of 500. */
    private static final long RANDOM_SCHEDULES = Long.getLong("faults.seeds", 500) / 16;

    /** Where what a scan reads behind the sample begins. */
    private static final int SAMPLE = 1 << 18;
    /** Where the first range of a scan ends that has no sample. */
    private static final int FIRST_RANGE = 1 << 17;

    private static byte[] csv() {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("id,名,n\n");
        for (int i = 0; i < RECORDS; i++) {
            text.append(i)
                    .append(",\"引号, 里\n的 \"\"字\"\"\",")
                    .append(random.nextLong())
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] json() {
        Random random = new Random(6);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < RECORDS; i++) {
            text.append("{\"id\":")
                    .append(i)
                    .append(",\"名\":\"深圳\",\"n\":")
                    .append(random.nextLong())
                    .append("}\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    /** Over a connection of its own, which has no sample of the file yet. */
    private static List<String> query(TypedFiles files, String sql) throws SQLException {
        try (Connection connection = files.connect(";rangeSize=300000");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return TypedFiles.rows(rows);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The files 1 to 4 of every test: CSV, CSV packed, JSON, JSON packed. */
    private static TypedFiles files() throws Exception {
        return TypedFiles.ofBytes("", csv(), gzip(csv()), json(), gzip(json()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('854', '1', sample_bytes => 70000)",
                "SELECT * FROM read_csv('854', '2', sample_bytes => 70000)",
                "SELECT id, n FROM read_csv('854', '2', columns => 'id BIGINT, t VARCHAR, n BIGINT', sample_bytes => 70000)",
                "SELECT * FROM read_json('854', '3', sample_bytes => 70000)",
                "SELECT * FROM read_json('854', '4', sample_bytes => 70000)",
                "SELECT * FROM read_text('854', '1')",
                "SELECT * FROM read_text('854', '4')",
                "SELECT \"offset\", octet_length(data), data FROM read_blob('854', '2', chunk_bytes => 100000)",
            })
    void case013_014_037_theSameRowsWhereverTheTransferIsCut(String sql) throws Exception {
        try (TypedFiles files = files()) {
            List<String> whole = query(files, sql);
            assertThat(whole).hasSizeGreaterThan(2);
            for (long cut : new long[] {0, 10, 65_537}) {
                // The first request, and one that is not for the start, ended after as many bytes.
                files.emulator.instruct(
                        Instruction.onObject().cutsAfter(cut),
                        Instruction.onObject()
                                .when(entry -> entry.rangeStart() >= 70_000)
                                .cutsAfter(cut / 2));
                assertThat(query(files, sql).equals(whole)).as("cut at %s", cut).isTrue();
                assertThat(files.emulator.unusedInstructions())
                        .as("cut at %s", cut)
                        .isEmpty();
            }
        }
    }

    /** The end of a connection after as many bytes of a request that asks for more. */
    private static Instruction cut(int bytes) {
        return Instruction.onObject()
                .when(entry -> {
                    String[] range = String.valueOf(entry.header("range")).split("[=-]");
                    return range.length == 3 && Long.parseLong(range[2]) - entry.rangeStart() > bytes;
                })
                .cutsAfter(bytes);
    }

    @Test
    void case013_014_037_theSameRowsUnderRandomFaults() throws Exception {
        List<String> queries = List.of(
                "SELECT count(*), sum(id), min(n), max(n) FROM read_csv('854', '1')",
                "SELECT count(*), sum(id), min(n), max(n) FROM read_csv('854', '2')",
                "SELECT count(*), sum(id), min(n), max(n) FROM read_json('854', '3')",
                "SELECT count(*), sum(id), min(n), max(n) FROM read_json('854', '4')",
                "SELECT count(*), sum(line_number), max(content) FROM read_text('854', '1')",
                "SELECT count(*), sum(octet_length(data)), sum(\"offset\") FROM read_blob('854', '4')");
        try (TypedFiles files = files()) {
            List<List<String>> whole = new ArrayList<>();
            for (String query : queries) {
                whole.add(query(files, query));
            }
            for (long seed = 1; seed <= RANDOM_SCHEDULES; seed++) {
                Random random = new Random(seed);
                int which = random.nextInt(queries.size());
                // A second refusal without progress would be final, as it has to be.
                boolean refuses = random.nextBoolean();
                Instruction[] faults = new Instruction[1 + random.nextInt(3)];
                for (int i = 0; i < faults.length; i++) {
                    Instruction on = Instruction.onObject();
                    faults[i] = switch (i == 0 && refuses ? 2 : random.nextInt(4)) {
                        case 0 -> on.drops();
                        case 1 -> on.fails(500, "InternalError");
                        case 2 -> refuses && i == 0 ? on.fails(403, "AccessDenied") : cut(3);
                        default -> cut(random.nextInt(60_000));
                    };
                }
                files.emulator.instruct(faults);
                List<String> rows = null;
                // One query may make fewer requests than there are faults.
                for (int i = 0;
                        i < faults.length
                                && !files.emulator.unusedInstructions().isEmpty();
                        i++) {
                    rows = query(files, queries.get(which));
                    assertThat(rows).as("seed %s", seed).isEqualTo(whole.get(which));
                }
                assertThat(rows).as("seed %s", seed).isNotNull();
                assertThat(files.emulator.unusedInstructions())
                        .as("seed %s", seed)
                        .isEmpty();
            }
        }
    }

    private static void assertMalformed(ThrowingCallable query, String... words) {
        assertThatThrownBy(query)
                .isInstanceOf(SQLException.class)
                .hasMessageContainingAll(words)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("22000");
    }

    /** Also where the sample that the columns were found in is a part of what is read, or all of it. */
    @ParameterizedTest
    @ValueSource(ints = {30, 30_000})
    void case038_aFlippedByteOfATypedFileIsNoticedAtTheEnd(int records) throws Exception {
        byte[] content = "7,some text\n".repeat(records).getBytes(StandardCharsets.US_ASCII);
        try (TypedFiles files = TypedFiles.ofBytes("", content)) {
            String sql = "SELECT c1, c2 FROM read_csv('854', '1', columns => 'c1 BIGINT, c2 VARCHAR', header => false)";
            String inferred = "SELECT * FROM read_csv('854', '1', header => false)";
            assertThat(query(files, sql)).hasSize(records);
            assertThat(query(files, inferred)).hasSize(records);
            for (String query : List.of(sql, inferred)) {
                // A letter of the first text, and of one in the next answer if there is one.
                for (int begin : content.length > SAMPLE ? new int[] {0, SAMPLE} : new int[] {0}) {
                    int place = begin / 12 * 12 + 15 - begin;
                    files.emulator.instruct(Instruction.onObject()
                            .when(entry -> entry.rangeStart() >= begin)
                            .corrupts(place));
                    Throwable failure = catchThrowable(() -> query(files, query));
                    assertThat(failure)
                            .as("%s at %s", query, begin + place)
                            .hasMessageContaining("CRC-64")
                            .extracting(e -> ((SQLException) e).getSQLState())
                            .isEqualTo("08006");
                    assertThat(files.emulator.unusedInstructions()).isEmpty();
                }
            }
        }
    }

    @Test
    void case037_case139_aPackedFileThatEndsTooEarlyIsAnErrorWhereverItEnds() throws Exception {
        byte[] packed = gzip(csv());
        byte[][] cut = new byte[8][];
        int[] lengths = {3, 9, 10, 11, 70_000, packed.length - 9, packed.length - 8, packed.length - 1};
        for (int i = 0; i < cut.length; i++) {
            cut[i] = Arrays.copyOf(packed, lengths[i]);
        }
        try (TypedFiles files = TypedFiles.ofBytes("", cut)) {
            for (int i = 0; i < cut.length; i++) {
                String file = "'854', '" + (i + 1) + "'";
                assertMalformed(
                        () -> query(files, "SELECT count(*) FROM read_text(" + file + ", charset => 'UTF-8')"),
                        "File 854/" + (i + 1),
                        "too early");
            }
        }
    }

    @Test
    void case139_whatFollowsPackedDataIsAMemberOrZerosOrAnError() throws Exception {
        byte[] one = gzip("a\n".getBytes(StandardCharsets.US_ASCII));
        byte[] damaged = gzip("b\n".getBytes(StandardCharsets.US_ASCII));
        damaged[1] = 0;
        byte[] other = gzip("c\n".getBytes(StandardCharsets.US_ASCII));
        other[other.length - 5] ^= 1;
        try (TypedFiles files = TypedFiles.ofBytes(
                "",
                joined(one, one, one),
                joined(one, new byte[1000]),
                joined(one, new byte[1000], one),
                joined(one, "trailing".getBytes(StandardCharsets.US_ASCII)),
                joined(one, damaged),
                joined(one, other))) {
            assertThat(query(files, "SELECT content FROM read_text('854', '1')"))
                    .containsExactly("a", "a", "a");
            assertThat(query(files, "SELECT content FROM read_text('854', '2')"))
                    .containsExactly("a");
            for (int file = 3; file <= 6; file++) {
                String sql = "SELECT content FROM read_text('854', '" + file + "')";
                assertMalformed(() -> query(files, sql), "File 854/" + file, "gzip");
            }
        }
    }

    @Test
    void case139_aBombIsGivenUp() throws Exception {
        byte[] line = ("x".repeat(1023) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes, 1 << 16)) {
            for (int i = 0; i < 300 * 1024; i++) {
                gzip.write(line);
            }
        }
        try (TypedFiles files = TypedFiles.ofBytes("", bytes.toByteArray())) {
            assertMalformed(
                    () -> query(files, "SELECT count(*) FROM read_text('854', '1', charset => 'UTF-8')"),
                    "File 854/1",
                    "100 times");
        }
    }

    @Test
    void case139_jsonMayBeNestedFiveHundredTimesAndNotMuchMore() throws Exception {
        String fine = "{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}\n";
        String deep = "{\"a\":" + "[".repeat(513) + "]".repeat(513) + "}\n";
        try (TypedFiles files = TypedFiles.of(fine, deep)) {
            assertThat(query(files, "SELECT a FROM read_json('854', '1')")).hasSize(1);
            assertMalformed(() -> query(files, "SELECT a FROM read_json('854', '2')"), "File 854/2", "nesting");
        }
    }

    @Test
    void case137_aValueThatDoesNotFitTheTypeOfTheSampleIsNeverAnotherValue() throws Exception {
        byte[] content = ("id,n\n" + "1,10\n".repeat(100) + "2,ten\n3,30\n").getBytes(StandardCharsets.US_ASCII);
        try (TypedFiles files = TypedFiles.ofBytes("", content)) {
            String table = "read_csv('854', '1', sample_bytes => 100";
            assertMalformed(() -> query(files, "SELECT sum(n) FROM " + table + ")"), "column n", "record 102", "ten");
            assertThat(query(files, "SELECT count(*), count(n), sum(n) FROM " + table + ", on_error => 'null')"))
                    .containsExactly("102|101|1030");
            assertThat(query(files, "SELECT count(*), sum(id), sum(n) FROM " + table + ", on_error => 'skip')"))
                    .containsExactly("101|103|1030");
        }
    }
}
