// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Joins every connection that it accepts to another server: as an HTTP proxy that is told with {@code CONNECT} which
 * one, or always to the same port of this machine. Closes with the test.
 */
public final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private Relay(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** A proxy for what is encrypted from end to end. */
    public static Relay proxy() throws IOException {
        return started(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), -1);
    }

    /** Joins what {@code server} accepts, which may end TLS, to a port. */
    public static Relay to(int port, ServerSocket server) {
        return started(server, port);
    }

    private static Relay started(ServerSocket server, int target) {
        Relay relay = new Relay(server, target);
        daemon(relay::accept);
        return relay;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** First lines of what the proxy was asked. */
    public List<String> requests() {
        return requests;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                daemon(() -> join(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void join(Socket client) {
        try (client;
                Socket other = target < 0 ? connected(client) : new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread back = daemon(() -> copy(other, client));
            copy(client, other);
            back.join();
        } catch (IOException e) {
            // The other side sees a connection that ended, as it would of a real proxy.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Socket connected(Socket client) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        InputStream in = client.getInputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        String first =
                head.toString(StandardCharsets.ISO_8859_1).lines().findFirst().orElseThrow();
        requests.add(first);
        String[] place = first.split(" ")[1].split(":");
        Socket other = new Socket(place[0], Integer.parseInt(place[1]));
        client.getOutputStream()
                .write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return other;
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // As above.
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
