// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Tells whether a URL leads to this machine, by its text alone: names are not resolved. */
public final class Loopback {
    private static final Pattern IPV4 = Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

    private Loopback() {}

    /** True for {@code localhost}, {@code 127.*.*.*}, {@code [::1]} and the other spellings of these as IPv6 literals. */
    public static boolean isLoopback(URI uri) {
        String host = uri.getHost();
        if (host == null) {
            return false;
        }
        if (host.startsWith("[")) {
            return isLoopbackLiteral(host);
        }
        return host.equalsIgnoreCase("localhost") || IPV4.matcher(host).matches();
    }

    private static boolean isLoopbackLiteral(String host) {
        try {
            // The JDK takes anything in brackets as a literal and asks no name server.
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
