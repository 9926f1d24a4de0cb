// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of this driver, which is the version of the database too.
 *
 * @param full such as {@code 0.1.0}
 */
record DriverVersion(String full, int major, int minor) {
    private static final DriverVersion CURRENT = read();

    static DriverVersion current() {
        return CURRENT;
    }

    private static DriverVersion read() {
        Properties properties = new Properties();
        try (InputStream in = DriverVersion.class.getResourceAsStream("driver.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parse(properties.getProperty("version", "0.0"));
    }

    static DriverVersion parse(String version) {
        String[] parts = version.split("[.-]", 3);
        return new DriverVersion(version, number(parts, 0), number(parts, 1));
    }

    private static int number(String[] parts, int index) {
        return index < parts.length && parts[index].matches("\\d{1,9}") ? Integer.parseInt(parts[index]) : 0;
    }
}
