// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static io.github.dingtalksql.emulator.EmulatorClient.code;
import static io.github.dingtalksql.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DentryCallsTest {
    private static final String SPACES = "/v1.0/storage/spaces/";
    private static final String SALES = SPACES + "854/dentries";

    private DingTalkEmulator emulator;
    private EmulatorClient client;
    private String operator;

    @BeforeEach
    void start() throws Exception {
        emulator = DingTalkEmulator.builder().samples().callsPerSecond(1_000).start();
        client = new EmulatorClient(emulator);
        operator = emulator.unionId();
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void showsADentryAsDocumented() throws Exception {
        JsonNode dentry = dentry("854", "811", "{}");
        assertThat(dentry.path("id").textValue()).isEqualTo("811");
        assertThat(dentry.path("spaceId").textValue()).isEqualTo("854");
        assertThat(dentry.path("parentId").textValue()).isEqualTo("603");
        assertThat(dentry.path("type").textValue()).isEqualTo("FILE");
        assertThat(dentry.path("name").textValue()).isEqualTo("orders_2026_01.csv");
        assertThat(dentry.path("path").textValue()).isEqualTo("/Reports/2026/华东/orders_2026_01.csv");
        assertThat(dentry.path("size").longValue())
                .isEqualTo(client.get(client.info("854", "811")).body().length);
        assertThat(dentry.path("version").longValue()).isEqualTo(1);
        assertThat(dentry.path("status").textValue()).isEqualTo("NORMAL");
        assertThat(dentry.path("creatorId").textValue())
                .as("a unionId, unlike in the wiki")
                .isEqualTo(operator);
        assertThat(dentry.path("createTime").textValue()).isEqualTo("2026-01-28T14:01Z");
        assertThat(dentry.path("modifiedTime").textValue()).isEqualTo("2026-01-28T14:01:41Z");
        assertThat(dentry.path("category").textValue()).isEqualTo("DOCUMENT");
        assertThat(dentry.path("storageDriver").textValue()).isEqualTo("DINGTALK");
        assertThat(dentry.has("appProperties")).isFalse();
    }

    @Test
    void leavesOutWhatFoldersAndOnlineDocumentsDoNotHave() throws Exception {
        JsonNode folder = dentry("854", "601", "{}");
        assertThat(folder.path("type").textValue()).isEqualTo("FOLDER");
        assertThat(folder.has("size") || folder.has("extension") || folder.has("category"))
                .isFalse();
        JsonNode document = dentry("854", "651", "{}");
        assertThat(document.path("storageDriver").textValue()).isEqualTo("ALIDOC");
        assertThat(document.path("category").textValue()).isEqualTo("ALI_DOC");
        assertThat(dentry("854", "653", "{}").path("category").textValue()).isEqualTo("SHORTCUT");
    }

    @Test
    void givesPropertiesOfAppsAsAMapIfAskedFor() throws Exception {
        JsonNode dentry =
                dentry("860", "2022", "{\"option\":{\"appIdsForAppProperties\":[\"a\"],\"withThumbnail\":true}}");
        assertThat(dentry.at("/appProperties/a/0/visibility").textValue()).isEqualTo("PUBLIC");
        assertThat(dentry.at("/thumbnail/width").isInt()).isTrue();
        assertThat(code(client.callWithBody(
                        SALES + "/798/query", "{\"option\":{\"withThumbnail\":1}}", "unionId", operator)))
                .isEqualTo("400 paramError");
    }

    @Test
    void listsChildrenInTheOrdersThatItIsAskedFor() throws Exception {
        assertThat(ids(children("parentId", "603"))).containsExactly("816", "815", "814", "813", "812", "811");
        assertThat(ids(children("parentId", "603", "order", "ASC", "orderBy", "NAME")))
                .containsExactly("811", "812", "813", "814", "815", "816");
        assertThat(ids(children("parentId", "0", "orderBy", "SIZE", "maxResults", "2")))
                .containsExactly("799", "798");
        assertThat(ids(children("parentId", "0", "orderBy", "CREATE_TIME", "order", "ASC")))
                .contains("601", "610", "611", "798", "802");
        JsonNode last = children("parentId", "603");
        assertThat(last.path("nextToken").textValue())
                .as("an empty token ends this list")
                .isEmpty();
    }

    @Test
    void listsAllDentriesToTheEndByModifiedTime() throws Exception {
        List<String> ids = new ArrayList<>();
        List<String> times = new ArrayList<>();
        String token = "";
        do {
            String body = "{\"option\":{\"maxResults\":40,\"nextToken\":\"" + token + "\"}}";
            JsonNode page = json(client.callWithBody(SPACES + "860/dentries/listAll", body, "unionId", operator));
            ids.addAll(ids(page));
            times.addAll(page.path("dentries").findValuesAsText("modifiedTime"));
            token = page.path("nextToken").textValue();
        } while (!token.isEmpty());
        assertThat(ids).hasSizeGreaterThan(160).doesNotHaveDuplicates().contains("2005", "4001", "3120");
        assertThat(times).isSorted();
        assertThat(emulator.calls(CallKind.ALL_DENTRIES)).isEqualTo(ids.size() / 40 + 1);
    }

    @Test
    void listsAllInTheOtherDirection() throws Exception {
        String path = SPACES + "860/dentries/listAll";
        JsonNode newest = json(client.callWithBody(path, "{\"option\":{\"order\":\"DESC\"}}", "unionId", operator));
        assertThat(ids(newest)).hasSize(50).startsWith("4116", "4106");
        assertThat(ids(json(client.callWithBody(path, "{}", "unionId", operator))))
                .hasSize(50);
        assertThat(code(client.callWithBody(path, "{\"option\":{\"order\":\"UP\"}}", "unionId", operator)))
                .isEqualTo("400 paramError");
        assertThat(code(client.callWithBody(path, "{\"option\":{\"maxResults\":51}}", "unionId", operator)))
                .isEqualTo("400 paramError");
    }

    @Test
    void listsVersionsTheNewestFirst() throws Exception {
        JsonNode versions = json(client.call(SALES + "/798/versions", "unionId", operator));
        assertThat(versions.path("dentries").findValuesAsText("version")).containsExactly("2", "1");
        assertThat(versions.path("dentries").findValuesAsText("size")).containsExactly("15246", "5823");
        assertThat(versions.path("dentries").findValuesAsText("modifiedTime"))
                .containsExactly("2026-07-01T02:00:00Z", "2026-01-05T01:30:00Z");
        emulator.addVersion("854", "798", "new".getBytes(StandardCharsets.UTF_8));
        JsonNode more = json(client.call(SALES + "/798/versions", "unionId", operator, "maxResults", "1"));
        assertThat(more.at("/dentries/0/version").longValue()).isEqualTo(3);
        assertThat(more.at("/dentries/0/size").longValue()).isEqualTo(3);
        assertThat(more.path("nextToken").textValue()).isNotEmpty();
        assertThat(dentry("854", "798", "{}").path("version").longValue()).isEqualTo(3);
    }

    @Test
    void versionsOfWhatCannotBeDownloadedAreStillListed() throws Exception {
        JsonNode archived = json(client.call(SALES + "/901/versions", "unionId", operator));
        assertThat(archived.path("dentries").findValuesAsText("version")).containsExactly("1");
        assertThat(code(client.call(SALES + "/601/versions", "unionId", operator)))
                .isEqualTo("400 paramError");
        assertThat(code(client.call(SALES + "/999/versions", "unionId", operator)))
                .isEqualTo("404 dentryNotExist");
        assertThat(code(client.call(SALES + "/798/versions", "unionId", operator, "maxResults", "101")))
                .isEqualTo("400 paramError.maxResults");
        assertThat(code(client.call(SPACES + "x/dentries/798/versions", "unionId", operator)))
                .isEqualTo("400 paramError.spaceId");
    }

    @Test
    void failsPartsOfABatchOneByOne() throws Exception {
        JsonNode items = json(client.callWithBody(
                        SALES + "/query", "{\"dentryIds\":[\"798\",\"999\",\"0\"]}", "unionId", operator))
                .path("resultItems");
        assertThat(items.findValuesAsText("success")).containsExactly("true", "false", "false");
        assertThat(items.at("/0/dentry/name").textValue()).isEqualTo("sales_2026.csv");
        assertThat(items.at("/1/errorCode").textValue()).isEqualTo("dentryNotExist");
        assertThat(items.path(1).has("dentry")).isFalse();
        String many = "{\"dentryIds\":[" + String.join(",", Collections.nCopies(31, "\"798\"")) + "]}";
        assertThat(code(client.callWithBody(SALES + "/query", many, "unionId", operator)))
                .isEqualTo("400 paramError");
        assertThat(code(client.callWithBody(SALES + "/query", "{}", "unionId", operator)))
                .isEqualTo("400 MissingdentryIds");
    }

    @Test
    void describesASpace() throws Exception {
        JsonNode space = json(client.call(SPACES + "860", "unionId", operator)).path("space");
        assertThat(space.path("id").textValue()).isEqualTo("860");
        assertThat(space.path("name").textValue()).isEqualTo("Engineering");
        assertThat(space.path("ownerType").textValue()).isEqualTo("USER");
        assertThat(space.path("quota").longValue())
                .isGreaterThan(space.path("usedQuota").longValue());
        assertThat(space.at("/partitions/0/quota/type").textValue()).isEqualTo("SHARE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/dentries?parentId=0", "/dentries/798/versions", "/dentries/798/query", "/dentries/listAll"
            })
    void refusesSpacesAndOperatorsAlike(String rest) throws Exception {
        String query = rest.contains("?") ? "&unionId=" : "?unionId=";
        assertThat(answer(SPACES + "855" + rest + query + operator)).isEqualTo("404 spaceNotExist");
        assertThat(answer(SPACES + "8x5" + rest + query + operator)).startsWith("400 paramError");
        assertThat(answer(SPACES + "854" + rest + query)).isEqualTo("400 MissingunionId");
        assertThat(answer(SPACES + "854" + rest + query + "nobody")).isEqualTo("403 permissionDenied");
        assertThat(answer(SPACES + "854" + rest + query + emulator.userId())).isEqualTo("400 paramError");
        assertThat(answer(SPACES + "854" + rest + query + emulator.colleagueUnionId()))
                .isEqualTo("403 permissionDenied");
    }

    @ParameterizedTest
    @CsvSource({
        "parentId, 999, 404 dentryNotExist",
        "parentId, x, 400 paramError",
        "maxResults, 51, 400 paramError",
        "orderBy, AGE, 400 paramError",
        "order, UP, 400 paramError",
        "withThumbnail, 1, 400 paramError",
    })
    void refusesWrongParametersOfAList(String name, String value, String expected) throws Exception {
        Map<String, String> parameters = new HashMap<>(Map.of("unionId", operator, "parentId", "0"));
        parameters.put(name, value);
        List<String> flat = new ArrayList<>();
        parameters.forEach((key, text) -> Collections.addAll(flat, key, text));
        assertThat(code(client.call(SALES, flat.toArray(new String[0])))).isEqualTo(expected);
    }

    @Test
    void needsAParent() throws Exception {
        assertThat(code(client.call(SALES, "unionId", operator))).isEqualTo("400 MissingparentId");
    }

    @Test
    void aColleagueReadsAndDownloadsInOneSpaceOnly() throws Exception {
        String colleague = emulator.colleagueUnionId();
        assertThat(client.call(SPACES + "860/dentries/4001/versions", "unionId", colleague)
                        .statusCode())
                .isEqualTo(200);
        String rest = "/downloadInfos/query?unionId=" + colleague;
        assertThat(client.callWithBody(SPACES + "860/dentries/4001" + rest, "{}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(code(client.callWithBody(SALES + "/798" + rest, "{}"))).isEqualTo("403 permissionDenied");
    }

    @ParameterizedTest
    @CsvSource({"651, 400 operationNotSupported", "601, 400 operationNotSupported", "653, 400 operationNotSupported"})
    void documentsAndFoldersCannotBeDownloaded(String dentryId, String expected) throws Exception {
        assertThat(code(client.downloadInfo("854", dentryId, "{}"))).isEqualTo(expected);
    }

    @Test
    void everyFileOfTheListsCanBeDownloadedOrSaysWhyNot() throws Exception {
        for (EmulatedFile file : emulator.files()) {
            JsonNode dentry = dentry(file.spaceId(), file.dentryId(), "{}");
            assertThat(client.get(client.info(file.spaceId(), file.dentryId())).body())
                    .hasSize(dentry.path("size").intValue());
        }
        assertThat(new HashSet<>(emulator.files())).hasSizeBetween(80, 120);
    }

    @Test
    void writesTheFileIntoTheJournal() throws Exception {
        dentry("854", "798", "{}");
        JournalEntry entry = emulator.journal().get(0);
        assertThat(entry.kind()).isEqualTo(CallKind.DENTRY);
        assertThat(entry.file()).isEqualTo("854/798");
        assertThat(entry.body()).isEqualTo("{}");
    }

    private JsonNode dentry(String spaceId, String dentryId, String body) throws Exception {
        return json(client.callWithBody(
                        SPACES + spaceId + "/dentries/" + dentryId + "/query", body, "unionId", operator))
                .path("dentry");
    }

    private JsonNode children(String... more) throws Exception {
        List<String> parameters = new ArrayList<>(List.of("unionId", operator));
        Collections.addAll(parameters, more);
        return json(client.call(SALES, parameters.toArray(new String[0])));
    }

    private String answer(String path) throws Exception {
        boolean isPost = path.contains("/query") || path.contains("/listAll");
        return code(isPost ? client.callWithBody(path, "{}") : client.call(path));
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("dentries").forEach(dentry -> ids.add(dentry.path("id").textValue()));
        return ids;
    }
}
