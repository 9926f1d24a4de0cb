// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.Execution;

/** Gives the access token of one caller. Thread-safe. */
interface AccessTokens {
    AccessToken token(Execution execution);

    /** A newer token than {@code refused}; if somebody else has got one since, that one, without another call. */
    AccessToken renewed(AccessToken refused, Execution execution);

    /** One token as it was obtained; two of the same text are different if they were obtained separately. */
    final class AccessToken {
        private final String value;
        private final long renewAtNanos;
        private final boolean reusable;

        AccessToken(String value, long renewAtNanos, boolean reusable) {
            this.value = value;
            this.renewAtNanos = renewAtNanos;
            this.reusable = reusable;
        }

        String value() {
            return value;
        }

        boolean isFresh(long nowNanos) {
            return reusable && nowNanos - renewAtNanos < 0;
        }

        @Override
        public String toString() {
            return "AccessToken[***]";
        }
    }
}
