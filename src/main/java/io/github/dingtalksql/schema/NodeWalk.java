// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.client.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The nodes under a folder, each folder before what is in it. A folder is listed when the first of its children is
 * wanted, so that whoever stops early pays no more. Shortcuts are not followed, and no folder is listed twice. Not
 * thread-safe.
 */
final class NodeWalk implements Iterator<NodeRow> {
    private record Folder(Iterator<Node> children, String id, String path, int depth) {}

    private final Function<String, Iterator<Node>> lister;
    private final boolean recursive;
    private final @Nullable Consumer<DingTalkException> skipped;
    private final Deque<Folder> open = new ArrayDeque<>();
    private final Set<String> listed = new HashSet<>();

    /**
     * @param lister gives the children of a node, without a call before the first is asked for
     * @param skipped told of folders below the first that cannot be listed; null to fail instead
     */
    NodeWalk(
            String startId,
            Function<String, Iterator<Node>> lister,
            boolean recursive,
            @Nullable Consumer<DingTalkException> skipped) {
        this.lister = lister;
        this.recursive = recursive;
        this.skipped = skipped;
        enter(startId, "", 1);
    }

    private void enter(String id, String path, int depth) {
        if (listed.add(id)) {
            open.push(new Folder(lister.apply(id), id, path, depth));
        }
    }

    @Override
    public boolean hasNext() {
        while (!open.isEmpty()) {
            if (hasMore(open.peek())) {
                return true;
            }
            open.pop();
        }
        return false;
    }

    private boolean hasMore(Folder folder) {
        try {
            return folder.children().hasNext();
        } catch (DingTalkException e) {
            boolean isOfThisFolder = e.code() == ErrorCode.PERMISSION_DENIED || e.code() == ErrorCode.NOT_FOUND;
            if (skipped == null || folder.depth() == 1 || !isOfThisFolder) {
                throw folder.depth() == 1 ? e : e.at("In folder " + folder.path());
            }
            skipped.accept(e.at("Skipped folder " + folder.path() + " because onFileError=skip"));
            return false;
        }
    }

    @Override
    public NodeRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Folder folder = open.element();
        Node node = folder.children().next();
        String path = folder.path() + "/" + node.name();
        if (recursive && node.mayHaveChildren()) {
            enter(node.nodeId(), path, folder.depth() + 1);
        }
        return new NodeRow(node, folder.id(), path, folder.depth());
    }
}
