// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A part of a documentation page that is kept equal to the code: the lines between {@code <!-- NAME: …} and
 * {@code <!-- end of NAME -->}. With {@code -Ddocs.write} it is written instead of compared.
 */
public record DocSection(Path page, String name) {
    public void assertIs(List<String> lines) throws IOException {
        List<String> all = Files.readAllLines(page);
        int begin = -1;
        int end = -1;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).startsWith("<!-- " + name + ":")) {
                begin = i + 1;
            }
            if (all.get(i).equals("<!-- end of " + name + " -->")) {
                end = i;
            }
        }
        assertThat(begin).as("section %s in %s", name, page).isPositive().isLessThanOrEqualTo(end);
        if (System.getProperty("docs.write") != null) {
            List<String> written = new java.util.ArrayList<>(all.subList(0, begin));
            written.addAll(lines);
            written.addAll(all.subList(end, all.size()));
            Files.write(page, written);
            return;
        }
        assertThat(all.subList(begin, end))
                .as("%s has to be what the code says: mvn -Dfast test -Dtest='*DocTest' -Ddocs.write", page)
                .isEqualTo(lines);
    }
}
