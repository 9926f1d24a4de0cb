// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import sqlline.SqlLine;

/** sqlline as its users start it, with our jar beside it. */
class SqllineTest {
    @Test
    void runsQueriesAndMetadataCommands() throws Exception {
        String script = String.join(
                "\n",
                "!tables",
                "!columns file_content",
                "select content from file_content where space_id='854' and dentry_id='799' and format='text' limit 1;",
                "select protocol from download_info('854', '798');",
                "!commit",
                "!quit");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        SqlLine line = new SqlLine();
        line.setOutputStream(new java.io.PrintStream(out, true, StandardCharsets.UTF_8));
        line.setErrorStream(new java.io.PrintStream(errors, true, StandardCharsets.UTF_8));

        line.begin(
                new String[] {"-u", "jdbc:dingtalk:demo", "-n", "", "-p", "", "--maxWidth=2000"},
                new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)),
                false);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("file_content")
                .contains("byte_offset")
                .contains("HEADER_SIGNATURE");
        assertThat(errors.toString(StandardCharsets.UTF_8)).doesNotContain("Error").doesNotContain("Exception");
    }
}
