// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static io.github.dingtalksql.emulator.EmulatorClient.code;
import static io.github.dingtalksql.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceCallsTest {
    private static final String PATH = "/v2.0/wiki/workspaces";

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
    void listsBothKnowledgeBasesAsDocumented() throws Exception {
        JsonNode answer = json(client.call(PATH, "operatorId", operator, "withPermissionRole", "true"));
        assertThat(answer.has("nextToken")).isFalse();
        assertThat(answer.path("workspaces").findValuesAsText("name")).containsExactly("Sales", "Engineering");
        JsonNode sales = answer.path("workspaces").path(0);
        assertThat(sales.path("workspaceId").textValue()).hasSize(16).isNotEqualTo("854");
        assertThat(sales.path("rootNodeId").textValue()).hasSize(32);
        assertThat(sales.path("type").textValue()).isEqualTo("TEAM");
        assertThat(sales.path("creatorId").textValue()).isEqualTo(emulator.userId());
        assertThat(sales.path("createTime").textValue()).isEqualTo("2026-01-05T01:30Z");
        assertThat(sales.path("permissionRole").textValue()).isEqualTo("OWNER");
        assertThat(sales.has("teamId")).isFalse();
    }

    @Test
    void ordersByTimeOfCreation() throws Exception {
        JsonNode answer = json(client.call(PATH, "operatorId", operator, "orderBy", "CREATE_TIME_DESC"));
        assertThat(answer.path("workspaces").findValuesAsText("name")).containsExactly("Engineering", "Sales");
    }

    @Test
    void listsInPagesToTheEnd() throws Exception {
        JsonNode first = json(client.call(PATH, "operatorId", operator, "maxResults", "1"));
        String token = first.path("nextToken").textValue();
        JsonNode second = json(client.call(PATH, "operatorId", operator, "maxResults", "1", "nextToken", token));
        assertThat(first.path("workspaces").findValuesAsText("name")).containsExactly("Sales");
        assertThat(second.path("workspaces").findValuesAsText("name")).containsExactly("Engineering");
        assertThat(second.has("nextToken")).isFalse();
    }

    @Test
    void hidesWhatAnOperatorMayNotRead() throws Exception {
        String colleague = emulator.colleagueUnionId();
        JsonNode list = json(client.call(PATH, "operatorId", colleague, "withPermissionRole", "true"));
        assertThat(list.path("workspaces").findValuesAsText("name")).containsExactly("Engineering");
        assertThat(list.path("workspaces").findValuesAsText("permissionRole")).containsExactly("READER");
        String sales = id(0);
        assertThat(code(client.call(PATH + "/" + sales, "operatorId", colleague)))
                .isEqualTo("403 permissionDenied");
        assertThat(json(client.callWithBody(PATH + "/batchQuery", ids(sales, id(1)), "operatorId", colleague))
                        .path("workspaces")
                        .findValuesAsText("name"))
                .containsExactly("Engineering");
    }

    @Test
    void givesOneAndMany() throws Exception {
        JsonNode one =
                json(client.call(PATH + "/" + id(1), "operatorId", operator)).path("workspace");
        assertThat(one.path("name").textValue()).isEqualTo("Engineering");
        assertThat(one.has("permissionRole")).isFalse();
        String body = "{\"workspaceIds\":[\"" + id(1) + "\",\"none\"],\"option\":{\"withPermissionRole\":true}}";
        JsonNode many = json(client.callWithBody(PATH + "/batchQuery", body, "operatorId", operator));
        assertThat(many.path("workspaces")).hasSize(1);
        assertThat(many.at("/workspaces/0/permissionRole").textValue()).isEqualTo("OWNER");
    }

    @Test
    void givesTheOperatorsOwnDocumentsWhichNoListShows() throws Exception {
        JsonNode mine = json(client.call("/v2.0/wiki/mineWorkspaces", "operatorId", operator))
                .path("workspace");
        assertThat(mine.path("type").textValue()).isEqualTo("PERSONAL");
        JsonNode nodes = json(client.call(
                "/v2.0/wiki/nodes",
                "operatorId",
                operator,
                "parentNodeId",
                mine.path("rootNodeId").textValue()));
        assertThat(nodes.path("nodes").isArray()).isTrue();
        assertThat(nodes.path("nodes")).isEmpty();
        assertThat(code(client.call("/v2.0/wiki/mineWorkspaces", "operatorId", emulator.colleagueUnionId())))
                .isEqualTo("404 workspaceNotExist");
    }

    @ParameterizedTest
    @CsvSource({
        "maxResults, 31, 400 paramError",
        "maxResults, 0, 400 paramError",
        "maxResults, ten, 400 paramError",
        "orderBy, NAME, 400 paramError.orderBy",
        "withPermissionRole, yes, 400 paramError",
        "nextToken, abc, 400 paramError",
        "teamId, 7, 404 teamNotExist",
    })
    void refusesWrongParameters(String name, String value, String expected) throws Exception {
        assertThat(code(client.call(PATH, "operatorId", operator, name, value))).isEqualTo(expected);
    }

    @Test
    void tellsAWorkspaceFromANodeAndFromNothing() throws Exception {
        String root = json(client.call(PATH, "operatorId", operator))
                .at("/workspaces/0/rootNodeId")
                .textValue();
        assertThat(code(client.call(PATH + "/" + root, "operatorId", operator))).isEqualTo("400 isNotWorkspace");
        assertThat(code(client.call(PATH + "/none", "operatorId", operator))).isEqualTo("404 workspaceNotExist");
    }

    @Test
    void refusesBatchesThatAreEmptyOrTooLarge() throws Exception {
        String[] many = IntStream.range(0, 21).mapToObj(Integer::toString).toArray(String[]::new);
        for (String body : List.of("{}", "{\"workspaceIds\":[]}")) {
            assertThat(code(client.callWithBody(PATH + "/batchQuery", body, "operatorId", operator)))
                    .isEqualTo("400 MissingworkspaceIds");
        }
        assertThat(code(client.callWithBody(PATH + "/batchQuery", ids(many), "operatorId", operator)))
                .isEqualTo("400 paramError");
        assertThat(code(client.callWithBody(PATH + "/batchQuery", "{\"workspaceIds\":[1]}", "operatorId", operator)))
                .isEqualTo("400 paramError");
    }

    @Test
    void needsTheUnionIdOfAMember() throws Exception {
        assertThat(code(client.call(PATH))).isEqualTo("400 MissingoperatorId");
        assertThat(code(client.call(PATH, "operatorId", "somebody"))).isEqualTo("403 permissionDenied");
        JsonNode userId = json(client.call(PATH, "operatorId", emulator.userId()));
        assertThat(userId.path("code").textValue()).isEqualTo("paramError");
        assertThat(userId.path("message").textValue()).contains("operatorId");
    }

    private String id(int index) throws Exception {
        return json(client.call(PATH, "operatorId", operator))
                .path("workspaces")
                .path(index)
                .path("workspaceId")
                .textValue();
    }

    private static String ids(String... ids) {
        return "{\"workspaceIds\":[\"" + String.join("\",\"", ids) + "\"]}";
    }
}
