// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

/**
 * What stands before each call of the API: checks token, scope and limits, and gives answers and errors their form. Safe for
 * use by many threads.
 */
final class ApiGateway {
    private static final String TOKEN_HEADER = "x-acs-dingtalk-access-token";

    private final Apps apps;
    private final CallLimits limits;

    ApiGateway(Apps apps, CallLimits limits) {
        this.apps = apps;
        this.limits = limits;
    }

    /** A call that needs no token and does not count toward the month's quota. */
    Endpoint open(CallKind kind, ApiCall call) {
        return new Guarded(kind, call, false);
    }

    /** A call that needs a token and counts toward the month's quota. */
    Endpoint guarded(CallKind kind, ApiCall call) {
        return new Guarded(kind, call, true);
    }

    private final class Guarded implements Endpoint {
        private final CallKind kind;
        private final ApiCall call;
        private final boolean needsToken;

        Guarded(CallKind kind, ApiCall call, boolean needsToken) {
            this.kind = kind;
            this.call = call;
            this.needsToken = needsToken;
        }

        @Override
        public Answer answer(IncomingRequest request) {
            String requestId = RequestIds.ofApi();
            try {
                if (needsToken) {
                    App app = apps.ofToken(request.header(TOKEN_HEADER));
                    app.checkScope(kind);
                    limits.checkRate(app.key(), kind);
                    limits.checkQuota();
                } else {
                    limits.checkRate("", kind);
                }
                return Answer.text(
                        200, ApiRefusal.headers(requestId), call.call(request).toString());
            } catch (ApiRefusal e) {
                return e.answer(kind, requestId);
            }
        }

        @Override
        public Target target(IncomingRequest request) {
            return call.target(request);
        }
    }
}
