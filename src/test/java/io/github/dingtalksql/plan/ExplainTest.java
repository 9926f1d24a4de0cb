// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EXPLAIN tells of each scan its keys, where they come from, what is left to filter, and the calls; and reads nothing. */
class ExplainTest {
    private final FakeFilesTable files = new FakeFilesTable("files", List.of(), new FanOut(4, false));
    private final FakeFilesTable ids = new FakeFilesTable("ids", List.of());
    private final FakeDatabase database = new FakeDatabase(files, ids);

    @AfterEach
    void nothingWasRead() {
        assertThat(files.opened).isEmpty();
        assertThat(ids.opened).isEmpty();
    }

    /** {@code I} stands for the conditions that name the file of ids; {@code ~} parts what the plan has to show. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "SELECT content FROM files WHERE space_id = ? AND dentry_id = '798' AND content LIKE 'a%';"
                        + " files(space_id=?0, dentry_id='798')~calls=[at most 1]~LIKE",
                "SELECT content FROM files WHERE space_id = '854' AND dentry_id IN ('1', '2', '3', '4', '5');"
                        + " (5 alternatives)~calls=[at most 5]",
                "SELECT f.content FROM ids i JOIN files f ON f.dentry_id = i.content WHERE I AND f.space_id = '854';"
                        + " EnumerableKeyedCorrelate(correlation=[$cor0], joinType=[inner]~ids(space_id='1',"
                        + " dentry_id='1')~files(space_id='854', dentry_id=$cor0.content)~at most 1 for each row of $cor0",
                "SELECT i.content, (SELECT count(*) FROM files f WHERE f.space_id = '854' AND f.dentry_id = i.content)"
                        + " FROM ids i WHERE I; EnumerableKeyedCorrelate~joinType=[left]~dentry_id=$cor~COUNT()~at most 1"
                        + " for each row of $cor",
                "SELECT a.content FROM files a JOIN files b ON a.space_id = b.space_id AND a.dentry_id = b.dentry_id"
                        + " WHERE a.space_id = '854' AND a.dentry_id = '798'; EnumerableHashJoin~files(space_id='854',"
                        + " dentry_id='798')~calls=[at most 1]",
                "SELECT f.content FROM ids i JOIN files f ON f.version = i.byte_offset WHERE I AND f.space_id = '854' AND"
                        + " f.dentry_id = '798'; EnumerableKeyedCorrelate~version=$cor0.byte_offset",
                "SELECT f.content FROM ids i JOIN files f ON f.space_id = '854' AND f.dentry_id = i.content AND"
                        + " f.byte_offset = i.byte_offset WHERE I; dentry_id=$cor0.content~byte_offset=$cor0.byte_offset",
                "SELECT content FROM files f WHERE f.space_id = '854' AND EXISTS (SELECT 1 FROM ids i WHERE I AND"
                        + " i.content = f.dentry_id); files(space_id='854', dentry_id=$cor~ids(space_id='1', dentry_id='1')",
                "SELECT content FROM files WHERE space_id = '854' AND dentry_id = '798' LIMIT 3;"
                        + " EnumerableExactLimit(fetch=[3])~calls=[at most 1]",
            })
    void showsWhereTheKeysComeFrom(String sql, String shown) {
        String plan = database.plan(sql.replace("WHERE I", "WHERE i.space_id = '1' AND i.dentry_id = '1'"));
        assertThat(plan).contains(shown.strip().split("~"));
    }
}
