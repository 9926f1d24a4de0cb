// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.config;

import io.github.dingtalksql.testing.DocSection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionDocTest {
    @Test
    void thePageHasARowForEachProperty() throws IOException {
        List<String> lines = new ArrayList<>(List.of("", "| key | default | values | meaning |", "|---|---|---|---|"));
        for (ConnectionProperty property : ConnectionProperty.values()) {
            String alias = property.alias().map(name -> ", `" + name + "`").orElse("");
            String values = property.choices().isEmpty()
                    ? property.max() > 0 ? property.min() + " to " + property.max() : ""
                    : "`" + String.join("`, `", property.choices()) + "`";
            lines.add("| `" + property.key() + "`" + alias + " | "
                    + property.defaultValue().map(value -> "`" + value + "`").orElse("") + " | " + values + " | "
                    + property.description() + (property.isSecret() ? "; never shown" : "") + " |");
        }
        lines.add("");
        new DocSection(Path.of("docs/connection.md"), "properties").assertIs(lines);
    }
}
