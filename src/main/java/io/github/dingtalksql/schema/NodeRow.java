// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.client.Node;

/**
 * A node and where a walk found it.
 *
 * @param folderId node that it is directly in
 * @param path names from the folder where the walk began, each after a slash
 * @param depth 1 for what is directly in that folder
 */
record NodeRow(Node node, String folderId, String path, long depth) {}
