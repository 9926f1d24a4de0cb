// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * One version of a file.
 *
 * @param number as the service numbers versions: 1 is the oldest
 */
public record FileVersion(long number, ObjectBytes bytes, Instant modifiedAt) {
    public FileVersion {
        requireNonNull(bytes);
        requireNonNull(modifiedAt);
        if (number < 1) {
            throw new IllegalArgumentException("version " + number);
        }
    }
}
