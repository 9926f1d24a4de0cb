// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.client.Dentry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Paths by the names of folders, because it is not documented what {@code path} of a dentry begins with. */
record DentryPaths(Map<String, Dentry> folders) {
    static DentryPaths of(List<Dentry> dentries) {
        Map<String, Dentry> folders = new HashMap<>();
        dentries.stream().filter(Dentry::isFolder).forEach(folder -> folders.put(folder.dentryId(), folder));
        return new DentryPaths(folders);
    }

    /** Names from the root down, each after a slash; from a folder on that is not listed, if there is one above. */
    String of(Dentry dentry) {
        StringBuilder path = new StringBuilder("/" + dentry.name());
        Set<Dentry> seen = new HashSet<>();
        Dentry folder = folders.get(String.valueOf(dentry.parentId()));
        while (folder != null && seen.add(folder)) {
            path.insert(0, "/" + folder.name());
            folder = folders.get(String.valueOf(folder.parentId()));
        }
        return path.toString();
    }
}
