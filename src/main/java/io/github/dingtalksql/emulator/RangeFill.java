// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

/** Makes the bytes of any part of an object: the same bytes for the same offset, every time and on every thread. */
@FunctionalInterface
public interface RangeFill {
    /** Puts the object's bytes from {@code offset} on into the first {@code length} places of {@code target}. */
    void fill(long offset, byte[] target, int length);
}
