// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenEndpointTest {
    private final FakeClock clock = new FakeClock();
    private DingTalkEmulator emulator;
    private EmulatorClient client;

    @BeforeEach
    void start() throws Exception {
        emulator = DingTalkEmulator.builder().samples().clock(clock).start();
        client = new EmulatorClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void givesATokenForTwoHours() throws Exception {
        HttpResponse<byte[]> response = client.token(emulator.appKey(), emulator.appSecret());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(EmulatorClient.json(response).path("expireIn").longValue()).isEqualTo(7200);
        assertThat(EmulatorClient.json(response).path("accessToken").textValue())
                .isNotEmpty();
        assertThat(EmulatorClient.header(response, "content-type")).isEqualTo("application/json;charset=utf-8");
    }

    @Test
    void givesTheSameTokenWithinItsValidityAndRenewsIt() throws Exception {
        String first = client.token();
        clock.advance(Duration.ofSeconds(7199));
        assertThat(client.token()).isEqualTo(first);
        clock.advance(Duration.ofSeconds(7199));
        assertThat(client.token()).isEqualTo(first);
    }

    @Test
    void givesAnotherTokenAfterItsEnd() throws Exception {
        String first = client.token();
        clock.advance(Duration.ofSeconds(7200));
        assertThat(EmulatorClient.code(client.downloadInfoWithToken(first))).isEqualTo("400 InvalidAuthentication");
        assertThat(client.token()).isNotEqualTo(first);
    }

    @Test
    void expiresTokensOnDemand() throws Exception {
        String first = client.token();
        emulator.expireTokens();
        assertThat(EmulatorClient.code(client.downloadInfoWithToken(first))).isEqualTo("400 InvalidAuthentication");
        assertThat(client.downloadInfoWithToken(client.token()).statusCode()).isEqualTo(200);
        assertThat(EmulatorClient.code(client.downloadInfoWithToken(first))).isEqualTo("400 InvalidAuthentication");
    }

    @Test
    void refusesWrongCredentials() throws Exception {
        assertThat(EmulatorClient.code(client.token(emulator.appKey(), "wrong")))
                .isEqualTo("400 invalidClientIdOrSecret");
        assertThat(EmulatorClient.code(client.token("wrong", emulator.appSecret())))
                .isEqualTo("400 invalidClientIdOrSecret");
        assertThat(EmulatorClient.code(client.post("/v1.0/oauth2/accessToken", "{\"appKey\":1}")))
                .isEqualTo("400 invalidClientIdOrSecret");
    }

    @Test
    void refusesAFormAndAnAbsentBody() throws Exception {
        URI url = URI.create(emulator.endpoint() + "/v1.0/oauth2/accessToken");
        HttpResponse<byte[]> form = client.send(HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("appKey=a&appSecret=b")));
        assertThat(EmulatorClient.code(form)).isEqualTo("400 Missingbody");
        assertThat(EmulatorClient.json(form).path("message").textValue())
                .isEqualTo("body is mandatory for this action.");
        assertThat(EmulatorClient.code(client.post("/v1.0/oauth2/accessToken", "")))
                .isEqualTo("400 Missingbody");
    }

    @Test
    void errorsHaveTheShapeOfTheGateway() throws Exception {
        HttpResponse<byte[]> response = client.token("wrong", "wrong");
        assertThat(EmulatorClient.json(response).path("requestid").textValue())
                .matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
                .isEqualTo(EmulatorClient.header(response, "x-acs-request-id"));
        assertThat(EmulatorClient.json(response).size()).isEqualTo(3);
    }

    @Test
    void unknownPathsAreErrorsInJson() throws Exception {
        assertThat(EmulatorClient.code(client.post("/v1.0/nothing", "{}"))).isEqualTo("404 InvalidAction.NotFound");
        assertThat(emulator.calls(CallKind.UNKNOWN)).isEqualTo(1);
    }
}
