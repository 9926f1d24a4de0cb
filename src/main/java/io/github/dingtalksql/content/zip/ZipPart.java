// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.zip;

/**
 * What the directory of a zip file says of one file in it.
 *
 * @param method 0: stored, 8: deflated
 * @param packed bytes in the zip file
 * @param unpacked bytes of the content
 * @param headerOffset where its local header begins in the zip file
 * @param end where the next file or the directory begins
 */
public record ZipPart(
        String name, int method, boolean encrypted, int crc, long packed, long unpacked, long headerOffset, long end) {
    ZipPart endingAt(long offset) {
        return new ZipPart(name, method, encrypted, crc, packed, unpacked, headerOffset, offset);
    }
}
