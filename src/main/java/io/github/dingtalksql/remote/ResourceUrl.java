// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.client.Fault;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Checks the URLs that the service gives. Failures name the URL's place in the list, never its text: it is signed. */
final class ResourceUrl {
    private static final int LONGEST = 8192;
    // HttpUrl would take the first part of the path for a host that is missing.
    private static final Pattern START = Pattern.compile("(?i)https?://[^/?#].*");
    // A last label of digits only, or 0x…, is an address in disguise unless it is a plain dotted quad.
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)");
    private static final Pattern DOTTED_QUAD = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");

    private ResourceUrl() {}

    /** @param anywhere whether plain http is accepted too; addresses are checked where the socket connects */
    static HttpUrl parse(String text, int index, boolean anywhere) throws RangeFaultException {
        if (text.length() > LONGEST) {
            throw bad(index, "is longer than " + LONGEST + " characters");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) == 0x7f || text.charAt(i) == '\\') {
                throw bad(index, "has a character that no URL has");
            }
        }
        HttpUrl url = HttpUrl.parse(text);
        if (url == null || !START.matcher(text).matches()) {
            throw bad(index, "is not an http or https URL");
        }
        if (!url.encodedUsername().isEmpty()
                || !url.encodedPassword().isEmpty()
                || authority(text).contains("@")) {
            throw bad(index, "has user information");
        }
        if (url.fragment() != null) {
            throw bad(index, "has a fragment");
        }
        String host = url.host();
        if (host.endsWith(".")) {
            throw bad(index, "has a host with a trailing dot");
        }
        if (NUMERIC.matcher(host).matches() && !DOTTED_QUAD.matcher(host).matches()) {
            throw bad(index, "has an address in an unusual form as its host");
        }
        if (!url.isHttps() && !anywhere) {
            throw bad(index, "is not https");
        }
        return url;
    }

    private static String authority(String text) {
        try {
            return String.valueOf(new URI(text).getRawAuthority());
        } catch (URISyntaxException e) {
            // HttpUrl accepted it after escaping; what it calls user information has been checked.
            return "";
        }
    }

    private static RangeFaultException bad(int index, String why) {
        return new RangeFaultException(Fault.BAD_URL, "resource URL " + (index + 1) + " " + why);
    }
}
