// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.plan.TabularFunction;
import java.util.List;
import java.util.stream.Collectors;

/** The functions that read files as typed tables. */
record FileFunctions(List<TabularFunction> all) {
    private static final String PREFIX = "read_";

    static FileFunctions of(Services services) {
        FileSamples samples = new FileSamples(services.files());
        return new FileFunctions(List.of(
                new ReadCsvFunction(new CsvTables(services, samples, new KeptLayouts<>())),
                new ReadJsonFunction(services, samples),
                new ReadXlsxFunction(new XlsxTables(services, samples, new KeptLayouts<>())),
                new ReadTextFunction(services),
                new ReadBlobFunction(services)));
    }

    /**
     * @param format {@code csv} and so on
     * @throws DingTalkException {@code INVALID_PROPERTY} if there is none
     */
    TabularFunction of(String format) {
        for (TabularFunction function : all) {
            if (function.name().equals(PREFIX + format)) {
                return function;
            }
        }
        String known = all.stream()
                .map(function -> function.name().substring(PREFIX.length()))
                .collect(Collectors.joining(", "));
        throw new DingTalkException(
                ErrorCode.INVALID_PROPERTY, "files: format must be one of " + known + ", but is '" + format + "'");
    }
}
