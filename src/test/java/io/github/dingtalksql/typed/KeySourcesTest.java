// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.emulator.CallKind;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids that stand in files: a mounted table, a typed function or the lines of a file say which files are read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeySourcesTest {
    private static final String KEYS = "f.space_id = i.space AND f.dentry_id = i.id";
    private static final String DATA = "f.record_number > 1";

    private TypedFiles files;

    @BeforeAll
    void start() throws Exception {
        files = TypedFiles.ofBytes(
                ";files=IDS:854/1",
                Stream.of(
                                "space,id,title\n854,2,two\n854,3,three\n854,3,again\n",
                                "n\n1\n2\n",
                                "n\n3\n",
                                "{\"n\": 1}\n")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new));
    }

    @AfterAll
    void stop() throws Exception {
        files.close();
    }

    @BeforeEach
    void forget() {
        files.emulator.resetJournal();
    }

    private void assertOneCallForEachFile() {
        assertThat(files.emulator.calls(CallKind.DOWNLOAD_INFO)).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files.ids i JOIN file_content f ON " + KEYS + " WHERE " + DATA,
                "files.ids i, file_content f WHERE " + KEYS + " AND " + DATA,
                "file_content f, files.ids i WHERE " + KEYS + " AND " + DATA,
                "file_content f JOIN files.ids i ON " + KEYS + " AND " + DATA,
                "files.ids i LEFT JOIN file_content f ON " + KEYS + " AND " + DATA,
                "file_content f RIGHT JOIN files.ids i ON " + KEYS + " AND " + DATA,
                "(SELECT DISTINCT * FROM files.ids) i JOIN file_content f ON " + KEYS + " WHERE " + DATA,
                "(SELECT * FROM files.ids ORDER BY id DESC LIMIT 3) i JOIN file_content f ON " + KEYS + " AND " + DATA,
                "read_csv('854', '1') i JOIN file_content f ON " + KEYS + " WHERE " + DATA,
                "file_content f, read_csv('854', '1', all_varchar => true) i WHERE " + KEYS + " AND " + DATA,
                "file_content f, (SELECT fields[1] AS space, fields[2] AS id, fields[3] AS title FROM file_content WHERE"
                        + " space_id = '854' AND dentry_id = '1' AND record_number > 1) i WHERE " + KEYS + " AND "
                        + DATA,
                "file_content f, (VALUES (1)) AS v(x), files.ids i, files.ids j WHERE j.title = i.title AND v.x ="
                        + " 1 AND " + KEYS + " AND " + DATA,
            })
    void joinsTakeIdsFromFiles(String from) throws Exception {
        assertThat(files.rows("SELECT i.title, f.content FROM " + from))
                .containsExactlyInAnyOrder("two|1", "two|2", "three|3", "again|3");
        assertOneCallForEachFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f.space_id = '854' AND f.dentry_id IN (SELECT id FROM files.ids)",
                "f.space_id = 854 AND f.dentry_id IN (SELECT CAST(id AS VARCHAR) FROM files.ids WHERE title <> 'x')",
                "(f.space_id, f.dentry_id) IN (SELECT CAST(space AS VARCHAR), CAST(id AS VARCHAR) FROM files.ids)",
                "EXISTS (SELECT 1 FROM files.ids i WHERE " + KEYS + ")",
                "EXISTS (SELECT 1 FROM read_csv('854', '1') i WHERE " + KEYS + ")",
                "f.space_id = '854' AND f.dentry_id IN (SELECT fields[2] FROM file_content WHERE space_id = '854' AND"
                        + " dentry_id = '1' AND record_number > 1)",
                "f.space_id = '854' AND f.dentry_id IN ('2', '3') AND NOT EXISTS (SELECT 1 FROM files.ids i WHERE"
                        + " i.id = 99 AND " + KEYS + ")"
            })
    void semiJoinsTakeIdsFromFiles(String where) throws Exception {
        assertThat(files.rows("SELECT f.content FROM file_content f WHERE " + where + " AND " + DATA))
                .containsExactlyInAnyOrder("1", "2", "3");
        assertOneCallForEachFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(VALUES ('854', '2', 'two'), ('854', '3', 'three'), ('854', '3', 'again')) AS i(space, id, title)",
                "(SELECT CAST(space AS VARCHAR) AS space, CAST(id AS VARCHAR) AS id, title FROM files.ids) i",
                "read_csv('854', '1', all_varchar => true) i",
                "(SELECT fields[1] AS space, fields[2] AS id, fields[3] AS title FROM file_content WHERE space_id = '854'"
                        + " AND dentry_id = '1' AND record_number > 1) i",
                "(SELECT CAST(space AS VARCHAR) AS space, CAST(id AS VARCHAR) AS id, title FROM files.ids WHERE title IN"
                        + " (SELECT title FROM read_csv('854', '1'))) i",
                "(SELECT min(fields[1]) AS space, fields[2] AS id, fields[3] AS title FROM file_content WHERE space_id ="
                        + " '854' AND dentry_id = '1' AND record_number > 1 GROUP BY fields[2], fields[3]) i"
            })
    void functionsTakeIdsFromEachKindOfLeftSide(String left) throws Exception {
        assertThat(files.rows("SELECT i.title, f.n FROM " + left
                        + ", LATERAL TABLE(read_csv(i.space, i.id, columns => 'n BIGINT')) AS f"))
                .containsExactlyInAnyOrder("two|1", "two|2", "three|3", "again|3");
        assertThat(files.rows("SELECT i.title, count(*) FROM " + left
                        + " CROSS JOIN LATERAL read_text(i.space, i.id) AS f GROUP BY i.title"))
                .containsExactlyInAnyOrder("two|3", "three|2", "again|2");
        assertThat(files.rows("SELECT i.title, OCTET_LENGTH(f.data) FROM " + left
                        + " JOIN LATERAL TABLE(read_blob(i.space, i.id)) AS f ON TRUE WHERE i.title <> 'again'"))
                .containsExactlyInAnyOrder("two|6", "three|4");
        assertThat(files.rows("SELECT i.title, f.dentry_id FROM " + left
                        + " LEFT JOIN LATERAL TABLE(download_info(i.space, i.id)) AS f ON TRUE"))
                .containsExactlyInAnyOrder("two|2", "three|3", "again|3");
        assertThat(files.rows("SELECT i.title, (SELECT max(f.n) FROM TABLE(read_csv(i.space, i.id, columns => 'n"
                        + " BIGINT')) AS f) FROM " + left))
                .containsExactlyInAnyOrder("two|2", "three|3", "again|3");
        assertOneCallForEachFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(VALUES ('4')) AS i(id)",
                "(SELECT CAST(id + 2 AS VARCHAR) AS id FROM files.ids WHERE title = 'two') i",
                "(SELECT CAST(CAST(fields[2] AS INTEGER) + 2 AS VARCHAR) AS id FROM file_content WHERE space_id = '854'"
                        + " AND dentry_id = '1' AND record_number = 2) i"
            })
    void jsonTakesIdsFromEachKindOfLeftSide(String left) throws Exception {
        assertThat(files.rows("SELECT f.n FROM " + left
                        + ", LATERAL TABLE(read_json('854', i.id, columns => 'n BIGINT')) AS f"))
                .containsExactly("1");
    }
}
