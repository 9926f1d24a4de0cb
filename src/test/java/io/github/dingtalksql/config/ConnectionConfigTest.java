// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.testing.ForeignKeys;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionConfigTest {
    private static final String CANARY = "c4n4ry-s3cr3t";

    @Test
    void nothingGivenMeansTheDefaults() {
        ConnectionConfig config = ConnectionConfig.from(Map.of());

        assertThat(config)
                .isEqualTo(new ConnectionConfig(
                        URI.create("https://api.dingtalk.io"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        8,
                        4194304,
                        6291456,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        5,
                        15,
                        1000,
                        Duration.ofSeconds(60),
                        16777216,
                        10000,
                        4,
                        false,
                        false,
                        List.of(),
                        List.of()));
    }

    @Test
    void filesAreNamesWithIds() {
        ConnectionConfig config = ConnectionConfig.from(Map.of("files", "EMPS:854/798, 部门: 854/799@2"));

        assertThat(config.files())
                .containsExactly(
                        new MountedFile("EMPS", "854", "798", null, null, Map.of()),
                        new MountedFile("部门", "854", "799", null, 2L, Map.of()));
    }

    @Test
    void filesMayHaveOptions() {
        ConnectionConfig config = ConnectionConfig.from(
                Map.of(
                        "files",
                        "A:854/1[format=xlsx&range=B2:C3,&sheet= %5B1%5D+%26%25],B : https://x/i/nodes/n?a=b&c@2[header=false],C:n"));

        assertThat(config.files())
                .containsExactly(
                        new MountedFile(
                                "A",
                                "854",
                                "1",
                                null,
                                null,
                                Map.of("format", "xlsx", "range", "B2:C3,", "sheet", " [1]+&%")),
                        new MountedFile("B", null, null, "https://x/i/nodes/n?a=b&c", 2L, Map.of("header", "false")),
                        new MountedFile("C", null, null, "n", null, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A:854/1[",
                "A:854/1]",
                "A:854/1[]",
                "A:854/1[format]",
                "A:854/1[=csv]",
                "A:854/1[format=csv]x",
                "A[format=csv]:854/1",
                "A:854/1[format=csv][header=true]",
                "A:854/1[[header=true]]",
                "A:854/1[header=true&header=true]",
                "A:854/1[header=%zz]",
                "A:854/1[header=%]",
                "854/798",
                ":854/798",
                "A:854/798@x",
                "A:http://x/y",
                "A:85 4",
                "A:854/798,a:854/799",
                "A:854/798,"
            })
    void filesThatCannotBeAreRefused(String files) {
        assertThatThrownBy(() -> ConnectionConfig.from(Map.of("files", files)))
                .isInstanceOf(DingTalkException.class)
                .hasMessageContaining("\"files\"");
    }

    @Test
    void filesMayBeNodes() {
        String link = "https://alidocs.dingtalk.com/i/nodes/QOG9?utm_scene=person:space";

        assertThat(ConnectionConfig.from(Map.of("files", "A:QOG9lyrgJP@3, B b: " + link + ",C:" + link + "@2"))
                        .files())
                .containsExactly(
                        new MountedFile("A", null, null, "QOG9lyrgJP", 3L, Map.of()),
                        new MountedFile("B b", null, null, link, null, Map.of()),
                        new MountedFile("C", null, null, link, 2L, Map.of()));
    }

    @Test
    void workspacesAreNames() {
        assertThat(ConnectionConfig.from(Map.of("workspaces", " Sales,\"Tea, \"\"green\"\"\" , 知识库 2026 "))
                        .workspaces())
                .containsExactly("Sales", "Tea, \"green\"", "知识库 2026");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "A,", ",A", "A,,B", "A,a", "dingtalk", "Files", "\"A", "\"\"", "A\"B", "\"A\"B"})
    void workspacesThatCannotBeAreRefused(String workspaces) {
        assertThatThrownBy(() -> ConnectionConfig.from(Map.of("workspaces", workspaces)))
                .isInstanceOf(DingTalkException.class)
                .hasMessageContaining("\"workspaces\"");
    }

    @Test
    void keysAreReadWithoutRegardToCaseAndByTheirAliases() {
        ConnectionConfig config = ConnectionConfig.from(
                Map.of("USER", "key", "Password", CANARY, "onfileerror", "SKIP", "READTIMEOUT", " 7 "));

        assertThat(config.appKey()).isEqualTo("key");
        assertThat(config.appSecret()).isEqualTo(CANARY);
        assertThat(config.skipFileErrors()).isTrue();
        assertThat(config.readTimeout()).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void theOperatorIsNamedInOneWayOnly() {
        assertThat(ConnectionConfig.from(Map.of("userId", "manager4220")).userId())
                .isEqualTo("manager4220");
        assertThatThrownBy(() -> ConnectionConfig.from(Map.of("userId", CANARY, "unionId", "u")))
                .hasMessageContaining("\"userId\"")
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void anEmptyValueIsAsGoodAsNone() {
        assertThat(ConnectionConfig.from(Map.of("user", "", "password", "", "parallelism", "", "unionId", "")))
                .isEqualTo(ConnectionConfig.from(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "paralelism, parallelism",
        "secret, appSecret",
        "passwd, appSecret",
        "endpont, endpoint",
        "fileErrors, onFileError"
    })
    void anUnknownKeyIsRefusedWithTheNearestOne(String unknown, String nearest) {
        assertThat(refused(unknown, CANARY).getMessage()).contains("\"" + unknown + "\"", "\"" + nearest + "\"");
    }

    static List<String> foreignKeys() {
        return ForeignKeys.all();
    }

    @Test
    void foreignKeysAreManyAndOursAreNone() {
        assertThat(foreignKeys())
                .contains(
                        "model", "schemaFactory", "parserFactory", "typeSystem", "httpclient_impl", "truststore", "url")
                .hasSizeGreaterThan(100)
                .noneMatch(key -> ConnectionProperty.find(key).isPresent());
    }

    @ParameterizedTest
    @MethodSource("foreignKeys")
    void case144_keysThatAreNotOursAreRefused(String key) {
        assertThat(refused(key, CANARY).getMessage())
                .startsWith("Unknown connection property \"" + key + "\"; ")
                .matches(".*; (did you mean \"\\w+\"\\?|docs/connection\\.md lists them)");
    }

    @Test
    void aKeyThatIsNearlyOursIsCorrected() {
        assertThat(refused("paralelism", "2").getMessage()).endsWith("did you mean \"parallelism\"?");
        assertThat(refused("unionid_", "2").getMessage()).endsWith("did you mean \"unionId\"?");
        assertThat(refused("bogus", "2").getMessage()).endsWith("docs/connection.md lists them");
    }

    @Test
    void aKeyThatIsNoNameIsNotPrinted() {
        assertThat(refused("my secret " + CANARY, "x").getMessage()).startsWith("Unknown connection property;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.dingtalk.io",
                "ftp://127.0.0.1",
                "https://u:c4n4ry-s3cr3t@api.dingtalk.io",
                "https://api.dingtalk.io/?c4n4ry-s3cr3t",
                "https://api.dingtalk.io/#c4n4ry-s3cr3t",
                "https://api.dingtalk.io.",
                "https://",
                "https:///x",
                "api.dingtalk.io",
                "https://a b",
                "https://api.dingtalk.io:99999",
                "https://api.dingtalk.io:0",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://[::2]",
                "http://2130706433",
                "https://a\nb",
                "c4n4ry-s3cr3t",
                "file:///etc/passwd",
                "https:api.dingtalk.io",
                "http://127.0.0.1@example.com"
            })
    void case153_anEndpointIsHttpsOnly(String endpoint) {
        assertThat(refused("endpoint", endpoint).getMessage()).contains("\"endpoint\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://localhost:1",
                "http://[::1]:80/",
                "http://127.255.0.9",
                "https://api.dingtalk.com/",
                "HTTPS://api.dingtalk.io"
            })
    void loopbackMayBeHttp(String endpoint) {
        assertThat(ConnectionConfig.from(Map.of("endpoint", endpoint)).endpoint())
                .isEqualTo(URI.create(endpoint));
    }

    @ParameterizedTest
    @CsvSource({
        "parallelism, 0",
        "parallelism, 65",
        "parallelism, c4n4ry-s3cr3t",
        "rangeSize, 4m",
        "readTimeout, -1",
        "connectTimeout, 99999999999",
        "maxRetries, 1.5",
        "maxColumns, 0",
        "fileParallelism, 1e2",
        "preferIntranet, c4n4ry-s3cr3t",
        "onFileError, ignore"
    })
    void aValueOutOfItsRangeIsRefused(String key, String value) {
        assertThat(refused(key, value).getMessage()).contains("\"" + key + "\"");
    }

    @Test
    void credentialsAreAPairOrAToken() {
        refused("appKey", "key");
        refused("appSecret", CANARY);
        assertThatThrownBy(() -> ConnectionConfig.from(
                        Map.of("appKey", "key", "appSecret", CANARY, "accessToken", "token-" + CANARY)))
                .isInstanceOf(DingTalkException.class)
                .hasMessageContaining("\"accessToken\"")
                .hasMessageNotContaining(CANARY);
        assertThat(ConnectionConfig.from(Map.of("accessToken", CANARY)).accessToken())
                .isEqualTo(CANARY);
    }

    @Test
    void aSecretWithALineFeedIsRefused() {
        refused("accessToken", CANARY + "\r\nx-evil: 1");
    }

    @Test
    void aKeyAndItsAliasMustAgree() {
        assertThatThrownBy(() -> ConnectionConfig.from(Map.of("appKey", "a", "user", "b", "appSecret", CANARY)))
                .isInstanceOf(DingTalkException.class)
                .hasMessageContaining("\"appKey\"");
        assertThat(ConnectionConfig.from(Map.of("appKey", "a", "user", "a", "appSecret", CANARY))
                        .appKey())
                .isEqualTo("a");
    }

    @Test
    void case150_itsTextShowsNoSecret() {
        assertThat(ConnectionConfig.from(Map.of("appKey", "k", "appSecret", CANARY, "unionId", CANARY)))
                .hasToString("ConnectionConfig[api.dingtalk.io]");
    }

    private static DingTalkException refused(String key, String value) {
        DingTalkException e =
                catchThrowableOfType(DingTalkException.class, () -> ConnectionConfig.from(Map.of(key, value)));
        assertThat(e).as("%s=%s", key, value).isNotNull();
        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROPERTY);
        assertThat(e.getMessage()).doesNotContain(CANARY);
        assertThat(e.getCause()).isNull();
        return e;
    }

    @Test
    void theJvmMayFixTheHostsOfEndpoints() {
        String name = "dingtalksql.allowedEndpointHosts";
        System.setProperty(name, "api.dingtalk.io, API.dingtalk.com");
        try {
            assertThat(ConnectionConfig.from(Map.of()).endpoint()).hasHost("api.dingtalk.io");
            ConnectionConfig.from(Map.of("endpoint", "https://api.dingtalk.com"));
            for (String other :
                    new String[] {"https://evil.example", "http://127.0.0.1:1", "https://x.api.dingtalk.com"}) {
                assertThatThrownBy(() -> ConnectionConfig.from(Map.of("endpoint", other)))
                        .isInstanceOfSatisfying(
                                DingTalkException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROPERTY))
                        .hasMessageContaining(name)
                        .hasMessageNotContaining(other);
            }
        } finally {
            System.clearProperty(name);
        }
    }
}
