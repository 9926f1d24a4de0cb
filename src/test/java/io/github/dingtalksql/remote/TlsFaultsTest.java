// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that nobody vouches for: case 9 of the fault table. */
class TlsFaultsTest {
    private static final String PASSWORD = "not-a-secret";

    @TempDir
    Path directory;

    private SSLContext selfSigned() throws Exception {
        Path store = directory.resolve("store.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-alias",
                        "server"))
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void case009_anUnknownCertificateIsRefusedAtOnceAndNothingIsSent() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        AtomicInteger received = new AtomicInteger();
        try (FaultCase faults = new FaultCase();
                SSLServerSocket listener = (SSLServerSocket) selfSigned()
                        .getServerSocketFactory()
                        .createServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            Thread server = new Thread(() -> {
                while (true) {
                    try (Socket socket = listener.accept()) {
                        connections.incrementAndGet();
                        ((SSLSocket) socket).startHandshake();
                        received.addAndGet(socket.getInputStream().read());
                    } catch (java.io.IOException e) {
                        if (listener.isClosed()) {
                            return;
                        }
                    }
                }
            });
            server.setDaemon(true);
            server.start();
            faults.api.urls = List.of("https://127.0.0.1:" + listener.getLocalPort() + "/x");
            DingTalkException failure = faults.fails();
            assertThat(failure.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(failure).hasMessageContaining("certificate is not accepted");
            assertThat(failure.getSuppressed()).hasSize(1);
        }
        assertThat(received.get()).isLessThanOrEqualTo(0);
        assertThat(connections.get()).isLessThanOrEqualTo(2);
    }
}
