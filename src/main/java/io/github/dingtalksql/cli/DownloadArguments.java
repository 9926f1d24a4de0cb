// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@code download}.
 *
 * @param version null is the current one
 * @param credentials {@code user} and {@code password}, as far as they were given; not in the text of this
 * @param problem what is wrong with it, and then all else is without meaning; null if nothing is
 */
record DownloadArguments(
        String spaceId,
        String dentryId,
        @Nullable Long version,
        Path to,
        String url,
        Properties credentials,
        boolean force,
        boolean quiet,
        @Nullable String problem) {
    private static final List<String> WITH_VALUE = List.of("--to", "--version", "--url", "-u", "-n", "-p");

    static DownloadArguments of(List<String> args) {
        Map<String, String> options = new LinkedHashMap<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (!arg.startsWith("-")) {
                ids.add(arg);
                continue;
            }
            boolean hasValue = WITH_VALUE.contains(arg);
            if (!hasValue && !List.of("--force", "--quiet").contains(arg)) {
                return wrong("No option '" + arg + "'; there are --to PATH, --version N, --url JDBC_URL, -n APP_KEY,"
                        + " -p APP_SECRET, --force and --quiet");
            }
            if (hasValue && i + 1 == args.size()) {
                return wrong(arg + " needs a value");
            }
            String name = arg.equals("-u") ? "--url" : arg;
            if (options.put(name, hasValue ? args.get(++i) : "") != null) {
                return wrong(arg + " is given twice");
            }
        }
        return of(ids, options);
    }

    private static DownloadArguments of(List<String> ids, Map<String, String> options) {
        if (ids.size() != 2) {
            return wrong("download needs SPACE_ID and DENTRY_ID, but has " + ids.size() + " of them");
        }
        String to = options.getOrDefault("--to", "");
        if (to.isEmpty()) {
            return wrong("download needs --to PATH");
        }
        if (to.endsWith("/") || to.endsWith("\\")) {
            return wrong("--to must name the file to write, but '" + to + "' is a folder");
        }
        String version = options.get("--version");
        if (version != null && !version.matches("\\d{1,18}")) {
            return wrong("--version must be a number, but is '" + version + "'");
        }
        Properties credentials = new Properties();
        if (options.containsKey("-n")) {
            credentials.setProperty("user", options.get("-n"));
        }
        if (options.containsKey("-p")) {
            credentials.setProperty("password", options.get("-p"));
        }
        try {
            return new DownloadArguments(
                    ids.get(0),
                    ids.get(1),
                    version == null ? null : Long.valueOf(version),
                    Path.of(to),
                    options.getOrDefault("--url", Main.DEMO_URL),
                    credentials,
                    options.containsKey("--force"),
                    options.containsKey("--quiet"),
                    null);
        } catch (InvalidPathException e) {
            return wrong("--to is no path of this system: " + e.getReason());
        }
    }

    private static DownloadArguments wrong(String problem) {
        return new DownloadArguments("", "", null, Path.of(""), "", new Properties(), false, false, problem);
    }

    @Override
    public String toString() {
        return "DownloadArguments[" + spaceId + "/" + dentryId + "]";
    }
}
