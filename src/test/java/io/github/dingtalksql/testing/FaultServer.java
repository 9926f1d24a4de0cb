// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * An HTTP server over raw sockets that does what no HTTP server would. Requests are answered by the script, one
 * instruction each, then by {@code usual}. Closing it fails if instructions are left: a fault that did not happen proves
 * nothing.
 */
public final class FaultServer implements AutoCloseable {
    /** One request as it arrived; header names in any case. */
    public record Request(String method, String target, Map<String, String> headers, byte[] body) {
        public String header(String name) {
            return headers.get(name);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Answers one request. */
    @FunctionalInterface
    public interface Answer {
        void to(Request request, Reply reply) throws IOException;
    }

    /** The verbs of an answer. */
    public static final class Reply {
        private final Socket socket;
        private final OutputStream out;
        private final CountDownLatch closing;
        private boolean ended;

        Reply(Socket socket, CountDownLatch closing) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
            this.closing = closing;
        }

        /** Status line and headers, each {@code Name: value}. */
        public Reply head(int status, String... headers) throws IOException {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            return send(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        }

        /** A whole answer with a length. */
        public Reply full(int status, String body, String... headers) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
            all[headers.length] = "Content-Length: " + bytes.length;
            return head(status, all).send(bytes);
        }

        public Reply send(byte[] bytes) throws IOException {
            return send(bytes, 0, bytes.length);
        }

        public Reply send(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            out.flush();
            return this;
        }

        public void fin() throws IOException {
            ended = true;
            socket.close();
        }

        public void rst() throws IOException {
            ended = true;
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Says nothing more until the client goes or the server closes. */
        public void stall() throws IOException {
            ended = true;
            while (closing.getCount() > 0 && socket.getInputStream().read() >= 0) {
                // The client has nothing to say either; -1 or an exception tell that it has gone.
            }
        }
    }

    private final ServerSocket listener;
    private final Answer usual;
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();
    public final Queue<Request> requests = new ConcurrentLinkedQueue<>();

    public FaultServer(Answer usual) {
        this("127.0.0.1", usual);
    }

    public FaultServer(String address, Answer usual) {
        this(ServerSocketFactory.getDefault(), address, usual);
    }

    /** @param sockets those of TLS, for one */
    public FaultServer(ServerSocketFactory sockets, String address, Answer usual) {
        this.usual = usual;
        try {
            this.listener = sockets.createServerSocket(0, 200, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Adds instructions for the next requests. */
    public FaultServer then(Answer... answers) {
        script.addAll(java.util.List.of(answers));
        return this;
    }

    public int scriptLeft() {
        return script.size();
    }

    public int connections() {
        return connections.get();
    }

    public int openSockets() {
        return sockets.size();
    }

    private void accept() {
        while (closing.getCount() > 0) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                if (closing.getCount() == 0) {
                    // It came while the listener was being closed, and may be too late for that.
                    socket.close();
                    return;
                }
                connections.incrementAndGet();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (Request request = read(in); request != null; request = read(in)) {
                requests.add(request);
                Answer answer = script.poll();
                Reply reply = new Reply(socket, closing);
                (answer == null ? usual : answer).to(request, reply);
                if (reply.ended) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client went away: what clients do.
        } finally {
            sockets.remove(socket);
        }
    }

    private static Request read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return null;
        }
        String[] words = first.split(" ");
        if (words.length != 3) {
            throw new IOException("not HTTP");
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("not HTTP");
            }
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        return new Request(words[0], words[1], headers, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return null;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "fault-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (scriptLeft() > 0) {
            throw new AssertionError(scriptLeft() + " instructions left, for which no request has come");
        }
    }
}
