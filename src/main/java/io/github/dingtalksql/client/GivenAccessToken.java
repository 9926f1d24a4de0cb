// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import org.jspecify.annotations.Nullable;

/** The token that the user gave; it cannot be renewed. */
final class GivenAccessToken implements AccessTokens {
    private final @Nullable AccessToken token;

    GivenAccessToken(@Nullable String value) {
        this.token = value == null ? null : new AccessToken(value, 0, false);
    }

    @Override
    public AccessToken token(Execution execution) {
        if (token == null) {
            throw new DingTalkException(
                    ErrorCode.BAD_CREDENTIALS,
                    "No credentials: set appKey and appSecret (from the app's page in the developer console), or accessToken.");
        }
        return token;
    }

    @Override
    public AccessToken renewed(AccessToken refused, Execution execution) {
        throw new DingTalkException(
                ErrorCode.BAD_CREDENTIALS,
                "DingTalk does not accept the given accessToken: it is wrong or has expired (they live 2 hours)."
                        + " Give a new one, or appKey and appSecret, which renew it by themselves.");
    }
}
