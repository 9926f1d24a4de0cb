// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorsDocTest {
    @Test
    void thePageHasOneRightRowForEachCode() throws IOException {
        assertThat(Files.readAllLines(Path.of("docs/errors.md")).stream()
                        .filter(line -> line.matches("\\| [A-Z_]+ \\|.*"))
                        .map(line -> Arrays.stream(line.split("\\|"))
                                .map(String::strip)
                                .skip(1)
                                .limit(3)
                                .toList()))
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .map(code -> java.util.List.of(code.name(), code.sqlState(), code.isTransient() ? "yes" : "no"))
                        .toList());
    }
}
