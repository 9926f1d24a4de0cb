// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.testing.DocSection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryPolicyDocTest {
    @Test
    void thePageHasTheTableThatThePolicyFollows() throws IOException {
        List<String> lines = new ArrayList<>(List.of("| fault | what follows | then | advice |", "|---|---|---|---|"));
        for (Fault fault : Fault.values()) {
            lines.add("| " + fault + " | " + fault.move() + " | " + fault.code() + " "
                    + fault.code().sqlState() + " | " + fault.advice() + " |");
        }
        new DocSection(Path.of("docs/reliability.md"), "retries").assertIs(lines);
    }
}
