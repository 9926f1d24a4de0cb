// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import com.sun.net.httpserver.HttpServer;
import io.github.dingtalksql.emulator.VirtualCsv;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Serves the CSV of {@link ServedCsv} without signatures, for systems to compare with; prints its URL. Argument: its
 * length in MiB.
 */
public final class PlainCsv {
    private PlainCsv() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        VirtualCsv csv = VirtualCsv.ofLength(Long.parseLong(args[0]) << 20);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/big.csv", exchange -> {
            exchange.sendResponseHeaders(200, csv.length());
            byte[] buffer = new byte[1 << 16];
            try (OutputStream body = exchange.getResponseBody()) {
                for (long offset = 0; offset < csv.length(); offset += buffer.length) {
                    int count = (int) Math.min(buffer.length, csv.length() - offset);
                    csv.fill(offset, buffer, count);
                    body.write(buffer, 0, count);
                }
            }
        });
        server.start();
        System.out.println("http://127.0.0.1:" + server.getAddress().getPort() + "/big.csv");
        new CountDownLatch(1).await();
    }
}
