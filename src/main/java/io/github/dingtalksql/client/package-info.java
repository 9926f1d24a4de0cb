// SPDX-License-Identifier: Apache-2.0
/** Layer 1 of 5: what does DingTalk say? Requests, answers, tokens and errors of the API. May use OkHttp and Jackson; knows no layer above it. */
@NullMarked
package io.github.dingtalksql.client;

import org.jspecify.annotations.NullMarked;
