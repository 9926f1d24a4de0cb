// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.ObjectBytes;
import io.github.dingtalksql.plan.ColumnInfo;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.TableInfo;
import io.github.dingtalksql.plan.TabularFunction;
import io.github.dingtalksql.testing.DocSection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The remarks of columns that are found in a file: a sentence each, and those that {@code docs/tables.md} prints. */
class FileColumnsTest {
    private static final List<Map<String, Object>> CALLS = List.of(
            Map.of("read", "read_csv", "dentry_id", "798"),
            Map.of("read", "read_csv", "dentry_id", "798", "sample_bytes", 1024),
            Map.of("read", "read_csv", "dentry_id", "798", "all_varchar", true),
            Map.of("read", "read_csv", "dentry_id", "798", "columns", "ID VARCHAR, DAY DATE"),
            Map.of("read", "read_json", "dentry_id", "900"),
            Map.of("read", "read_json", "dentry_id", "900", "columns", "tags VARCHAR"),
            Map.of("read", "read_xlsx", "dentry_id", "803"),
            Map.of("read", "read_xlsx", "dentry_id", "803", "all_varchar", true),
            Map.of("read", "read_xlsx", "dentry_id", "803", "columns", "A VARCHAR, B VARCHAR"),
            Map.of("read", "read_text", "dentry_id", "799"),
            Map.of("read", "read_blob", "dentry_id", "799"));

    private DingTalkEmulator emulator;
    private FileFunctions functions;

    @BeforeEach
    void start() throws Exception {
        emulator = DingTalkEmulator.builder()
                .samples()
                .file(EmulatedFile.of(
                        "854",
                        "900",
                        "events.json",
                        ObjectBytes.of("{\"event id\": 1, \"tags\": [1]}\n{\"at\": \"2026-01-05\"}\n"
                                .getBytes(StandardCharsets.UTF_8))))
                .start();
        functions = FileFunctions.of(Services.of(ConnectionConfig.from(Map.of(
                "endpoint", emulator.endpoint().toString(),
                "appKey", emulator.appKey(),
                "appSecret", emulator.appSecret(),
                "unionId", emulator.unionId()))));
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private TableInfo table(Map<String, Object> call) {
        Map<String, Object> arguments = new LinkedHashMap<>(call);
        String name = String.valueOf(arguments.remove("read"));
        arguments.put("space_id", "854");
        TabularFunction function = functions.all().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
        return function.table(new KeyValues(arguments), new Execution()).info("files", "T");
    }

    @Test
    void eachSaysWhereItIsAndWhatItsTypeIsBy() throws Exception {
        List<String> lines = new ArrayList<>(List.of("", "| of | column | REMARKS |", "|---|---|---|"));
        for (Map<String, Object> call : CALLS) {
            List<ColumnInfo> columns = table(call).columns();
            assertThat(columns)
                    .allSatisfy(column -> assertThat(column.remarks()).matches("[A-Z].{9,}\\."))
                    .extracting(ColumnInfo::remarks)
                    .doesNotHaveDuplicates();
            ColumnInfo second = columns.get(Math.min(1, columns.size() - 1));
            lines.add("| `" + shown(call) + "` | `" + second.label() + "` | " + second.remarks() + " |");
        }
        lines.add("");
        new DocSection(Path.of("docs/tables.md"), "remarks").assertIs(lines);
    }

    private static String shown(Map<String, Object> call) {
        StringBuilder shown = new StringBuilder(call.get("read") + "('854', '" + call.get("dentry_id") + "'");
        call.forEach((name, value) -> {
            if (!name.equals("read") && !name.equals("dentry_id")) {
                shown.append(", ")
                        .append(name)
                        .append(" => ")
                        .append(value instanceof String ? "'" + value + "'" : value);
            }
        });
        return shown.append(")").toString();
    }

    @Test
    void aKeyOfJsonIsShownAsItIs() {
        assertThat(table(CALLS.get(4)).columns())
                .extracting(ColumnInfo::remarks)
                .first()
                .asString()
                .startsWith("Value of \"event id\" in each object; ");
    }
}
