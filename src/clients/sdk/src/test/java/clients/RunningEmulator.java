// SPDX-License-Identifier: Apache-2.0
package clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The emulator in a JVM of its own, as users start it, and what it has printed. */
final class RunningEmulator implements AutoCloseable {
    private final Process process;
    private final Map<String, String> facts = new HashMap<>();
    private final List<String> files = new ArrayList<>();

    private RunningEmulator(Process process) {
        this.process = process;
    }

    static RunningEmulator start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-jar", System.getProperty("dingtalk.allJar"), "emulator")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        RunningEmulator emulator = new RunningEmulator(process);
        emulator.readLines();
        return emulator;
    }

    private void readLines() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); !"ready".equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IOException("the emulator ended before it was ready");
            }
            if (line.startsWith("file\t")) {
                files.add(line);
            } else {
                String[] fact = line.split("=", 2);
                facts.put(fact[0], fact[1]);
            }
        }
    }

    /** Host and port, as the SDK wants them. */
    String endpoint() {
        return facts.get("url").replace("http://", "");
    }

    String appKey() {
        return facts.get("appKey");
    }

    String appSecret() {
        return facts.get("appSecret");
    }

    String unionId() {
        return facts.get("unionId");
    }

    /** {@code file<TAB>SPACE_ID<TAB>DENTRY_ID<TAB>VERSION<TAB>NAME} each. */
    List<String> files() {
        return files;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
