// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of the one app. A token lives for two hours; asking again gives the same token and renews it; after its
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

    synchronized void check(@Nullable String sent) throws ApiRefusal {
        if (sent == null || !sent.equals(token) || !clock.instant().isBefore(expiresAt)) {
            throw new ApiRefusal(400, "InvalidAuthentication", "不合法的access_token");
        }
    }

    synchronized void expire() {
        expiresAt = Instant.MIN;
    }
}
