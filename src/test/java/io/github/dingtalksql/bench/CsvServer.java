// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import io.github.dingtalksql.remote.Crc64;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A store that costs as little as it can, since it shares the processors with what is measured: the kernel copies from
 * the file to the connection. Serves {@code /NAME} with and without ranges, with the CRC-64 as OSS does, and says for any download-info call with
 * dentry NAME that it is at {@code /NAME.csv}. {@code /stats} tells and resets the number of requests and bytes.
 *
 * <p>Arguments: file of {@link OrdersCsv}, file of it for slower systems. Names: {@code big.csv}, {@code part.csv},
 * {@code slow.csv} (40 ms to the first byte, 20 MB/s a connection), {@code ten.csv} and {@code slowten.csv} (the records
 * ten times).
 */
public final class CsvServer {
    private static final Pattern RANGE = Pattern.compile("(?i)\r\nrange: *bytes=(\\d+)-(\\d*)\r\n");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
    private static final Pattern DENTRY = Pattern.compile("dentries/([^/]+)/downloadInfos");
    private static final long FIRST_BYTE_MILLIS = 40;
    private static final long SLOW_BYTES_PER_SECOND = 20_000_000;
    private static final int SLOW_STEP = 1 << 16;

    private final Map<String, Served> files = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final ServerSocketChannel server;

    /**
     * The records of a file, several times over, behind its header.
     *
     * @param crc64 of all of it, which OSS sends with every answer
     */
    private record Served(FileChannel channel, long size, int copies, boolean slow, String crc64) {
        static Served of(Path file) throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return new Served(channel, channel.size(), 1, false, "").withCrc64();
        }

        Served slowly() {
            return new Served(channel, size, copies, true, crc64);
        }

        Served times(int count) throws IOException {
            return new Served(channel, size, count, slow, "").withCrc64();
        }

        private Served withCrc64() throws IOException {
            Crc64 crc = crc64(0, size);
            Crc64 again = copies > 1 ? crc64(OrdersCsv.HEADER.length(), size) : crc;
            for (int copy = 1; copy < copies; copy++) {
                crc.append(again, body());
            }
            return new Served(channel, size, copies, slow, crc.decimal());
        }

        private Crc64 crc64(long from, long to) throws IOException {
            Crc64 crc = new Crc64();
            ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
            for (long at = from; at < to; at += buffer.position()) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), to - at));
                channel.read(buffer, at);
                crc.update(buffer.array(), 0, buffer.position());
            }
            return crc;
        }

        long length() {
            return size + (copies - 1) * body();
        }

        private long body() {
            return size - OrdersCsv.HEADER.length();
        }

        long transfer(long offset, long count, SocketChannel to) throws IOException {
            long inFile = offset < size ? offset : OrdersCsv.HEADER.length() + (offset - size) % body();
            return channel.transferTo(inFile, Math.min(count, size - inFile), to);
        }
    }

    private CsvServer(ServerSocketChannel server) {
        this.server = server;
    }

    public static void main(String[] args) throws IOException {
        ServerSocketChannel socket =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        CsvServer server = new CsvServer(socket);
        Path big = Path.of(args[0]);
        Served whole = Served.of(big);
        Served ten = whole.times(10);
        server.files.put("big.csv", whole);
        server.files.put("part.csv", Served.of(Path.of(args[1])));
        server.files.put("slow.csv", whole.slowly());
        server.files.put("ten.csv", ten);
        server.files.put("slowten.csv", ten.slowly());
        System.out.println("http://127.0.0.1:" + ((InetSocketAddress) socket.getLocalAddress()).getPort());
        while (true) {
            SocketChannel connection = socket.accept();
            Thread thread = new Thread(() -> server.serve(connection));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            while (true) {
                answer(head(connection, buffer), connection, buffer);
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    /** The request up to its empty line; what follows it stays in the buffer. */
    private static String head(SocketChannel connection, ByteBuffer buffer) throws IOException {
        while (true) {
            String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                buffer.flip().position(end + 4);
                buffer.compact();
                return text.substring(0, end + 2);
            }
            if (connection.read(buffer) < 0) {
                throw new EOFException();
            }
        }
    }

    private void answer(String head, SocketChannel connection, ByteBuffer buffer) throws IOException {
        Matcher length = LENGTH.matcher(head);
        int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
        while (buffer.position() < body) {
            if (connection.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        buffer.flip().position(body);
        buffer.compact();
        String path = head.split(" ", 3)[1];
        Matcher dentry = DENTRY.matcher(path);
        if (dentry.find()) {
            send(connection, "200 OK", "application/json", info(dentry.group(1)));
        } else if (path.equals("/stats")) {
            send(connection, "200 OK", "text/plain", requests.getAndSet(0) + " " + bytes.getAndSet(0));
        } else {
            object(head, files.get(path.substring(1)), connection);
        }
    }

    private String info(String name) throws IOException {
        int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        return "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{\"headers\":{},\"expirationSeconds\":3600,"
                + "\"resourceUrls\":[\"http://127.0.0.1:" + port + "/" + name + ".csv\"]}}";
    }

    private void object(String head, Served file, SocketChannel connection) throws IOException {
        if (file == null) {
            send(connection, "404 Not Found", "text/plain", "");
            return;
        }
        requests.incrementAndGet();
        Matcher range = RANGE.matcher(head);
        boolean part = range.find();
        long from = part ? Long.parseLong(range.group(1)) : 0;
        long last = part && !range.group(2).isEmpty() ? Long.parseLong(range.group(2)) : file.length() - 1;
        long to = Math.min(last + 1, file.length());
        String answer = (part ? "HTTP/1.1 206 Partial Content" : "HTTP/1.1 200 OK")
                + "\r\nContent-Type: text/csv\r\nAccept-Ranges: bytes\r\nETag: \"" + file.length()
                + "\"\r\nx-oss-hash-crc64ecma: " + file.crc64() + "\r\n"
                + (part ? "Content-Range: bytes " + from + "-" + (to - 1) + "/" + file.length() + "\r\n" : "")
                + "Content-Length: " + (to - from) + "\r\n\r\n";
        long begun = System.nanoTime();
        if (file.slow()) {
            pause(begun + FIRST_BYTE_MILLIS * 1_000_000);
        }
        write(connection, answer);
        if (!head.startsWith("HEAD")) {
            body(file, from, to, connection);
        }
    }

    private void body(Served file, long from, long to, SocketChannel connection) throws IOException {
        long begun = System.nanoTime();
        for (long at = from; at < to; ) {
            long sent = file.transfer(at, Math.min(to - at, file.slow() ? SLOW_STEP : 1 << 22), connection);
            at += sent;
            bytes.addAndGet(sent);
            if (file.slow()) {
                pause(begun + (at - from) * 1_000_000_000 / SLOW_BYTES_PER_SECOND);
            }
        }
    }

    private static void pause(long untilNanos) throws IOException {
        try {
            for (long left = untilNanos - System.nanoTime(); left > 0; left = untilNanos - System.nanoTime()) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void send(SocketChannel connection, String status, String type, String body) throws IOException {
        write(
                connection,
                "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body);
    }

    private static void write(SocketChannel connection, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
    }
}
