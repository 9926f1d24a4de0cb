// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import static io.github.dingtalksql.client.FakeDingTalk.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.testing.FaultServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes over the wire, what is kept, and how often the service is called. */
@Timeout(60)
class HttpStorageApiTest {
    private final FakeDingTalk dingTalk = new FakeDingTalk();
    private final Execution execution = new Execution();

    @AfterEach
    void close() {
        dingTalk.close();
    }

    @Test
    void asksAsTheDocumentationSays() {
        DownloadInfoRequest request = new DownloadInfoRequest(new FileRef("854", "798", 3L), "u+/= &é", true);
        dingTalk.api().downloadInfo(request, execution);
        FaultServer.Request token = dingTalk.server.requests.poll();
        assertThat(token.text()).isEqualTo("{\"appKey\":\"dingKEY\",\"appSecret\":\"CANARY+secret\"}");
        assertThat(token.header("Content-Type")).startsWith("application/json");
        assertThat(token.header("x-acs-dingtalk-access-token")).isNull();
        FaultServer.Request info = dingTalk.server.requests.poll();
        assertThat(info.method()).isEqualTo("POST");
        assertThat(info.target())
                .isEqualTo("/v1.0/storage/spaces/854/dentries/798/downloadInfos/query?unionId=u%2B%2F%3D+%26%C3%A9");
        assertThat(info.header("x-acs-dingtalk-access-token")).isEqualTo("TOKEN1");
        assertThat(info.text()).isEqualTo("{\"option\":{\"preferIntranet\":true,\"version\":3}}");
    }

    @Test
    void leavesTheVersionOutUnlessAskedFor() {
        dingTalk.api().downloadInfo(request("798"), execution);
        dingTalk.server.requests.poll();
        assertThat(dingTalk.server.requests.poll().text()).isEqualTo("{\"option\":{\"preferIntranet\":false}}");
    }

    @Test
    void givesWhatTheServiceSaid() {
        DownloadInfo info = dingTalk.api().downloadInfo(request("798"), execution);
        assertThat(info.resourceUrls()).containsExactly("https://sh.trans.dingtalk.com/yundisk0/x.file");
        assertThat(info.headers()).containsOnlyKeys("Authorization", "x-oss-date");
        assertThat(info.expirationSeconds()).isEqualTo(900);
        assertThat(info.region()).isEqualTo("SHANGHAI");
        assertThat(info.internalResourceUrls()).containsExactly("http://10.0.0.1/x");
        assertThat(info.toString()).doesNotContain("LTAI", "trans.dingtalk.com");
    }

    @Test
    void oneCallServesAllConnectionsUntilTheInfoExpires() {
        DownloadInfo first = dingTalk.api().downloadInfo(request("798"), execution);
        dingTalk.late.set(TimeUnit.SECONDS.toNanos(839));
        assertThat(dingTalk.api().downloadInfo(request("798"), execution)).isSameAs(first);
        dingTalk.late.set(TimeUnit.SECONDS.toNanos(841));
        assertThat(dingTalk.api().downloadInfo(request("798"), execution)).isNotSameAs(first);
        assertThat(dingTalk.infoCalls).hasValue(2);
        assertThat(dingTalk.tokenCalls).hasValue(1);
    }

    @Test
    void otherFilesOperatorsAndCallersGetTheirOwn() {
        dingTalk.api().downloadInfo(request("798"), execution);
        dingTalk.api().downloadInfo(request("799"), execution);
        dingTalk.api().downloadInfo(new DownloadInfoRequest(new FileRef("854", "798", 1L), "union", false), execution);
        dingTalk.api()
                .downloadInfo(new DownloadInfoRequest(new FileRef("854", "798", null), "other", false), execution);
        dingTalk.shared.storageApi(dingTalk.withToken("TOKEN1")).downloadInfo(request("798"), execution);
        assertThat(dingTalk.infoCalls).hasValue(5);
        assertThat(dingTalk.tokenCalls).hasValue(1);
    }

    @Test
    void aRefusedInfoIsReplacedOnceForAll() {
        StorageApi api = dingTalk.api();
        DownloadInfo first = api.downloadInfo(request("798"), execution);
        DownloadInfo second = api.renewedDownloadInfo(first, execution);
        assertThat(second).isNotSameAs(first);
        assertThat(api.renewedDownloadInfo(first, execution)).isSameAs(second);
        assertThat(api.downloadInfo(request("798"), execution)).isSameAs(second);
        assertThat(dingTalk.infoCalls).hasValue(2);
    }

    @Test
    void theTokenIsRenewedTwoHundredSecondsBeforeItExpires() {
        dingTalk.api().downloadInfo(request("1"), execution);
        dingTalk.late.set(TimeUnit.SECONDS.toNanos(6990));
        dingTalk.api().downloadInfo(request("2"), execution);
        assertThat(dingTalk.tokenCalls).hasValue(1);
        dingTalk.late.set(TimeUnit.SECONDS.toNanos(7001));
        dingTalk.api().downloadInfo(request("3"), execution);
        assertThat(dingTalk.tokenCalls).hasValue(2);
    }

    @Test
    void tokensAndSecretsAreKeptNoLongerThanTheyAreOfUse() {
        for (int i = 0; i < 50; i++) {
            dingTalk.shared.storageApi(dingTalk.withApp("app" + i)).downloadInfo(request("798"), execution);
        }
        assertThat(dingTalk.shared.apps()).isEqualTo(50);
        dingTalk.late.set(TimeUnit.SECONDS.toNanos(7001));
        dingTalk.shared.storageApi(dingTalk.withApp("another"));
        assertThat(dingTalk.shared.apps()).isEqualTo(1);
        for (int i = 0; i < 50; i++) {
            dingTalk.shared.storageApi(dingTalk.withToken("token" + i));
        }
        assertThat(dingTalk.shared.apps()).isEqualTo(1);
    }

    private <T> List<T> together(int threads, java.util.function.IntFunction<T> task) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                futures.add(executor.submit(() -> task.apply(number)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(20, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void sixtyFourThreadsThatWantTheSameFileMakeOneCall() throws Exception {
        StorageApi api = dingTalk.api();
        List<DownloadInfo> infos = together(64, i -> api.downloadInfo(request("798"), new Execution()));
        assertThat(infos).allMatch(info -> info == infos.get(0));
        assertThat(dingTalk.infoCalls).hasValue(1);
        assertThat(dingTalk.tokenCalls).hasValue(1);
    }

    @Test
    void case064_sixtyFourThreadsWhoseTokenExpiresGetOneNewToken() throws Exception {
        StorageApi api = dingTalk.api();
        api.downloadInfo(request("first"), execution);
        dingTalk.acceptedToken = 2;
        together(64, i -> api.downloadInfo(request("file" + i), new Execution()));
        assertThat(dingTalk.tokenCalls).hasValue(2);
        assertThat(dingTalk.infoCalls.get()).isLessThanOrEqualTo(1 + 2 * 64);
    }

    @Test
    void callsBeyondTheLimitWaitForTheNextSecond() throws Exception {
        ApiSettings app = dingTalk.settings();
        ApiSettings slow = new ApiSettings(
                app.endpoint(),
                app.appKey(),
                app.appSecret(),
                null,
                app.connectTimeout(),
                app.readTimeout(),
                5,
                10,
                1000,
                Duration.ofSeconds(60),
                false);
        long begun = System.nanoTime();
        together(25, i -> dingTalk.shared.storageApi(slow).downloadInfo(request("file" + i), new Execution()));
        assertThat(System.nanoTime() - begun)
                .isGreaterThan(Duration.ofMillis(1990).toNanos());
    }
}
