// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.FaultServer.Answer;
import io.github.dingtalksql.testing.FaultServer.Reply;
import io.github.dingtalksql.testing.FaultServer.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The two calls of the API over real sockets: tokens that can be revoked, download infos, and a script of faults. */
final class FakeDingTalk implements AutoCloseable {
    static final String JSON = "Content-Type: application/json;charset=utf-8";
    static final String INFO = "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{\"resourceUrls\":"
            + "[\"https://sh.trans.dingtalk.com/yundisk0/x.file\"],\"headers\":{\"Authorization\":\"OSS LTAI:sig\","
            + "\"x-oss-date\":\"20260528T093716Z\"},\"expirationSeconds\":900,\"region\":\"SHANGHAI\","
            + "\"internalResourceUrls\":[\"http://10.0.0.1/x\"]}}";

    final FaultServer server;
    final AtomicInteger tokenCalls = new AtomicInteger();
    final AtomicInteger infoCalls = new AtomicInteger();
    final AtomicLong late = new AtomicLong();
    final JvmShared shared = new JvmShared(
            () -> System.nanoTime() + late.get(),
            Clock.systemUTC(),
            new Backoff(Duration.ofMillis(2), Duration.ofMillis(20), () -> 0.5));
    /** Number of the token that is accepted. */
    volatile int acceptedToken = 1;

    volatile Answer token = this::token;
    volatile Answer info = (request, reply) -> reply.full(200, INFO, JSON);

    FakeDingTalk() {
        this.server = new FaultServer((request, reply) -> {
            if (request.target().equals("/v1.0/oauth2/accessToken")) {
                tokenCalls.incrementAndGet();
                token.to(request, reply);
                return;
            }
            infoCalls.incrementAndGet();
            if (!("TOKEN" + acceptedToken).equals(request.header("x-acs-dingtalk-access-token"))) {
                error(400, "InvalidAuthentication").to(request, reply);
                return;
            }
            info.to(request, reply);
        });
    }

    private void token(Request request, Reply reply) throws IOException {
        reply.full(200, "{\"accessToken\":\"TOKEN" + acceptedToken + "\",\"expireIn\":7200}", JSON);
    }

    static Answer error(int status, String code) {
        return (request, reply) -> reply.full(
                status,
                "{\"code\":\"" + code + "\",\"requestid\":\"6E32D367-2DFE\",\"message\":\"said by the service\"}",
                JSON);
    }

    ApiSettings settings() {
        return settings(server.uri());
    }

    static ApiSettings settings(URI endpoint) {
        return new ApiSettings(
                endpoint,
                "dingKEY",
                "CANARY+secret",
                null,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                5,
                1000,
                1000,
                Duration.ofSeconds(60),
                false);
    }

    ApiSettings withToken(String token) {
        return as(null, null, token);
    }

    ApiSettings withApp(String appKey) {
        return as(appKey, "CANARY+secret", null);
    }

    private ApiSettings as(@Nullable String appKey, @Nullable String appSecret, @Nullable String token) {
        ApiSettings app = settings();
        return new ApiSettings(
                app.endpoint(),
                appKey,
                appSecret,
                token,
                app.connectTimeout(),
                app.readTimeout(),
                5,
                1000,
                1000,
                Duration.ofSeconds(60),
                false);
    }

    StorageApi api() {
        return shared.storageApi(settings());
    }

    static DownloadInfoRequest request(String dentryId) {
        return new DownloadInfoRequest(new FileRef("854", dentryId, null), "union", false);
    }

    @Override
    public void close() {
        server.close();
    }
}
