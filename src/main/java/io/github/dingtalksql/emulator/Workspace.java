// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.time.Instant;
import java.util.Set;

/**
 * A knowledge base; each is one space of the storage.
 *
 * @param type {@code TEAM} or {@code PERSONAL}
 * @param readers who may see it, beside the owner
 */
record Workspace(
        String spaceId,
        String name,
        String description,
        String type,
        Person owner,
        Set<Person> readers,
        Instant createdAt) {
    private static final int ID_LENGTH = 16;

    Workspace {
        readers = Set.copyOf(readers);
    }

    String workspaceId() {
        return Dentry.uuid("workspace/" + spaceId).substring(0, ID_LENGTH);
    }

    /** The root folder, which has no id in the storage but {@value Dentry#ROOT}. */
    Dentry root() {
        return Dentry.folder(spaceId, Dentry.ROOT, "", name, createdAt);
    }

    boolean mayRead(Person operator) {
        return operator.equals(owner) || readers.contains(operator);
    }

    boolean isPersonal() {
        return type.equals("PERSONAL");
    }

    void checkReader(Person operator) throws ApiRefusal {
        if (!mayRead(operator)) {
            throw ApiRefusal.permissionDenied();
        }
    }
}
