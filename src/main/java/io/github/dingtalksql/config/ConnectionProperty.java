// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.config;

/** Every connection property. */
enum ConnectionProperty {}
