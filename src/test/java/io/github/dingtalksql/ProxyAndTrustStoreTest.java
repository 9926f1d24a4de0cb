// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.bench.Query;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.testing.Relay;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM's own settings for proxies and certificates, as docs/embedding.md names them, in a JVM that has them. */
class ProxyAndTrustStoreTest {
    private static final String SQL =
            "SELECT content FROM file_content WHERE space_id = '854' AND dentry_id = '799' LIMIT 1";

    @TempDir
    private Path folder;

    @Test
    void theApiIsReachedThroughAProxyWithACaOfOnesOwn() throws Exception {
        HeldCertificate authority =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                .heldCertificate(new HeldCertificate.Builder()
                        .signedBy(authority)
                        .addSubjectAlternativeName("127.0.0.1")
                        .build())
                .build();
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().samples().start();
                Relay tls = Relay.to(
                        emulator.endpoint().getPort(),
                        certificates
                                .sslContext()
                                .getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
                Relay proxy = Relay.proxy()) {
            String url = "jdbc:dingtalk:endpoint=https://127.0.0.1:" + tls.port() + ";unionId=" + emulator.unionId()
                    + ";maxRetries=0;accessToken=" + emulator.accessToken();
            List<String> options = new ArrayList<>(List.of(
                    "-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=" + proxy.port(), "-Dhttp.nonProxyHosts="));

            assertThat(output(options, url)).contains("PKIX");
            assertThat(proxy.requests()).isNotEmpty().containsOnly("CONNECT 127.0.0.1:" + tls.port() + " HTTP/1.1");
            assertThat(emulator.journal()).isEmpty();

            options.add("-Djavax.net.ssl.trustStore=" + trustStore(authority));
            options.add("-Djavax.net.ssl.trustStorePassword=changeit");
            assertThat(output(options, url)).contains(" s, 1 rows, ");
            assertThat(proxy.requests())
                    .hasSizeGreaterThan(1)
                    .containsOnly("CONNECT 127.0.0.1:" + tls.port() + " HTTP/1.1");
        }
    }

    private Path trustStore(HeldCertificate authority) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("own", authority.certificate());
        Path file = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }

    private static String output(List<String> options, String url) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Query.class.getName(), url, SQL, "1"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
