// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

/** The last sentence of a failure of the API: what the user can do about it. Never a secret. */
final class Advice {
    private static final int SHOWN_OF_OPERATOR = 4;

    private Advice() {}

    /**
     * @param said the service's own message; may be empty
     * @param scopes what the service says the app lacks; may be empty
     */
    static String of(ApiRequest asked, Fault fault, String said, String scopes) {
        return switch (fault.topic()) {
            case NONE, ANSWER -> fault.advice();
            case SCOPE ->
                (scopes.isEmpty() ? "" : "Required scopes: " + scopes + ". ")
                        + "Grant the app the permission "
                        + (scopes.isEmpty() ? asked.api().scope() : scopes)
                        + " in DingTalk's developer console (the app, permission management), then try again.";
            case ROLE -> role(asked);
            case PARAMETER -> isAboutOperator(said) ? operatorIsNoUnionId() : checkInputs(asked);
        };
    }

    private static String role(ApiRequest asked) {
        String role = asked.api().role();
        return role.isEmpty()
                ? "The operator" + operator(asked)
                        + " is no member of the app's organisation who may do this: check unionId or userId."
                : "The operator" + operator(asked) + " needs " + role
                        + ": a manager of the knowledge base or the owner of the file can give it.";
    }

    private static String checkInputs(ApiRequest asked) {
        return "Check " + asked.api().inputs() + " of the query.";
    }

    // Observed: a userId in place of a unionId is refused with status 400 and a message that names the parameter.
    private static boolean isAboutOperator(String said) {
        return said.contains("operatorId") || said.contains("unionId");
    }

    private static String operatorIsNoUnionId() {
        return "The operator is not a unionId of this organisation. If it is a userId, give it as the connection"
                + " property userId instead of unionId: the unionId is then looked up.";
    }

    /** Enough to tell operators apart, not enough to act as one. */
    private static String operator(ApiRequest asked) {
        String operator = asked.operator();
        return operator == null || operator.length() < 3 * SHOWN_OF_OPERATOR
                ? " (the unionId of the query or connection)"
                : " (unionId " + CleanText.line(operator.substring(0, SHOWN_OF_OPERATOR), SHOWN_OF_OPERATOR) + "…)";
    }
}
