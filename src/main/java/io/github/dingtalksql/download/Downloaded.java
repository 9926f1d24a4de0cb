// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.download;

import java.nio.file.Path;

/**
 * A file that has arrived.
 *
 * @param path where it is
 * @param bytes its length
 * @param crcVerified whether the store gave a CRC-64; if it did, it is the file's
 */
public record Downloaded(Path path, long bytes, boolean crcVerified) {}
