// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static io.github.dingtalksql.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserEndpointTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private DingTalkEmulator emulator;
    private EmulatorClient client;

    @BeforeEach
    void start() throws Exception {
        emulator = DingTalkEmulator.builder().samples().monthlyQuota(0).start();
        client = new EmulatorClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void givesTheUnionIdOfAUserForAFormAndForJson() throws Exception {
        JsonNode ofForm = json(user(FORM, "language=zh_CN&userid=" + emulator.userId()));
        JsonNode ofJson = json(user("application/json", "{\"userid\":\"" + emulator.userId() + "\"}"));
        assertThat(ofForm.path("errcode").intValue()).isZero();
        assertThat(ofForm.path("errmsg").textValue()).isEqualTo("ok");
        assertThat(ofForm.at("/result/unionid").textValue()).isEqualTo(emulator.unionId());
        assertThat(ofForm.at("/result/userid").textValue()).isEqualTo(emulator.userId());
        assertThat(ofJson.path("result")).isEqualTo(ofForm.path("result"));
    }

    @ParameterizedTest
    @CsvSource({
        "userid=nobody, 60121",
        "userid=a%2Fb, 33012",
        "userid=, 400002",
        "language=zh_CN, 400002",
        "userid=manager7263&language=de, 400002",
    })
    void answersErrorsWithStatus200(String form, int expected) throws Exception {
        HttpResponse<byte[]> answer = user(FORM, form);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("errcode").intValue()).isEqualTo(expected);
        assertThat(json(answer).has("result")).isFalse();
    }

    @Test
    void needsATokenInTheQuery() throws Exception {
        assertThat(errcode(client.post("/topapi/v2/user/get", "{}"))).isEqualTo(41001);
        assertThat(errcode(client.post("/topapi/v2/user/get?access_token=wrong", "{}")))
                .isEqualTo(40014);
        assertThat(errcode(user("application/json", "{\"userid\":"))).isEqualTo(400002);
    }

    @Test
    void tellsTheMissingScope() throws Exception {
        try (DingTalkEmulator poor =
                DingTalkEmulator.builder().withoutScope("qyapi_get_member").start()) {
            String path = "/topapi/v2/user/get?access_token=" + poor.accessToken();
            JsonNode answer = json(new EmulatorClient(poor).post(path, "{}"));
            assertThat(answer.path("errcode").intValue()).isEqualTo(88);
            assertThat(answer.path("sub_code").textValue()).isEqualTo("60011");
            assertThat(answer.path("sub_msg").textValue()).contains("qyapi_get_member");
        }
    }

    @Test
    void followsInstructionsInItsOwnForm() throws Exception {
        emulator.instruct(
                Instruction.on(CallKind.USER).throttles(),
                Instruction.on(CallKind.USER).fails(200, "-1"));
        String form = "userid=" + emulator.userId();
        assertThat(errcode(user(FORM, form))).isEqualTo(90018);
        assertThat(errcode(user(FORM, form))).isEqualTo(-1);
        assertThat(errcode(user(FORM, form))).isZero();
    }

    @Test
    void keepsItsTokenOutOfTheJournal() throws Exception {
        String form = "userid=" + emulator.userId();
        user(FORM, form);
        assertThat(emulator.journal().get(0).query()).isEqualTo("access_token=***");
        assertThat(emulator.journal().get(0).body()).isEqualTo(form);
        assertThat(emulator.journal().toString()).doesNotContain(emulator.accessToken());
    }

    private HttpResponse<byte[]> user(String type, String body) throws Exception {
        URI url = URI.create(emulator.endpoint() + "/topapi/v2/user/get?access_token=" + emulator.accessToken());
        return client.send(HttpRequest.newBuilder(url)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static int errcode(HttpResponse<byte[]> response) throws Exception {
        return json(response).path("errcode").intValue();
    }
}
