// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The V1 header signature of OSS, as its page "Include a V1 signature in the Authorization header" defines it.
 *
 * @param ossHeaders all headers whose names start with {@code x-oss-}, by lower-case name
 * @param resource {@code /bucket/key}, not encoded, with the sub-resources of the query
 */
record OssSignature(
        String verb,
        String contentMd5,
        String contentType,
        String date,
        SortedMap<String, String> ossHeaders,
        String resource) {
    String stringToSign() {
        StringBuilder text = new StringBuilder();
        for (String line : new String[] {verb, contentMd5, contentType, date}) {
            text.append(line).append('\n');
        }
        for (Map.Entry<String, String> header : ossHeaders.entrySet()) {
            text.append(header.getKey()).append(':').append(header.getValue()).append('\n');
        }
        return text.append(resource).toString();
    }

    /** The signature that belongs into {@code Authorization: OSS KEY:signature}. */
    String sign(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            byte[] signature = mac.doFinal(stringToSign().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA1", e);
        }
    }

    /** Without values: they are credentials. */
    @Override
    public String toString() {
        return "OssSignature[" + verb + "]";
    }
}
