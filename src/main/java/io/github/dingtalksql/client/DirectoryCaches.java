// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What all connections of the JVM keep of listings. Thread-safe.
 *
 * @param unionIds by userId; they do not change
 */
record DirectoryCaches(
        AnswerCache<Page<Workspace>> workspacePages,
        AnswerCache<Page<Node>> nodePages,
        AnswerCache<Page<Dentry>> dentryPages,
        AnswerCache<Workspace> workspaces,
        AnswerCache<Node> nodes,
        AnswerCache<Dentry> dentries,
        AnswerCache<FileRef> files,
        AnswerCache<Space> spaces,
        AnswerCache<String> unionIds) {

    private static final int PAGES = 1024;
    private static final int ROWS = 4096;

    static DirectoryCaches create(LongSupplier nanoTime, Executor executor) {
        return new DirectoryCaches(
                new AnswerCache<>(PAGES, nanoTime, executor),
                new AnswerCache<>(PAGES, nanoTime, executor),
                new AnswerCache<>(PAGES, nanoTime, executor),
                new AnswerCache<>(ROWS, nanoTime, executor),
                new AnswerCache<>(ROWS, nanoTime, executor),
                new AnswerCache<>(ROWS, nanoTime, executor),
                new AnswerCache<>(ROWS, nanoTime, executor),
                new AnswerCache<>(ROWS, nanoTime, executor),
                new AnswerCache<>(ROWS, nanoTime, executor));
    }
}
