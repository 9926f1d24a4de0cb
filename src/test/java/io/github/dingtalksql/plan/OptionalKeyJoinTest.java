// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A version that a join gives chooses what is read, also when the file is named elsewhere. */
class OptionalKeyJoinTest {
    private static final String FILE = " f.space_id = '854' AND f.dentry_id = '798'";

    private final FakeFilesTable files = new FakeFilesTable(
            "files",
            List.of(
                    new FakeFilesTable.Line("854", "798", null, 0, "a"),
                    new FakeFilesTable.Line("854", "798", 1L, 0, "old")));
    private final FakeDatabase database = new FakeDatabase(files);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(VALUES (1), (2)) AS t(v) JOIN files f ON f.version = t.v WHERE",
                "files f JOIN (VALUES (1), (2)) AS t(v) ON f.version = t.v WHERE",
                "files f, (VALUES (1), (2)) AS t(v) WHERE f.version = t.v AND",
                "files f RIGHT JOIN (VALUES (1)) AS t(v) ON f.version = t.v AND",
                "(VALUES (1)) AS t(v) LEFT JOIN files f ON f.version = t.v AND",
                "files f WHERE f.version IN (SELECT v FROM (VALUES (1), (2)) AS t(v)) AND",
                "files f WHERE EXISTS (SELECT 1 FROM (VALUES (1), (2)) AS t(v) WHERE f.version = v) AND",
                "files f WHERE f.version = (SELECT max(v) FROM (VALUES (1), (0)) AS t(v)) AND",
                "(VALUES (1), (2)) AS t(v) JOIN files f ON f.version = t.v JOIN (VALUES (1), (3)) AS w(v) ON w.v ="
                        + " f.version WHERE",
                "(VALUES ('854', '798', 1)) AS v(s, d, v), files f, (VALUES ('854', '798')) AS t(s, d) WHERE f.space_id ="
                        + " t.s AND f.dentry_id = t.d AND v.s = t.s AND v.d = t.d AND f.version = v.v AND",
                "files f JOIN files g ON f.space_id = g.space_id AND f.dentry_id = g.dentry_id AND f.version = g.version"
                        + " WHERE g.version = 1 AND",
            })
    void theVersionIsRead(String from) {
        assertThat(database.rows("SELECT f.content FROM " + from + FILE)).containsExactly("old");
        assertThat(files.opened)
                .isNotEmpty()
                .allSatisfy(
                        request -> assertThat(request.keys().number("version")).isPresent());
    }

    /** The rows of the current version have none, so they would look as if there was no such version. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "files f JOIN (VALUES (1), (2)) AS t(v) ON f.version > t.v WHERE",
                "files f JOIN (VALUES (1), (2)) AS t(v) ON f.version <> t.v WHERE",
                "files f LEFT JOIN (VALUES (1), (2)) AS t(v) ON f.version = t.v WHERE",
                "files f WHERE f.version NOT IN (SELECT v FROM (VALUES (1), (2)) AS t(v)) AND",
                "(SELECT * FROM files f WHERE f.space_id = '854' AND f.dentry_id = '798') f FULL JOIN (VALUES (1), (2))"
                        + " AS t(v) ON f.version = t.v WHERE t.v = 1 OR",
            })
    void otherComparisonsAreRefused(String from) {
        assertThatThrownBy(() -> database.rows("SELECT f.content FROM " + from + FILE))
                .isInstanceOfSatisfying(
                        DingTalkException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                .hasMessageContaining("Column version chooses what is read");
        assertThat(files.opened).isEmpty();
    }
}
