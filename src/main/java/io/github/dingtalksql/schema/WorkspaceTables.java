// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The tables of one knowledge base. What was found out about a file is kept as long as it is listed. Thread-safe. */
final class WorkspaceTables {
    /** One file under one name. */
    private record Key(String name, WorkspaceFile file) {}

    /**
     * The tables at one time.
     *
     * @param byName without regard to case
     * @param byPath the same by their paths, which stay when a file with an equal name comes; without regard to case
     */
    record Listed(NavigableMap<String, MountedTable> byName, NavigableMap<String, MountedTable> byPath) {}

    private final WorkspaceListing listing;
    private final FileFunctions functions;
    private final Map<Key, MountedTable> kept = new ConcurrentHashMap<>();

    WorkspaceTables(WorkspaceListing listing, FileFunctions functions) {
        this.listing = listing;
        this.functions = functions;
    }

    /** Name of the schema. */
    String schemaName() {
        return listing.schemaName();
    }

    /** Lists the knowledge base, as far as the answers of an earlier listing are not kept any more. */
    Listed list(Execution execution) {
        List<WorkspaceFile> files = listing.files(execution);
        List<String> names = TableNames.of(files);
        NavigableMap<String, MountedTable> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        NavigableMap<String, MountedTable> byPath = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < files.size(); i++) {
            Key key = new Key(names.get(i), files.get(i));
            MountedTable table =
                    kept.computeIfAbsent(key, made -> MountedTable.of(made.name(), made.file(), functions));
            byName.put(key.name(), table);
            byPath.putIfAbsent(key.file().path(), table);
        }
        kept.values().retainAll(byName.values().stream().collect(Collectors.toSet()));
        return new Listed(byName, byPath);
    }
}
