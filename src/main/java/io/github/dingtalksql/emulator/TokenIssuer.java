// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of one app. A token lives for two hours; asking again gives the same token and renews it; after its
 * end there is a new one. Safe for use by many threads.
 */
final class TokenIssuer {
    static final Duration VALIDITY = Duration.ofSeconds(7200);

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private String token = "";
    private Instant expiresAt = Instant.MIN;

    TokenIssuer(InstantSource clock) {
        this.clock = clock;
    }

    synchronized String issue() {
        Instant now = clock.instant();
        if (!now.isBefore(expiresAt)) {
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            token = "emulator-token-" + HexFormat.of().formatHex(bytes);
        }
        expiresAt = now.plus(VALIDITY);
        return token;
    }

    synchronized boolean isValid(@Nullable String sent) {
        return sent != null && sent.equals(token) && clock.instant().isBefore(expiresAt);
    }

    synchronized void expire() {
        expiresAt = Instant.MIN;
    }
}
