// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects knowledge bases and what is in them. Every space is a knowledge base. Not for several threads at once. */
final class OrganizationDraft {
    private static final Instant FOUNDED_AT = Instant.parse("2026-01-05T01:00:00Z");
    /** The operator's own documents, which each member has and which no list shows. */
    private static final String PERSONAL_SPACE = "9870001";

    private final FileStore store = new FileStore();
    private final Map<String, Workspace> workspaces = new LinkedHashMap<>();
    private final List<Dentry> dentries = new ArrayList<>();

    void addSamples() {
        SampleOrganization.workspaces().forEach(this::add);
        SampleOrganization samples = SampleOrganization.create();
        samples.files().forEach(store::add);
        dentries.addAll(samples.dentries());
        store.addFailing(SampleFiles.failing());
    }

    /** A folder becomes a knowledge base of its name, or is put into that which the space is already. */
    void addRoot(String spaceId, Path folder) throws IOException {
        Path root = folder.toRealPath();
        Path name = root.getFileName();
        store.addSpace(spaceId);
        addIfAbsent(spaceId, name == null ? "root" : name.toString());
        RootFiles scanned = RootFiles.scan(spaceId, root);
        scanned.files().forEach(store::add);
        dentries.addAll(scanned.dentries());
    }

    /** A file without a folder. */
    void add(EmulatedFile file) {
        store.add(file);
        addIfAbsent(file.spaceId(), "Space " + file.spaceId());
        Instant time = file.versions().get(0).modifiedAt();
        dentries.add(Dentry.file(file.spaceId(), file.dentryId(), Dentry.ROOT, file.name(), time));
    }

    FileStore store() {
        return store;
    }

    Organization organization() {
        List<Workspace> all = new ArrayList<>(workspaces.values());
        all.add(new Workspace(PERSONAL_SPACE, "My documents", "", "PERSONAL", People.OPERATOR, Set.of(), FOUNDED_AT));
        return Organization.of(store, all, dentries);
    }

    private void addIfAbsent(String spaceId, String name) {
        if (!workspaces.containsKey(spaceId)) {
            add(new Workspace(spaceId, name, "", "TEAM", People.OPERATOR, Set.of(), FOUNDED_AT));
        }
    }

    private void add(Workspace workspace) {
        store.addSpace(workspace.spaceId());
        workspaces.put(workspace.spaceId(), workspace);
    }
}
