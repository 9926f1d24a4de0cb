// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests in the forms in which the service shows them. */
final class Digests {
    private Digests() {}

    /** MD5 as 32 upper-case hexadecimal digits. */
    static String md5(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(digest("MD5", bytes));
    }

    static byte[] sha256(byte[] bytes) {
        return digest("SHA-256", bytes);
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
