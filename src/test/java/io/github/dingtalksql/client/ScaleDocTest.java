// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.testing.DocSection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleDocTest {
    @Test
    void thePageShowsWhatTheSimulationPrints() throws IOException {
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(ScaleSimulation.table());
        lines.add("");
        new DocSection(Path.of("docs/scale.md"), "simulation").assertIs(lines);
    }
}
