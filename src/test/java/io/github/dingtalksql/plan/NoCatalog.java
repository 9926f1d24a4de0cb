// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.List;

/** For engines that are asked for plans only, not for metadata. */
record NoCatalog() implements SqlCatalog {
    @Override
    public List<String> schemas() {
        return List.of();
    }

    @Override
    public List<TableInfo> tables() {
        return List.of();
    }

    @Override
    public List<FunctionInfo> functions() {
        return List.of();
    }
}
