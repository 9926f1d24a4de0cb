// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static io.github.dingtalksql.emulator.EmulatorClient.code;
import static io.github.dingtalksql.emulator.EmulatorClient.json;
import static io.github.dingtalksql.emulator.EmulatorClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What all calls of the API have in common. */
class ApiGatewayTest {
    private static final String NO_SCOPE = "Forbidden.AccessDenied.AccessTokenPermissionDenied";
    private static final String THROTTLED = "403 Forbidden.AccessDenied.QpsLimitForAppkeyAndApi";

    private final FakeClock clock = new FakeClock();

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TOKEN", "USER", "OBJECT", "UNKNOWN"})
    void everyCallNeedsItsScopeAndAToken(CallKind kind) throws Exception {
        try (DingTalkEmulator emulator =
                DingTalkEmulator.builder().samples().withoutScope(kind.scope()).start()) {
            HttpResponse<byte[]> answer = call(emulator, kind, emulator.accessToken());
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(json(answer).path("code").textValue()).isEqualTo(NO_SCOPE);
            assertThat(json(answer).at("/accessdenieddetail/requiredScopes/0").textValue())
                    .isEqualTo(kind.scope());
            assertThat(code(call(emulator, kind, "wrong"))).isEqualTo("400 InvalidAuthentication");
            assertThat(emulator.calls(kind)).isEqualTo(2);
            assertThat(emulator.calls(CallKind.UNKNOWN)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TOKEN", "USER", "OBJECT", "UNKNOWN"})
    void everyCallFollowsInstructions(CallKind kind) throws Exception {
        String page = "<!doctype html><title>405</title>";
        String ban = "{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\",\"uuid\":\"xxx\"}";
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().samples().start()) {
            emulator.instruct(
                    Instruction.on(kind).fails(503, "operationTimeout"),
                    Instruction.on(kind).throttles(),
                    Instruction.on(kind).fails(403, NO_SCOPE),
                    Instruction.on(kind).answers(200, "text/html", page),
                    Instruction.on(kind).answers(200, "application/json", ban));
            String token = emulator.accessToken();
            assertThat(code(call(emulator, kind, token))).isEqualTo("503 operationTimeout");
            assertThat(code(call(emulator, kind, token))).isEqualTo(THROTTLED);
            JsonNode denied = json(call(emulator, kind, token));
            assertThat(denied.at("/accessdenieddetail/requiredScopes/0").textValue())
                    .isEqualTo(kind.scope());
            assertThat(text(call(emulator, kind, token))).isEqualTo(page);
            assertThat(text(call(emulator, kind, token))).isEqualTo(ban);
            assertThat(emulator.unusedInstructions()).isEmpty();
        }
    }

    @Test
    void theWikiCanHaveALimitOfItsOwn() throws Exception {
        try (DingTalkEmulator emulator = DingTalkEmulator.builder()
                .samples()
                .clock(clock)
                .wikiCallsPerSecond(2)
                .start()) {
            String token = emulator.accessToken();
            for (CallKind kind : EnumSet.of(CallKind.NODES, CallKind.WORKSPACES)) {
                call(emulator, kind, token);
                call(emulator, kind, token);
                assertThat(code(call(emulator, kind, token))).isEqualTo(THROTTLED);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(code(call(emulator, CallKind.DENTRY_ID, token))).isNotEqualTo(THROTTLED);
            }
            assertThat(code(call(emulator, CallKind.DENTRY_ID, token))).isEqualTo(THROTTLED);
            clock.advance(Duration.ofSeconds(1));
            assertThat(code(call(emulator, CallKind.NODES, token))).isNotEqualTo(THROTTLED);
        }
    }

    @Test
    void allCallsOfTheApiShareTheMonth() throws Exception {
        try (DingTalkEmulator emulator =
                DingTalkEmulator.builder().samples().monthlyQuota(2).start()) {
            String token = emulator.accessToken();
            call(emulator, CallKind.NODES, token);
            call(emulator, CallKind.SPACE, token);
            assertThat(code(call(emulator, CallKind.VERSIONS, token)))
                    .isEqualTo("403 Forbidden.AccessDenied.ApiCountLimitForOrg");
        }
    }

    /** A call of that kind; without an operator, which comes after what the gateway checks. */
    private static HttpResponse<byte[]> call(DingTalkEmulator emulator, CallKind kind, String token) throws Exception {
        String space = "/v1.0/storage/spaces/854";
        String path = switch (kind) {
            case DOWNLOAD_INFO -> space + "/dentries/798/downloadInfos/query";
            case WORKSPACES -> "/v2.0/wiki/workspaces";
            case WORKSPACE -> "/v2.0/wiki/workspaces/any";
            case WORKSPACE_BATCH -> "/v2.0/wiki/workspaces/batchQuery";
            case MINE_WORKSPACE -> "/v2.0/wiki/mineWorkspaces";
            case NODES -> "/v2.0/wiki/nodes";
            case NODE -> "/v2.0/wiki/nodes/any";
            case NODE_BATCH -> "/v2.0/wiki/nodes/batchQuery";
            case NODE_BY_URL -> "/v2.0/wiki/nodes/queryByUrl";
            case DENTRY_ID -> "/v2.0/doc/dentries/any/queryDentryId";
            case DENTRY_UUID -> "/v2.0/doc/dentries/798/queryDentryUuid";
            case VERSIONS -> space + "/dentries/798/versions";
            case DENTRIES -> space + "/dentries";
            case ALL_DENTRIES -> space + "/dentries/listAll";
            case DENTRY -> space + "/dentries/798/query";
            case DENTRY_BATCH -> space + "/dentries/query";
            case SPACE -> space;
            case TOKEN, USER, OBJECT, UNKNOWN -> throw new IllegalArgumentException(kind.name());
        };
        EnumSet<CallKind> posts = EnumSet.of(
                CallKind.DOWNLOAD_INFO,
                CallKind.WORKSPACE_BATCH,
                CallKind.NODE_BATCH,
                CallKind.NODE_BY_URL,
                CallKind.ALL_DENTRIES,
                CallKind.DENTRY,
                CallKind.DENTRY_BATCH);
        EmulatorClient client = new EmulatorClient(emulator);
        return posts.contains(kind) ? client.postAs(token, path) : client.getAs(token, path);
    }
}
