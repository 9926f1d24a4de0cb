// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static io.github.dingtalksql.remote.FaultCase.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.FaultServer.Answer;
import java.util.List;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates that nobody vouches for, and TLS that is to be given up: cases 9 and 44 of the fault table. */
class TlsFaultsTest {
    private static final long DAY = 86_400_000;

    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    enum Flaw {
        EXPIRED,
        NOT_YET_VALID,
        FOR_ANOTHER_NAME,
        OF_AN_UNKNOWN_AUTHORITY,
        SELF_SIGNED
    }

    private HeldCertificate.Builder valid() {
        return new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName("127.0.0.1");
    }

    private HeldCertificate with(Flaw flaw) {
        long now = System.currentTimeMillis();
        HeldCertificate stranger =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        return switch (flaw) {
            case EXPIRED -> valid().validityInterval(now - 2 * DAY, now - DAY).build();
            case NOT_YET_VALID ->
                valid().validityInterval(now + DAY, now + 2 * DAY).build();
            case FOR_ANOTHER_NAME ->
                new HeldCertificate.Builder()
                        .signedBy(authority)
                        .addSubjectAlternativeName("other.example")
                        .build();
            case OF_AN_UNKNOWN_AUTHORITY -> valid().signedBy(stranger).build();
            case SELF_SIGNED ->
                new HeldCertificate.Builder()
                        .addSubjectAlternativeName("127.0.0.1")
                        .build();
        };
    }

    private static FaultServer server(HeldCertificate certificate, Answer answer) {
        HandshakeCertificates certificates =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        return new FaultServer(certificates.sslContext().getServerSocketFactory(), "127.0.0.1", answer);
    }

    /** Reads over a client that trusts {@link #authority}, as a JVM's trust store would. */
    private FaultCase reading(FaultServer server) {
        FaultCase faults = new FaultCase();
        faults.api.urls = List.of("https://127.0.0.1:" + server.port() + "/yundisk0/x");
        HandshakeCertificates trusting = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate())
                .build();
        faults.client = usual -> usual.newBuilder()
                .sslSocketFactory(trusting.sslSocketFactory(), trusting.trustManager())
                .build();
        return faults;
    }

    @Test
    void case009_aValidCertificateIsAccepted() {
        try (FaultServer server = server(valid().build(), new FakeStore(FaultCase.SIZE));
                FaultCase faults = reading(server)) {
            faults.survives(0);
            assertThat(server.requests).hasSize(REQUESTS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void case009_anUnacceptableCertificateIsRefusedAtOnceAndNothingIsSent(Flaw flaw) {
        try (FaultServer server = server(with(flaw), new FakeStore(FaultCase.SIZE));
                FaultCase faults = reading(server)) {
            DingTalkException failure = faults.fails();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(failure).hasMessageContaining("certificate is not accepted");
            assertThat(failure.getSuppressed()).hasSize(1);
            assertThat(server.requests).isEmpty();
            // OkHttp itself connects once more with the older TLS of its fallback.
            assertThat(server.connections()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void case044_aRedirectFromHttpsToHttpIsNeverFollowed() {
        try (FaultCase plain = new FaultCase();
                FaultServer server = server(
                        valid().build(),
                        (request, reply) -> reply.full(
                                307, "", "Location: http://127.0.0.1:" + plain.server.port() + "/yundisk0/x"));
                FaultCase faults = reading(server)) {
            assertThat(faults.fails()).hasMessageContaining("redirect");
            assertThat(server.requests).hasSize(1);
            assertThat(plain.server.connections()).isZero();
        }
    }

    @Test
    void case044_notEvenOnTheSamePort() {
        try (FaultServer server = server(
                        valid().build(),
                        (request, reply) ->
                                reply.full(302, "", "Location: http://" + request.header("Host") + "/yundisk0/x"));
                FaultCase faults = reading(server)) {
            assertThat(faults.fails()).hasMessageContaining("redirect");
            assertThat(server.requests).hasSize(1);
        }
    }
}
