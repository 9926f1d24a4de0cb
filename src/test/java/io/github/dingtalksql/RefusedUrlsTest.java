// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.testing.FaultServer;
import io.github.dingtalksql.testing.ForeignClass;
import io.github.dingtalksql.testing.ForeignKeys;
import io.github.dingtalksql.testing.UrlProbe;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A refused URL does nothing: no class of its choice is loaded, no file read, no socket opened, no name looked up. The
 * driver sits in a JVM of its own that tells all of that; Calcite's own driver shows that it would.
 */
class RefusedUrlsTest {
    private static final String OURS = "jdbc:dingtalk:";

    private static final List<String> CLASS_PATH = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList();

    private static final List<String> KEYS = ForeignKeys.all();

    /** Forms of a key with a value that are understood as that key, and so refused by its name. */
    private static final List<String> FORMS = List.of(
            "KEY=VALUE",
            "appKey=k;appSecret=s;KEY=VALUE",
            "KEY=VALUE;endpoint=https://api.dingtalk.io",
            "KEY='VALUE'",
            "KEY=\"VALUE\"",
            "KEY=VALUE;KEY=VALUE",
            "KEY=VALUE;KEY='other'",
            ";;  KEY  =  VALUE  ;;",
            "unionId='a;b';KEY='VALUE'",
            "unionId=\"it''s\";KEY=VALUE",
            "demo;KEY=VALUE",
            "demo;;KEY='VALUE';");

    /** Forms that hide it: whatever they are taken for, nothing may come of it. */
    private static final List<String> TRICKS = List.of(
            "unionId='x;KEY=VALUE'",
            "unionId=\"x;KEY=VALUE",
            "unionId=x';KEY=VALUE;'",
            "unionId=x\\;KEY=VALUE",
            "unionId=x%3BKEY=VALUE",
            "KEY=VALUE=VALUE",
            "=VALUE;KEY=VALUE",
            "KEY;VALUE",
            "demoKEY=VALUE",
            "appKey=k;appSecret=s;unionId=u;userId='x';KEY='VALUE",
            "endpoint=VALUE",
            "endpoint='VALUE';KEY='VALUE'",
            "files=T:VALUE",
            "inline:VALUE");

    private @TempDir Path folder;
    private FaultServer server;
    private Path bait;

    @BeforeEach
    void layBaits() throws IOException {
        server = new FaultServer((request, reply) -> reply.full(200, "{}"));
        bait = Files.writeString(
                folder.resolve("bait.json"),
                "{\"version\":\"1.0\",\"defaultSchema\":\"s\",\"schemas\":[{\"name\":\"s\",\"type\":\"custom\",\"factory\":\""
                        + ForeignClass.class.getName() + "\"}]}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private record Offer(String line, String key, boolean isPlain, String value) {}

    private List<Offer> offers() {
        List<Offer> offers = new ArrayList<>();
        List<String> values = List.of(
                ForeignClass.class.getName(),
                bait.toString(),
                bait.toUri().toString(),
                server.uri() + "/bait",
                "http://bait.example.com/x",
                "jdbc:h2:mem:bait");
        for (int i = 0; i < KEYS.size(); i++) {
            String key = KEYS.get(i);
            // Each key with two of the values, which are others for its neighbours.
            for (String value : List.of(values.get(i % values.size()), values.get((i + 3) % values.size()))) {
                for (String spelt : Set.of(key, key.toUpperCase(Locale.ROOT), mixed(key))) {
                    FORMS.forEach(form -> offers.add(
                            new Offer(OURS + form.replace("KEY", spelt).replace("VALUE", value), spelt, true, value)));
                    offers.add(new Offer(OURS + "\t" + spelt + "\t" + value, spelt, true, value));
                    offers.add(new Offer(OURS + "demo\t" + spelt + "\t'" + value + "'", spelt, true, value));
                    offers.add(new Offer(OURS + spelt + "=" + value + "\t" + spelt + "\t" + value, spelt, true, value));
                }
                TRICKS.forEach(form -> offers.add(
                        new Offer(OURS + form.replace("KEY", key).replace("VALUE", value), key, false, value)));
                offers.add(new Offer(OURS + "\tunionId\tx;" + key + "=" + value, key, false, value));
                offers.add(new Offer(OURS + "\tappKey;" + key + "\t" + value, key, false, value));
            }
        }
        return offers;
    }

    private static String mixed(String key) {
        StringBuilder mixed = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            mixed.append(i % 2 == 0 ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        return mixed.toString();
    }

    /** @param seen what the recorder saw, each once; {@code control} what it saw when everything was used on purpose */
    private record Probed(List<String> outcomes, Set<String> seen, Set<String> control, String classes) {}

    private Probed probe(String driver, List<String> warmUp, List<String> offers) throws Exception {
        Path list = Files.write(
                folder.resolve("offers.txt"),
                Stream.concat(warmUp.stream(), offers.stream()).toList());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=classes.log",
                        "-Xlog:jfr*=off",
                        "-Djdk.net.hosts.file=" + hosts(),
                        "-cp",
                        String.join(File.pathSeparator, CLASS_PATH),
                        UrlProbe.class.getName(),
                        driver,
                        String.valueOf(warmUp.size()),
                        list.toString(),
                        bait.toString(),
                        String.valueOf(server.port()))
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("errors.txt")))
                .isZero();
        return new Probed(
                after("offer\t", lines).toList(),
                after("seen\t", lines).collect(Collectors.toSet()),
                after("control\t", lines).collect(Collectors.toSet()),
                Files.readString(folder.resolve("classes.log")));
    }

    /** Read at each look-up of a name, which it then does not find. */
    private Path hosts() throws IOException {
        return Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
    }

    private static Stream<String> after(String begin, List<String> lines) {
        return lines.stream().filter(line -> line.startsWith(begin)).map(line -> line.substring(begin.length()));
    }

    @Test
    void case144_nothingIsLoadedReadOrOpened() throws Exception {
        List<Offer> offers = offers();

        Probed probed = probe(
                "io.github.dingtalksql.jdbc.DingTalkDriver",
                List.of(OURS + "unionId=x", OURS + "noSuchKey=x"),
                offers.stream().map(Offer::line).toList());

        assertThat(probed.outcomes()).hasSameSizeAs(offers).hasSizeGreaterThan(5_000);
        for (int i = 0; i < offers.size(); i++) {
            assertRefused(offers.get(i), probed.outcomes().get(i).split("\t", 2));
        }
        assertThat(probed.classes())
                .contains("DingTalkDriver", UrlProbe.class.getName())
                .doesNotContain(ForeignClass.class.getName(), "org.h2.");
        assertThat(probed.seen()).allMatch(RefusedUrlsTest::isOfTheClassPath, "a read of the class path");
        assertThat(server.requests).as("the request of the control").hasSize(1);
        assertThat(probed.control())
                .contains(
                        "jdk.FileRead\t" + bait,
                        "jdk.FileRead\t" + hosts(),
                        "jdk.SocketRead\tport " + server.port(),
                        "jdk.SocketWrite\tport " + server.port());
    }

    private static void assertRefused(Offer offer, String[] outcome) {
        if (!offer.isPlain()) {
            assertThat(outcome[0]).as(offer.line()).isIn("08001", "connected");
            return;
        }
        assertThat(outcome[0]).as(offer.line()).isEqualTo("08001");
        assertThat(outcome[1])
                .as(offer.line())
                .contains('"' + offer.key() + '"')
                .doesNotContain(offer.value());
    }

    private static boolean isOfTheClassPath(String event) {
        String read = event.replace("jdk.FileRead\t", "");
        return CLASS_PATH.stream()
                .anyMatch(entry -> read.equals(entry) || read.startsWith(entry) && read.endsWith(".class"));
    }

    /** What the probe is worth: the same offers to Calcite's own driver load the class and read the file. */
    @Test
    void calcitesOwnDriverDoesLoadAndRead() throws Exception {
        Probed probed = probe(
                "org.apache.calcite.jdbc.Driver",
                List.of("jdbc:calcite:"),
                List.of("jdbc:calcite:model=" + bait, "jdbc:calcite:schemaFactory=" + ForeignClass.class.getName()));

        assertThat(probed.classes()).contains(ForeignClass.class.getName());
        assertThat(probed.seen()).contains("jdk.FileRead\t" + bait);
    }
}
