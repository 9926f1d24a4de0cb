// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dingtalksql.testing.UnloadProbe;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one jar as its users have it: alone on a class path. */
class AllJarIT {
    private static final Path JAR = Path.of(System.getProperty("dingtalk.allJar"));

    private record Finished(int status, String out, String err) {}

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        Collections.addAll(command, arguments);
        return new ProcessBuilder(command).start();
    }

    private static Finished run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finished(process.waitFor(), out, err);
    }

    @Test
    void theShellPrintsTheResultAndNothingElse() throws Exception {
        Finished count = run(
                "shell",
                "--outputformat=csv",
                "-e",
                "SELECT COUNT(*) AS \"N\" FROM file_content WHERE space_id = '854' AND dentry_id = '802' AND format = 'tsv'");

        assertThat(count).isEqualTo(new Finished(0, "'N'\n'41'\n", ""));
    }

    @Test
    void theShellEndsWhenNobodyReadsItsOutput() throws Exception {
        Process process = start(
                "shell",
                "--outputformat=csv",
                "-e",
                "SELECT a.content, b.content FROM file_content a, file_content b, file_content c WHERE a.space_id = '854'"
                        + " AND a.dentry_id = '798' AND b.space_id = '854' AND b.dentry_id = '798'"
                        + " AND c.space_id = '854' AND c.dentry_id = '798'");
        try (InputStream out = process.getInputStream()) {
            assertThat(out.readNBytes(1_000)).hasSize(1_000);
        }

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
    }

    @Test
    void theShellSaysWhatItIs() throws Exception {
        try (URLClassLoader jar =
                new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> application = jar.loadClass("io.github.dingtalksql.shaded.sqlline.Application");
            Object made = application.getConstructor().newInstance();

            // The first line of the prompt; "???" where sqlline does not find its version.
            assertThat(application.getMethod("getVersion").invoke(made))
                    .isEqualTo("DingTalk SQL shell, sqlline version 1.12.0");
        }
    }

    @Test
    void theShellFailsWithItsStatement() throws Exception {
        Finished failed = run("shell", "-e", "SELECT * FROM file_content");

        assertThat(failed.status()).isNotZero();
        assertThat(failed.err()).contains("space_id").doesNotContain("\tat ");
    }

    @Test
    void downloadsAFile(@TempDir Path folder) throws Exception {
        Path to = folder.toRealPath().resolve("sales.csv");

        Finished download = run("download", "854", "798", "--to", to.toString());

        assertThat(download)
                .isEqualTo(new Finished(0, to + ": " + Files.size(to) + " bytes, length and CRC-64 verified\n", ""));
        assertThat(run("download", "854", "798", "--to", to.toString()).status())
                .isEqualTo(2);
    }

    @Test
    void theEmulatorServesAnotherProcess() throws Exception {
        Process emulator = start("emulator");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(emulator.getInputStream(), StandardCharsets.UTF_8))) {
            Properties facts = new Properties();
            for (String line = lines.readLine(); line != null && !line.equals("ready"); line = lines.readLine()) {
                if (!line.startsWith("file\t")) {
                    facts.setProperty(line.replaceAll("=.*", ""), line.replaceAll("^[^=]*=", ""));
                }
            }
            Finished query = run(
                    "shell",
                    "-u",
                    "jdbc:dingtalk:endpoint=" + facts.getProperty("url") + ";unionId=" + facts.getProperty("unionId"),
                    "-n",
                    facts.getProperty("appKey"),
                    "-p",
                    facts.getProperty("appSecret"),
                    "-e",
                    "SELECT protocol FROM download_info('854', '798')");

            assertThat(query.out()).contains("HEADER_SIGNATURE");
            assertThat(query.status()).isZero();
        } finally {
            emulator.destroy();
        }
    }

    @Test
    void everythingInsideIsOursOrRelocated() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(JarEntry::getName).toList();

            assertThat(names).doesNotHaveDuplicates();
            assertThat(names)
                    .filteredOn(name -> name.endsWith(".class"))
                    .allMatch(name -> name.startsWith("io/github/dingtalksql/"));
            assertThat(names).contains("META-INF/LICENSE", "META-INF/THIRD-PARTY.txt");
            assertThat(new String(
                            jar.getInputStream(jar.getEntry("META-INF/services/java.sql.Driver"))
                                    .readAllBytes(),
                            StandardCharsets.UTF_8))
                    .isEqualToIgnoringNewLines("io.github.dingtalksql.jdbc.DingTalkDriver");
        }
    }

    /** Texts by which a licence is known; each has to be in the jar. */
    private static final Map<String, List<String>> LICENCES = Map.of(
            "Apache License 2.0 (text: META-INF/LICENSE)",
                    List.of("Apache License", "Version 2.0, January 2004", "END OF TERMS"),
            "BSD 3-Clause", List.of("Redistribution and use in source and binary forms", "endorse or promote"),
            "MIT", List.of("Permission is hereby granted, free of charge", "THE SOFTWARE IS PROVIDED \"AS IS\""));

    private static final Pattern LISTED = Pattern.compile("  ([a-z0-9_-]+(?:, [a-z0-9_-]+)*): .*");

    @Test
    void everyLibraryInsideIsListedWithItsLicence() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String licence = text(jar, "META-INF/LICENSE");
            String thirdParties = text(jar, "META-INF/THIRD-PARTY.txt");
            Set<String> listed = new TreeSet<>();
            Set<String> sections = new TreeSet<>();
            for (String line : thirdParties.lines().toList()) {
                Matcher matcher = LISTED.matcher(line);
                if (matcher.matches()) {
                    assertThat(sections).as("a licence above: %s", line).isNotEmpty();
                    for (String artifact : matcher.group(1).split(", ")) {
                        assertThat(listed.add(artifact))
                                .as("%s is listed once", artifact)
                                .isTrue();
                    }
                } else if (LICENCES.containsKey(line)) {
                    sections.add(line);
                }
            }
            assertThat(sections).isEqualTo(LICENCES.keySet());
            LICENCES.forEach((name, parts) -> assertThat(name.startsWith("Apache") ? licence : thirdParties)
                    .as(name)
                    .contains(parts));
            assertThat(text(jar, "META-INF/FastDoubleParser-LICENSE")).contains("MIT License");
            assertThat(text(jar, "META-INF/Schubfach-LICENSE")).isNotBlank();
            assertThat(listed).isEqualTo(inside(jar));
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Names of the artifacts of our class path that have a class in the jar. */
    private static Set<String> inside(JarFile jar) throws IOException {
        Set<String> shaded = jar.stream()
                .map(entry -> entry.getName().replace("io/github/dingtalksql/shaded/", ""))
                .collect(Collectors.toSet());
        Set<String> artifacts = new TreeSet<>();
        Set<String> found = new HashSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.endsWith(".jar") || entry.endsWith("-all.jar")) {
                continue;
            }
            try (JarFile library = new JarFile(entry)) {
                List<String> classes = library.stream()
                        .map(JarEntry::getName)
                        .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                        .filter(name ->
                                !name.endsWith("module-info.class") && !name.startsWith("io/github/dingtalksql/"))
                        .filter(shaded::contains)
                        .toList();
                found.addAll(classes);
                if (!classes.isEmpty()) {
                    artifacts.add(Path.of(entry).getFileName().toString().replaceAll("-\\d+\\..*", ""));
                }
            }
        }
        assertThat(shaded)
                .as("classes of no library that is known")
                .filteredOn(name -> name.endsWith(".class") && !name.startsWith("io/github/dingtalksql/"))
                .allMatch(found::contains);
        return artifacts;
    }

    @Test
    void theDriverOfALoaderOfItsOwnWorksAndDeregisters() throws Exception {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            List<Driver> drivers = new ArrayList<>();
            ServiceLoader.load(Driver.class, loader).forEach(drivers::add);

            assertThat(drivers).singleElement();
            try (Connection connection = drivers.get(0).connect("jdbc:dingtalk:demo", new Properties());
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT SUM(CAST(fields[8] AS DECIMAL(18, 2))) FROM file_content"
                                    + " WHERE space_id = '854' AND dentry_id = '798' AND record_number > 1")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getBigDecimal(1)).isPositive();
            }
            Class<?> there = Class.forName(Deregistration.class.getName(), true, insideOf(loader));
            assertThat(there.getMethod("deregistered").invoke(null)).isEqualTo(1);
            assertThat(there.getMethod("deregistered").invoke(null)).isEqualTo(0);
        }
    }

    /**
     * In a JVM of its own, whose other threads live on. Our threads end after 10 seconds without work; those of OkHttp
     * are made to end sooner than after their minute. {@code -Dunload.patient=true} waits for it.
     */
    @Test
    void case118_theLoaderOfTheJarIsFreeWhenTheDriverIsDeregistered() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        URL tests = UnloadProbe.class.getProtectionDomain().getCodeSource().getLocation();
        Process server = new ProcessBuilder(
                        java.toString(),
                        "-Dunload.patient=" + Boolean.getBoolean("unload.patient"),
                        "-cp",
                        Path.of(tests.toURI()).toString(),
                        UnloadProbe.class.getName(),
                        JAR.toString(),
                        "150")
                .redirectErrorStream(true)
                .start();
        String said = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).contains("every query was answered").contains("\ngone after ");
        assertThat(server.waitFor()).isZero();
    }

    /** A loader for {@link Deregistration} whose drivers are those of {@code parent}. */
    private static ClassLoader insideOf(ClassLoader parent) {
        URL tests = Deregistration.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {tests}, parent);
    }

    /** What a servlet container does when it takes an application down; has to run in its loader. */
    public static final class Deregistration {
        private Deregistration() {}

        public static int deregistered() throws SQLException {
            List<Driver> drivers = DriverManager.drivers()
                    .filter(driver -> driver.getClass().getName().contains("dingtalk"))
                    .toList();
            for (Driver driver : drivers) {
                DriverManager.deregisterDriver(driver);
            }
            return drivers.size();
        }
    }
}
