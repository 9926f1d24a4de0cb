// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static io.github.dingtalksql.emulator.EmulatorClient.code;
import static io.github.dingtalksql.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadInfoEndpointTest {
    private static final String TOKEN_HEADER = "x-acs-dingtalk-access-token";

    private DingTalkEmulator emulator;
    private EmulatorClient client;

    @BeforeEach
    void start() throws Exception {
        emulator = DingTalkEmulator.builder().samples().start();
        client = new EmulatorClient(emulator);
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void answersAsDocumented() throws Exception {
        JsonNode answer = json(client.downloadInfo("854", "798", "{}"));
        assertThat(answer.path("protocol").textValue()).isEqualTo("HEADER_SIGNATURE");
        JsonNode info = answer.path("headerSignatureInfo");
        assertThat(info.path("resourceUrls").path(0).textValue()).startsWith(emulator.endpoint() + "/yundisk0/");
        assertThat(info.path("headers").path("Authorization").textValue()).startsWith("OSS ");
        assertThat(info.path("headers").path("x-oss-date").textValue()).endsWith(" GMT");
        assertThat(info.path("expirationSeconds").intValue()).isEqualTo(900);
        assertThat(info.path("region").textValue()).isEqualTo("ZHANGJIAKOU");
        assertThat(info.path("internalResourceUrls").isArray()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"option\":{}}",
                "{\"option\":null}",
                "{\"more\":[1],\"option\":{\"preferIntranet\":false,\"other\":1}}",
                "{\"option\":{\"version\":2,\"preferIntranet\":true}}"
            })
    void acceptsAnyWayToAskForTheCurrentVersion(String body) throws Exception {
        JsonNode info = json(client.downloadInfo("854", "798", body)).path("headerSignatureInfo");
        assertThat(client.get(info).body()).hasSize(15246);
    }

    @Test
    void givesAnOlderVersionWhenAsked() throws Exception {
        JsonNode info = json(client.downloadInfo("854", "798", "{\"option\":{\"version\":1}}"))
                .path("headerSignatureInfo");
        assertThat(client.get(info).body()).hasSize(5823);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "{\"option\":{\"version\":3}},               404 dentryNotExist",
                "{\"option\":{\"version\":0}},               400 paramError",
                "{\"option\":{\"version\":-1}},              400 paramError",
                "{\"option\":{\"version\":\"1\"}},           400 paramError",
                "{\"option\":{\"version\":1.5}},             400 paramError",
                "{\"option\":{\"version\":99999999999999999999}}, 400 paramError",
                "{\"option\":{\"preferIntranet\":\"no\"}},   400 paramError",
                "{\"option\":[]},                            400 paramError",
                "[],                                         400 paramError",
                "{\"option\":,                               400 paramError",
                "{} {},                                      400 paramError",
            })
    void refusesOtherBodies(String body, String expected) throws Exception {
        assertThat(code(client.downloadInfo("854", "798", body))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "854, 901, 400 fileArchived",
        "854, 902, 403 permissionDenied",
        "854, 903, 400 operationNotSupported",
        "854, 904, 400 dentryDownloadProtocolNotSupport",
        "854, 905, 403 orgAuthLevelNotEnough",
        "854, 906, 400 paramError",
        "854, 907, 500 systemError",
        "854, 908, 500 unknownError",
        "854, 909, 503 operationTimeout",
        "854, 999, 404 dentryNotExist",
        "855, 798, 404 spaceNotExist",
        "abc, 798, 400 paramError.spaceId",
        "854, 7x8, 400 paramError.dentryId",
        "854, 7%2F8, 400 paramError.dentryId",
    })
    void reachesEachDocumentedError(String spaceId, String dentryId, String expected) throws Exception {
        assertThat(code(client.downloadInfo(spaceId, dentryId, "{}"))).isEqualTo(expected);
    }

    @Test
    void needsAToken() throws Exception {
        String path = EmulatorClient.path("854", "798", emulator.unionId());
        assertThat(code(client.post(path, "{}"))).isEqualTo("400 InvalidAuthentication");
        assertThat(code(client.post(path, "{}", TOKEN_HEADER, "Bearer " + client.token())))
                .isEqualTo("400 InvalidAuthentication");
        assertThat(code(client.post(path, "{}", TOKEN_HEADER, emulator.accessToken() + "x")))
                .isEqualTo("400 InvalidAuthentication");
    }

    @Test
    void needsAnOperatorWhoMayDownload() throws Exception {
        String path = "/v1.0/storage/spaces/854/dentries/798/downloadInfos/query";
        assertThat(code(client.post(path, "{}", TOKEN_HEADER, client.token()))).isEqualTo("400 MissingunionId");
        assertThat(code(client.post(path + "?unionId=", "{}", TOKEN_HEADER, client.token())))
                .isEqualTo("400 MissingunionId");
        assertThat(code(client.post(path + "?unionId=somebody", "{}", TOKEN_HEADER, client.token())))
                .isEqualTo("403 permissionDenied");
    }

    @Test
    void isReachedByPostOnly() throws Exception {
        String path = EmulatorClient.path("854", "798", emulator.unionId());
        var get = client.send(HttpRequest.newBuilder(URI.create(emulator.endpoint() + path)));
        assertThat(code(get)).isEqualTo("404 InvalidAction.NotFound");
    }

    @Test
    void writesIntoTheJournalWhatWasAskedButNoSecret() throws Exception {
        client.downloadInfo("854", "798", "{\"option\":{\"version\":1,\"preferIntranet\":false}}");
        List<JournalEntry> journal = emulator.journal();
        assertThat(journal).extracting(JournalEntry::kind).containsExactly(CallKind.TOKEN, CallKind.DOWNLOAD_INFO);
        JournalEntry entry = journal.get(1);
        assertThat(entry.file()).isEqualTo("854/798");
        assertThat(entry.version()).isEqualTo(1);
        assertThat(entry.body()).isEqualTo("{\"option\":{\"version\":1,\"preferIntranet\":false}}");
        assertThat(entry.query()).isEqualTo("unionId=" + emulator.unionId());
        assertThat(entry.header(TOKEN_HEADER)).isEqualTo("***");
        assertThat(entry.status()).isEqualTo(200);
        assertThat(journal.toString()).doesNotContain(emulator.appSecret(), emulator.accessToken());
    }
}
