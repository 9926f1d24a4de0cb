// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static io.github.dingtalksql.emulator.EmulatorClient.code;
import static io.github.dingtalksql.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DentryIdCallsTest {
    private static final String PATH = "/v2.0/doc/dentries/";

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

    @ParameterizedTest
    @CsvSource({"854, 798", "854, 902", "854, 601", "854, 651", "860, 4031"})
    void givesBothNamesEitherWay(String spaceId, String dentryId) throws Exception {
        JsonNode names =
                json(client.call(PATH + dentryId + "/queryDentryUuid", "spaceId", spaceId, "operatorId", operator));
        String uuid = names.path("dentryUuid").textValue();
        assertThat(names.path("spaceId").textValue()).isEqualTo(spaceId);
        assertThat(names.path("dentryId").textValue()).isEqualTo(dentryId);
        assertThat(json(client.call(PATH + uuid + "/queryDentryId", "operatorId", operator)))
                .isEqualTo(names);
        assertThat(client.call("/v2.0/wiki/nodes/" + uuid, "operatorId", operator)
                        .statusCode())
                .as("the uuid is the node's id")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "854, 999, 404 documentNotExist",
        "855, 798, 404 documentNotExist",
        "854, 653, 404 documentNotExist",
        "854, 0, 404 documentNotExist",
        "8x4, 798, 400 paramError",
        "854, 7x8, 400 paramError",
    })
    void refusesWhatHasNoUuid(String spaceId, String dentryId, String expected) throws Exception {
        assertThat(code(client.call(PATH + dentryId + "/queryDentryUuid", "spaceId", spaceId, "operatorId", operator)))
                .isEqualTo(expected);
    }

    @Test
    void refusesUuidsThatAreNotThere() throws Exception {
        assertThat(code(client.call(PATH + "none/queryDentryId", "operatorId", operator)))
                .isEqualTo("404 documentNotExist");
    }

    @Test
    void needsAnOperatorWhoMayReadIt() throws Exception {
        String path = PATH + "798/queryDentryUuid";
        assertThat(code(client.call(path, "spaceId", "854"))).isEqualTo("400 MissingoperatorId");
        assertThat(code(client.call(path, "operatorId", operator))).isEqualTo("400 MissingspaceId");
        JsonNode denied = json(client.call(path, "spaceId", "854", "operatorId", emulator.colleagueUnionId()));
        assertThat(denied.path("code").textValue()).isEqualTo("permissionDenied");
        assertThat(denied.path("message").textValue()).isEqualTo("The operator has no permission.");
        JsonNode userId = json(client.call(path, "spaceId", "854", "operatorId", emulator.userId()));
        assertThat(userId.path("code").textValue()).isEqualTo("paramError");
        assertThat(userId.path("message").textValue()).contains("operatorId");
    }
}
