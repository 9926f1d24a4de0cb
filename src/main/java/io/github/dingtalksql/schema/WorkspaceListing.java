// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.Dentry;
import io.github.dingtalksql.client.DirectoryApi;
import io.github.dingtalksql.client.FileRef;
import io.github.dingtalksql.client.Node;
import io.github.dingtalksql.client.Workspace;
import io.github.dingtalksql.plan.KeyValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the files of one knowledge base that can be tables. The storage behind it is listed flat: a call for each 50
 * files and folders, and the ids of each file with them, while walking the folders would cost a call for each folder and
 * later one more for each file. Every answer is kept for {@code listingCacheSeconds}. Thread-safe.
 *
 * @param nameOrId as the property {@code workspaces} has it: its name, id or link
 */
record WorkspaceListing(Services services, String nameOrId) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final int MOST_SHOWN = 10;

    /** As the property has it; of a link the id in it. */
    String schemaName() {
        return Workspace.idOf(nameOrId);
    }

    /**
     * In the order of their paths.
     *
     * @throws DingTalkException if there is no such knowledge base or it cannot be listed as a whole
     */
    List<WorkspaceFile> files(Execution execution) {
        try {
            return listed(execution);
        } catch (DingTalkException e) {
            throw e.at("Knowledge base " + nameOrId);
        }
    }

    private List<WorkspaceFile> listed(Execution execution) {
        String operator = services.operator(new KeyValues(Map.of()), execution);
        DirectoryApi directory = services.directory();
        Workspace workspace = workspace(operator, execution);
        Optional<Node> inside = anyNode(directory.nodes(workspace.rootNodeId(), operator, execution));
        if (inside.isEmpty()) {
            return List.of();
        }
        String spaceId = directory.fileOf(inside.get(), operator, execution).spaceId();
        List<Dentry> dentries = new ArrayList<>();
        directory.all(spaceId, operator, execution).forEachRemaining(dentries::add);
        DentryPaths paths = DentryPaths.of(dentries);
        List<WorkspaceFile> files = new ArrayList<>();
        for (Dentry dentry : dentries) {
            if (!dentry.isFolder() && !dentry.isOnlineDocument() && isThere(dentry)) {
                FileRef file = new FileRef(spaceId, dentry.dentryId(), null);
                WorkspaceFile.of(file, paths.of(dentry)).ifPresent(files::add);
            }
        }
        files.sort(Comparator.comparing(WorkspaceFile::path));
        return files;
    }

    private static boolean isThere(Dentry dentry) {
        return dentry.status() == null || dentry.status().equals("NORMAL");
    }

    /** A node whose storage the service tells: it does not of a root, nor of a shortcut. */
    private static Optional<Node> anyNode(Iterator<Node> nodes) {
        while (nodes.hasNext()) {
            Node node = nodes.next();
            if (!node.isShortcut()) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private Workspace workspace(String operator, Execution execution) {
        DirectoryApi directory = services.directory();
        if (DirectoryApi.isLink(nameOrId)) {
            return directory.workspace(nameOrId, operator, execution);
        }
        List<Workspace> all = new ArrayList<>();
        directory.workspaces(operator, execution).forEachRemaining(all::add);
        List<Workspace> named =
                all.stream().filter(one -> nameOrId.equals(one.name())).toList();
        if (named.size() > 1) {
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT,
                    "There are " + named.size() + " of this name; give one of their ids to the property workspaces: "
                            + named.stream().map(Workspace::workspaceId).collect(Collectors.joining(", ")));
        }
        Optional<Workspace> found = named.stream()
                .findFirst()
                .or(() -> all.stream()
                        .filter(one -> one.workspaceId().equals(nameOrId))
                        .findFirst());
        return found.orElseGet(() -> unlisted(all, operator, execution));
    }

    /** The operator may read what no list shows, such as a knowledge base of a team. */
    private Workspace unlisted(List<Workspace> all, String operator, Execution execution) {
        if (ID.matcher(nameOrId).matches()) {
            try {
                return services.directory().workspace(nameOrId, operator, execution);
            } catch (DingTalkException e) {
                if (e.code() != ErrorCode.NOT_FOUND && e.code() != ErrorCode.INVALID_ARGUMENT) {
                    throw e;
                }
            }
        }
        String names = all.stream()
                .map(one -> String.valueOf(one.name()))
                .limit(MOST_SHOWN)
                .collect(Collectors.joining(", "));
        throw new DingTalkException(
                ErrorCode.NOT_FOUND,
                "The operator sees no knowledge base of this name or id. " + all.size() + " are there"
                        + (all.isEmpty() ? "" : ": " + names + (all.size() > MOST_SHOWN ? ", …" : "")));
    }
}
