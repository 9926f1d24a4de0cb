// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the endpoint of a request. Immutable. */
final class Router {
    private static final Endpoint NOT_FOUND = request -> new ApiRefusal(
                    404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.")
            .answer(CallKind.UNKNOWN, RequestIds.ofApi());

    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    Routed route(IncomingRequest request) {
        List<String> segments = request.segments();
        for (Route route : routes) {
            Optional<Map<String, String>> variables = route.match(request.method(), segments);
            if (variables.isPresent()) {
                return new Routed(route.kind(), route.endpoint(), request.withVariables(variables.get()));
            }
        }
        return new Routed(CallKind.UNKNOWN, NOT_FOUND, request);
    }

    /** A request with the endpoint that answers it. */
    record Routed(CallKind kind, Endpoint endpoint, IncomingRequest request) {}
}
