// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The apps that may call. Safe for use by many threads. */
final class Apps {
    private final List<App> all;

    /** @param all one at least */
    Apps(List<App> all) {
        this.all = List.copyOf(all);
    }

    /** The one that is shown to users. */
    App first() {
        return all.get(0);
    }

    Optional<App> find(String key, String secret) {
        return all.stream()
                .filter(app -> app.key().equals(key) && app.secret().equals(secret))
                .findFirst();
    }

    /** Whose token it is; {@code InvalidAuthentication} if it is nobody's, or not any more. */
    App ofToken(@Nullable String token) throws ApiRefusal {
        return all.stream()
                .filter(app -> app.tokens().isValid(token))
                .findFirst()
                .orElseThrow(() -> new ApiRefusal(400, "InvalidAuthentication", "不合法的access_token"));
    }

    void expireTokens() {
        all.forEach(app -> app.tokens().expire());
    }
}
