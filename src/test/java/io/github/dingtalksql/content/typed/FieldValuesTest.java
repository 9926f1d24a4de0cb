// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.content.CsvDialect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values made of the bytes of a field are those that its text has. */
class FieldValuesTest {
    private static final List<String> TYPES = List.of(
            "INTEGER",
            "BIGINT",
            "DECIMAL(5, 2)",
            "DECIMAL(18, 0)",
            "DECIMAL(18, 18)",
            "DECIMAL(38, 10)",
            "DECIMAL(38, 20)");

    private static final List<String> EDGES = List.of(
            "0",
            "-0",
            "-0.00",
            "00",
            "007",
            "0.5",
            ".5",
            "5.",
            "-",
            "-.5",
            ".",
            "",
            "1.50",
            "1.500",
            "999.99",
            "1000",
            "999.995",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "9223372036854775807",
            "-9223372036854775808",
            "999999999999999999",
            "-999999999999999999",
            "1000000000000000000",
            "0.000000000000000001",
            "1e3",
            "+1",
            "--1",
            "1-",
            "1.2.3",
            "٣",
            "1 ",
            " 1",
            "NaN",
            "1_0");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private String text() {
        if (random.nextInt(4) == 0) {
            return EDGES.get(random.nextInt(EDGES.size()));
        }
        StringBuilder text = new StringBuilder();
        String characters = "0123456789".repeat(random.nextInt(8) + 1) + "-..";
        for (int left = random.nextInt(22); left > 0; left--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return (random.nextInt(3) == 0 ? "-" : "") + text;
    }

    private static List<@Nullable Object> read(
            String csv, String type, boolean strict, @Nullable String nullString, Map<Integer, Condition> conditions) {
        return read(csv, type, CsvDialect.CSV, strict, nullString, conditions);
    }

    private static List<@Nullable Object> read(
            String csv,
            String type,
            CsvDialect dialect,
            boolean strict,
            @Nullable String nullString,
            Map<Integer, Condition> conditions) {
        List<FileColumn> columns = FileColumn.parse("A " + type + ", B VARCHAR");
        CsvSettings settings = new CsvSettings(
                false,
                dialect,
                nullString,
                StandardCharsets.UTF_8,
                strict ? List.of() : columns,
                false,
                OnError.NULL,
                1 << 20,
                100);
        List<@Nullable Object> values = new ArrayList<>();
        MemoryFile file = new MemoryFile("f", csv.getBytes(StandardCharsets.UTF_8));
        CsvLayout layout = new CsvLayout(dialect, StandardCharsets.UTF_8, columns);
        Selection wanted = new Selection(new int[] {0, 1}, conditions, null);
        try (CsvRows rows = new CsvRows(file, settings, layout, wanted, new Execution())) {
            while (rows.next()) {
                values.add(rows.row()[0]);
            }
        }
        return values;
    }

    @Test
    void aNumberIsTheSameFromBytesAndFromText() {
        for (int round = 0; round < 500; round++) {
            String type = TYPES.get(random.nextInt(TYPES.size()));
            boolean isStrict = random.nextBoolean();
            String nullString = random.nextInt(5) == 0 ? "0" : null;
            List<String> fields = new ArrayList<>();
            List<@Nullable Object> expected = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String text = text();
                boolean isQuoted = random.nextInt(4) == 0;
                fields.add(isQuoted ? '"' + text + '"' : text);
                boolean isNull = !isQuoted && (text.isEmpty() || text.equals(nullString));
                expected.add(isNull ? null : new FieldValues(isStrict).parse(text, FieldType.parse(type)));
            }
            String csv = String.join(",x\n", fields) + ",x\n";
            List<@Nullable Object> values = read(csv, type, isStrict, nullString, Map.of());
            assertThat(values).hasSameSizeAs(expected);
            for (int i = 0; i < fields.size(); i++) {
                assertThat(values.get(i))
                        .as("%s as %s, strict %s, seed %d", fields.get(i), type, isStrict, seed)
                        .isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void aTextIsFoundAmongOthersUnlessItStandsForNull() {
        String csv = "1,x\n2,\"x\"\n3,y\n4,\"\"\n5,\n6,NULL\n7,\"NULL\"\n8,\"x\"\"y\"\n9,中\n10,xx\n";
        for (Map.Entry<Set<String>, List<Object>> found : Map.<Set<String>, List<Object>>of(
                        Set.of("x"), List.of(1, 2),
                        Set.of(""), List.of(4),
                        Set.of("NULL", "y"), List.of(3, 7),
                        Set.of("x\"y"), List.of(8),
                        Set.of("中", "xx"), List.of(9, 10),
                        Set.of("a", "b", "c", "d", "e", "f", "g", "h", "x"), List.of(1, 2),
                        Set.of("\"x\""), List.of())
                .entrySet()) {
            Condition condition = new Condition(found.getKey()::contains, found.getKey());
            assertThat(read(csv, "INTEGER", false, "NULL", Map.of(1, condition)))
                    .as("%s", found.getKey())
                    .isEqualTo(found.getValue());
        }
    }

    @Test
    void aDigitThatIsAnEscapeOrAQuoteIsNoPartOfANumber() {
        CsvDialect escaped = new CsvDialect(',', '"', '0', CsvDialect.NONE, 0);
        assertThat(read("\"100\",x\n", "BIGINT", escaped)).containsExactly(10L);
        CsvDialect quoted = new CsvDialect(',', '1', '1', CsvDialect.NONE, 0);
        assertThat(read("121131,x\n", "BIGINT", quoted)).containsExactly(213L);
    }

    private static List<@Nullable Object> read(String csv, String type, CsvDialect dialect) {
        return read(csv, type, dialect, false, null, Map.of());
    }

    @Test
    void otherConditionsOnTheSameTextCount() {
        Condition among = new Condition(Set.of("x", "y")::contains, Set.of("x", "y"));
        Condition not = new Condition(value -> !"x".equals(value), null);
        String csv = "1,x\n2,y\n3,z\n";
        assertThat(read(csv, "INTEGER", false, null, Map.of(1, among.and(not)))).containsExactly(2);
        assertThat(read(csv, "INTEGER", false, null, Map.of(1, not.and(among)))).containsExactly(2);
    }
}
