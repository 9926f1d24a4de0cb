// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.apache.calcite.rel.RelNode;

/**
 * A plan whose joins may stand in another order than before.
 *
 * @param isReadable whether all tables in it have their keys
 */
record ReadableForm(RelNode rel, boolean isReadable) {}
