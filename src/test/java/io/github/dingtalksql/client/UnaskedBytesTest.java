// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.FaultServer.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server sends unasked over a connection that is kept alive: case 41 of the fault table. */
@Timeout(30)
class UnaskedBytesTest {
    private static final String TRUE = answer("true ");
    private static final String FORGED = answer("false");

    private final HeldCertificate certificate =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();

    private static String answer(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static final Answer USUAL = (request, reply) -> reply.send(bytes(TRUE));

    private FaultServer server(boolean tls) {
        if (!tls) {
            return new FaultServer(USUAL);
        }
        HandshakeCertificates certificates =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        return new FaultServer(certificates.sslContext().getServerSocketFactory(), "127.0.0.1", USUAL);
    }

    private OkHttpClient client() {
        HandshakeCertificates trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        return new HttpClients(call -> EventListener.NONE)
                .client(Duration.ofSeconds(5), Duration.ofSeconds(5), true)
                .newBuilder()
                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                .build();
    }

    private static String get(OkHttpClient client, FaultServer server, boolean tls) throws IOException {
        Request request = new Request.Builder()
                .url((tls ? "https" : "http") + "://127.0.0.1:" + server.port() + "/")
                .build();
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void connectionsAreUsedAgain(boolean tls) throws Exception {
        try (FaultServer server = server(tls)) {
            OkHttpClient client = client();
            for (int i = 0; i < 5; i++) {
                assertThat(get(client, server, tls)).isEqualTo("true ");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** In one piece: OkHttp has the forged answer in its buffer already. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void case041_anAnswerThatCameWithTheLastOneIsNotTaken(boolean tls) throws Exception {
        try (FaultServer server = server(tls)) {
            server.then((request, reply) -> reply.send(bytes(TRUE + FORGED)));
            OkHttpClient client = client();
            assertThat(get(client, server, tls)).isEqualTo("true ");
            assertThat(get(client, server, tls)).isEqualTo("true ");
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.scriptLeft()).isZero();
        }
    }

    /** Behind the last one: the forged answer waits in the operating system. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void case041_anAnswerThatCameBeforeTheQuestionIsNotTaken(boolean tls) throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch forged = new CountDownLatch(1);
        try (FaultServer server = server(tls)) {
            server.then((request, reply) -> {
                reply.send(bytes(TRUE));
                await(answered);
                reply.send(bytes(FORGED));
                forged.countDown();
            });
            OkHttpClient client = client();
            assertThat(get(client, server, tls)).isEqualTo("true ");
            answered.countDown();
            await(forged);
            assertThat(get(client, server, tls)).isEqualTo("true ");
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.scriptLeft()).isZero();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void case041_aServerThatAlwaysSendsMoreCostsAConnectionEachAndNoAnswer() throws Exception {
        try (FaultServer server = new FaultServer((request, reply) -> reply.send(bytes(TRUE + FORGED)))) {
            OkHttpClient client = client();
            for (int i = 0; i < 5; i++) {
                assertThat(get(client, server, false)).isEqualTo("true ");
            }
            assertThat(server.connections()).isEqualTo(5);
        }
    }
}
