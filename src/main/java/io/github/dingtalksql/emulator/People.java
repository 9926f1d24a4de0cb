// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.List;
import java.util.Optional;

/** The members of the organisation. */
final class People {
    /** May read everything. */
    static final Person OPERATOR = new Person("manager7263", "EmulatorOperatorUnionId", "林岚");

    /** May read one of the two sample knowledge bases. */
    static final Person COLLEAGUE = new Person("0142365817", "EmulatorColleagueUnionId", "Chen Yu");

    private static final List<Person> ALL = List.of(OPERATOR, COLLEAGUE);

    private People() {}

    static Optional<Person> findByUserId(String userId) {
        return ALL.stream().filter(person -> person.userId().equals(userId)).findFirst();
    }

    /**
     * The member that a query parameter names by a unionId.
     *
     * <p>An absent one is {@code Missing…}, the gateway's pattern for parameters; a userId is {@code paramError} with a
     * message that names the parameter, as clients have reported; anybody else is {@code permissionDenied}.
     */
    static Person operator(IncomingRequest request, String parameter) throws ApiRefusal {
        String unionId = Parameters.required(request, parameter);
        if (findByUserId(unionId).isPresent()) {
            throw new ApiRefusal(400, "paramError", "param " + parameter + " is invalid: not a unionId");
        }
        return ALL.stream()
                .filter(person -> person.unionId().equals(unionId))
                .findFirst()
                .orElseThrow(ApiRefusal::permissionDenied);
    }
}
