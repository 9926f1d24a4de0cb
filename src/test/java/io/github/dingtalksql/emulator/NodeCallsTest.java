// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static io.github.dingtalksql.emulator.EmulatorClient.code;
import static io.github.dingtalksql.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeCallsTest {
    private static final String PATH = "/v2.0/wiki/nodes";
    private static final String LINK = "https://alidocs.dingtalk.com/i/nodes/";

    private DingTalkEmulator emulator;
    private EmulatorClient client;
    private String operator;
    private JsonNode roots;

    @BeforeEach
    void start() throws Exception {
        emulator = DingTalkEmulator.builder().samples().callsPerSecond(1_000).start();
        client = new EmulatorClient(emulator);
        operator = emulator.unionId();
        roots = json(client.call("/v2.0/wiki/workspaces", "operatorId", operator))
                .path("workspaces");
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void showsAFileAsDocumented() throws Exception {
        JsonNode node = child(root(0), "sales_2026.csv");
        assertThat(node.path("nodeId").textValue()).matches("[0-9A-Za-z]{32}");
        assertThat(node.path("workspaceId")).isEqualTo(roots.path(0).path("workspaceId"));
        assertThat(node.path("size").longValue()).isEqualTo(15_246);
        assertThat(node.path("type").textValue()).isEqualTo("FILE");
        assertThat(node.path("category").textValue()).isEqualTo("DOCUMENT");
        assertThat(node.path("extension").textValue()).isEqualTo("csv");
        assertThat(node.path("url").textValue()).isEqualTo(LINK + id(node));
        assertThat(node.path("creatorId").textValue()).isEqualTo(emulator.userId());
        assertThat(node.path("createTime").textValue()).isEqualTo("2026-01-05T01:30Z");
        assertThat(node.path("modifiedTime").textValue()).isEqualTo("2026-07-01T02:00Z");
        assertThat(node.path("modifiedTimestamp").longValue()).isEqualTo(1_782_871_200_000L);
        assertThat(node.path("hasChildren").booleanValue()).isFalse();
        assertThat(node.has("permissionRole")).isFalse();
        assertThat(node.has("statisticalInfo")).isFalse();
    }

    @Test
    void listsOneHundredAndTwentyMeetingsInThreePages() throws Exception {
        String meetings = id(child(root(1), "Meetings"));
        List<String> names = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        JsonNode page = list(meetings);
        names.addAll(page.path("nodes").findValuesAsText("name"));
        sizes.add(page.path("nodes").size());
        while (page.has("nextToken")) {
            page = list(meetings, "nextToken", page.path("nextToken").textValue());
            names.addAll(page.path("nodes").findValuesAsText("name"));
            sizes.add(page.path("nodes").size());
        }
        assertThat(sizes).containsExactly(50, 50, 20);
        assertThat(names).hasSize(120).doesNotHaveDuplicates().startsWith("Meeting 001.adoc");
    }

    @Test
    void hasFoldersThreeDeepAndSomeHundredNodes() throws Exception {
        String reports = id(child(root(0), "Reports"));
        JsonNode region = child(id(child(reports, "2026")), "华北");
        assertThat(region.path("type").textValue()).isEqualTo("FOLDER");
        assertThat(region.path("hasChildren").booleanValue()).isTrue();
        assertThat(region.has("extension")).isFalse();
        assertThat(list(id(region)).path("nodes")).hasSize(6);
        assertThat(below(root(0)) + below(root(1))).isBetween(200, 300);
    }

    @Test
    void listsWhatCannotBeDownloaded() throws Exception {
        JsonNode planning = list(id(child(root(0), "Planning"))).path("nodes");
        assertThat(planning.findValuesAsText("extension")).containsExactly("adoc", "axls", "dlink");
        assertThat(planning.findValuesAsText("category")).containsExactly("ALIDOC", "ALIDOC", "OTHER");
        assertThat(planning.findValuesAsText("type")).containsExactly("FILE", "FILE", "FOLDER");
        JsonNode archive = list(id(child(root(0), "Archive")), "withPermissionRole", "true");
        assertThat(archive.path("nodes").findValuesAsText("permissionRole"))
                .hasSize(9)
                .startsWith("OWNER", "NONE", "OWNER");
        assertThat(code(client.call(PATH, "operatorId", operator, "parentNodeId", id(planning.path(2)))))
                .isEqualTo("400 paramError");
    }

    @Test
    void givesAWrongSizeOfOneFile() throws Exception {
        assertThat(child(root(1), "sensor_readings.csv").path("size").longValue())
                .isEqualTo(1_024);
        assertThat(client.get(client.info("860", "2021")).body()).hasSizeGreaterThan(4_000);
    }

    @Test
    void givesStatisticsAndRoleIfAskedFor() throws Exception {
        String document = id(child(root(1), "Architecture.adoc"));
        JsonNode plain = node(document);
        assertThat(plain.has("statisticalInfo")).isFalse();
        JsonNode full = node(document, "withStatisticalInfo", "true", "withPermissionRole", "true");
        assertThat(full.at("/statisticalInfo/wordCount").longValue()).isPositive();
        assertThat(full.path("permissionRole").textValue()).isEqualTo("OWNER");
        assertThat(node(root(1)).path("name").textValue()).isEqualTo("Engineering");
    }

    @Test
    void givesManyAndLeavesOutWhatIsNotThere() throws Exception {
        String body = "{\"nodeIds\":[\"" + root(1) + "\",\"none\",\"" + root(0)
                + "\"],\"option\":{\"withPermissionRole\":true}}";
        JsonNode nodes = json(client.callWithBody(PATH + "/batchQuery", body, "operatorId", operator))
                .path("nodes");
        assertThat(nodes.findValuesAsText("name")).containsExactly("Engineering", "Sales");
        assertThat(nodes.findValuesAsText("permissionRole")).containsExactly("OWNER", "OWNER");
        assertThat(code(client.callWithBody(PATH + "/batchQuery", manyIds(21), "operatorId", operator)))
                .isEqualTo("400 paramError");
        assertThat(json(client.callWithBody(PATH + "/batchQuery", manyIds(20), "operatorId", operator))
                        .path("nodes"))
                .isEmpty();
        assertThat(code(client.callWithBody(PATH + "/batchQuery", "{}", "operatorId", operator)))
                .isEqualTo("400 MissingnodeIds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?utm_source=im&corpId=x", "#heading", "/"})
    void findsANodeByItsLink(String rest) throws Exception {
        String id = id(child(root(0), "app.log"));
        assertThat(json(byUrl(LINK + id + rest)).at("/node/name").textValue()).isEqualTo("app.log");
    }

    @ParameterizedTest
    @CsvSource({
        "https://alidocs.dingtalk.com/i/nodes/none, 404 nodeNotExist",
        "https://alidocs.dingtalk.com/i/desktop, 400 paramError",
        "https://example.com/i/nodes/none, 400 paramError",
        "none, 400 paramError",
    })
    void refusesOtherLinks(String link, String expected) throws Exception {
        assertThat(code(byUrl(link))).isEqualTo(expected);
    }

    @Test
    void needsALink() throws Exception {
        assertThat(code(client.callWithBody(PATH + "/queryByUrl", "{}", "operatorId", operator)))
                .isEqualTo("400 Missingurl");
    }

    @ParameterizedTest
    @CsvSource({
        "maxResults, 51, 400 paramError",
        "maxResults, -1, 400 paramError",
        "withPermissionRole, 1, 400 paramError",
        "nextToken, p+/AAAA, 400 paramError",
    })
    void refusesWrongParameters(String name, String value, String expected) throws Exception {
        assertThat(code(client.call(PATH, "operatorId", operator, "parentNodeId", root(0), name, value)))
                .isEqualTo(expected);
    }

    @Test
    void refusesParentsThatAreNotThere() throws Exception {
        assertThat(code(client.call(PATH, "operatorId", operator))).isEqualTo("400 MissingparentNodeId");
        assertThat(code(client.call(PATH, "operatorId", operator, "parentNodeId", "none")))
                .isEqualTo("404 parentNodeNotExist");
        assertThat(code(client.call(PATH + "/none", "operatorId", operator))).isEqualTo("404 nodeNotExist");
    }

    @Test
    void keepsAnOperatorOutOfAnotherKnowledgeBase() throws Exception {
        String colleague = emulator.colleagueUnionId();
        assertThat(code(client.call(PATH, "operatorId", colleague, "parentNodeId", root(0))))
                .isEqualTo("403 permissionDenied");
        assertThat(code(client.call(PATH + "/" + root(0), "operatorId", colleague)))
                .isEqualTo("403 permissionDenied");
        assertThat(client.call(PATH, "operatorId", colleague, "parentNodeId", root(1))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theTokenOfOneListIsNoneOfAnother() throws Exception {
        String token = list(root(0), "maxResults", "1").path("nextToken").textValue();
        assertThat(code(client.call(PATH, "operatorId", operator, "parentNodeId", root(1), "nextToken", token)))
                .isEqualTo("400 paramError");
        assertThat(code(client.send(HttpRequest.newBuilder(URI.create(emulator.endpoint() + PATH + "?operatorId="
                                + operator + "&parentNodeId=" + root(0) + "&nextToken=" + token))
                        .header("x-acs-dingtalk-access-token", emulator.accessToken()))))
                .as("a token that the client did not encode")
                .isEqualTo("400 paramError");
        assertThat(list(root(0), "nextToken", token).path("nodes")).isNotEmpty();
    }

    private int below(String parent) throws Exception {
        int count = 0;
        JsonNode page = list(parent);
        while (true) {
            for (JsonNode node : page.path("nodes")) {
                count += 1 + (node.path("hasChildren").booleanValue() ? below(id(node)) : 0);
            }
            if (!page.has("nextToken")) {
                return count;
            }
            page = list(parent, "nextToken", page.path("nextToken").textValue());
        }
    }

    private String root(int index) {
        return roots.path(index).path("rootNodeId").textValue();
    }

    private JsonNode child(String parent, String name) throws Exception {
        for (JsonNode node : list(parent).path("nodes")) {
            if (node.path("name").textValue().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("no " + name);
    }

    private JsonNode list(String parent, String... more) throws Exception {
        List<String> parameters = new ArrayList<>(List.of("operatorId", operator, "parentNodeId", parent));
        Collections.addAll(parameters, more);
        return json(client.call(PATH, parameters.toArray(new String[0])));
    }

    private JsonNode node(String id, String... more) throws Exception {
        List<String> parameters = new ArrayList<>(List.of("operatorId", operator));
        Collections.addAll(parameters, more);
        return json(client.call(PATH + "/" + id, parameters.toArray(new String[0])))
                .path("node");
    }

    private HttpResponse<byte[]> byUrl(String link) throws Exception {
        return client.callWithBody(PATH + "/queryByUrl", "{\"url\":\"" + link + "\"}", "operatorId", operator);
    }

    private static String id(JsonNode node) {
        return node.path("nodeId").textValue();
    }

    private static String manyIds(int count) {
        return "{\"nodeIds\":[" + String.join(",", Collections.nCopies(count, "\"none\"")) + "]}";
    }
}
