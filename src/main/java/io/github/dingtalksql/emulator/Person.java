// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

/**
 * A member of the organisation.
 *
 * @param userId names the member inside the organisation; wiki nodes use it
 * @param unionId names the member for the app; operators are named by it, and storage dentries use it
 */
record Person(String userId, String unionId, String name) {}
