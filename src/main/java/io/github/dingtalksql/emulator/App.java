// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.Set;

/**
 * An internal app of the organisation. Its tokens, its scopes and its count of calls are its own.
 *
 * @param missingScopes permissions that it has not been granted
 */
record App(String key, String secret, Set<String> missingScopes, TokenIssuer tokens) {
    App {
        missingScopes = Set.copyOf(missingScopes);
    }

    /** @throws ApiRefusal if a call of that kind needs a scope that the app lacks */
    void checkScope(CallKind kind) throws ApiRefusal {
        if (missingScopes.contains(kind.scope())) {
            throw ApiRefusal.noScope(kind);
        }
    }

    @Override
    public String toString() {
        return "App[" + key + "]";
    }
}
