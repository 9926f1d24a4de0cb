// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The JDK's HTTP server on 127.0.0.1, all of its threads daemons. Safe for use by many threads. */
final class LoopbackServer implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final ExecutorService workers;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private LoopbackServer(HttpServer server, ExecutorService workers) {
        this.server = server;
        this.workers = workers;
    }

    /** Takes a port, 0 for a free one; it answers once it is started. */
    static LoopbackServer bind(int port) throws IOException {
        // Else an answer waits 40 ms for the acknowledgement of its headers. Read when the server's class loads.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
        return new LoopbackServer(server, Executors.newCachedThreadPool(daemons()));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void start(HttpHandler handler) {
        server.createContext("/", handler);
        server.setExecutor(workers);
        // The server's own thread is a daemon only if the thread that starts it is one.
        Thread starter = new Thread(server::start, "emulator-starter");
        starter.setDaemon(true);
        starter.start();
        boolean isInterrupted = false;
        while (starter.isAlive()) {
            try {
                starter.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has one of its threads do something. */
    void work(Runnable task) {
        workers.execute(task);
    }

    /** Closes the port and all connections; interrupts what is being answered. */
    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            server.stop(0);
            workers.shutdownNow();
        }
    }

    private static ThreadFactory daemons() {
        AtomicLong count = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, "emulator-worker-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
