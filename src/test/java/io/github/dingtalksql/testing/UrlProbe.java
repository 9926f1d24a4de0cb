// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Offers URLs to a driver, in a JVM of its own whose flight recorder sees every read of a file and every use of a
 * socket, and prints what came of it.
 */
public final class UrlProbe {
    private static final String SEPARATOR = "\t";

    private UrlProbe() {}

    /**
     * @param args the driver's class; how many offers warm the JVM up, unrecorded; a file with a line for each offer:
     *     URL, and perhaps key and value; a file and a port that are used at the end, so that the recorder shows that it
     *     sees
     */
    public static void main(String[] args) throws Exception {
        Driver driver = (Driver) Class.forName(args[0]).getDeclaredConstructor().newInstance();
        List<String> offers = Files.readAllLines(Path.of(args[2]));
        int warmUp = Integer.parseInt(args[1]);
        for (String offer : offers.subList(0, warmUp)) {
            outcome(driver, offer);
        }
        List<String> rest = offers.subList(warmUp, offers.size());
        List<String> outcomes = new ArrayList<>();
        recorded("seen", () -> rest.forEach(offer -> outcomes.add(outcome(driver, offer))));
        outcomes.forEach(outcome -> System.out.println("offer" + SEPARATOR + outcome));
        recorded("control", () -> useEverything(Path.of(args[3]), Integer.parseInt(args[4])));
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void recorded(String phase, Work work) throws IOException {
        Path file = Path.of(phase + ".jfr");
        try (Recording recording = new Recording()) {
            for (String event : List.of("jdk.FileRead", "jdk.FileWrite", "jdk.SocketRead", "jdk.SocketWrite")) {
                recording.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
            }
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            String what = event.hasField("path") ? event.getString("path") : "port " + event.getInt("port");
            System.out.println(phase + SEPARATOR + event.getEventType().getName() + SEPARATOR + what);
        }
    }

    private static void useEverything(Path file, int port) throws IOException {
        Files.readString(file);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read();
        }
        try {
            System.out.println(InetAddress.getByName("bait.example.com"));
        } catch (UnknownHostException e) {
            System.out.println("no such host, as the file of hosts says");
        }
    }

    private static String outcome(Driver driver, String offer) {
        String[] parts = offer.split(SEPARATOR, -1);
        Properties info = new Properties();
        for (int i = 1; i + 1 < parts.length; i += 2) {
            info.setProperty(parts[i], parts[i + 1]);
        }
        try (Connection connection = driver.connect(parts[0], info)) {
            return "connected" + SEPARATOR + connection;
        } catch (SQLException e) {
            return e.getSQLState() + SEPARATOR + e;
        } catch (RuntimeException | LinkageError e) {
            return "crashed" + SEPARATOR + e.getClass();
        }
    }
}
