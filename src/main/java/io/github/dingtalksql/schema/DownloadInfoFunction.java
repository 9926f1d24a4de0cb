// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfo;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.client.FileRef;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedFunction;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.RowSource;
import io.github.dingtalksql.plan.TableColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code download_info(space_id, dentry_id [, version] [, union_id] [, prefer_intranet])}: the answer of
 * {@code downloadInfos/query} as one row. One call, unless the last answer for the same request is still valid.
 */
final class DownloadInfoFunction extends KeyedFunction {
    private static final List<TableColumn> PARAMETERS = List.of(
            column("space_id", ColumnType.VARCHAR, false, "Id of the storage space that the file is in."),
            column("dentry_id", ColumnType.VARCHAR, false, "Id of the file in its space."),
            column("version", ColumnType.BIGINT, true, "File version; left out or null: the current one."),
            column("union_id", ColumnType.VARCHAR, true, "The operator; left out: the connection's unionId."),
            column(
                    "prefer_intranet",
                    ColumnType.BOOLEAN,
                    true,
                    "Whether to prefer addresses of a dedicated storage's intranet; left out: the connection's."));

    private static final List<TableColumn> COLUMNS = List.of(
            column("space_id", ColumnType.VARCHAR, false, "Id of the storage space, as given."),
            column("dentry_id", ColumnType.VARCHAR, false, "Id of the file, as given."),
            column("version", ColumnType.BIGINT, true, "File version, as given; null: the current one."),
            column("protocol", ColumnType.VARCHAR, false, "How to download; HEADER_SIGNATURE is the documented value."),
            column("resource_urls", ColumnType.VARCHAR_ARRAY, false, "Signed URLs of the bytes, the preferred first."),
            column("headers", ColumnType.VARCHAR_MAP, false, "Headers to send with every request to these URLs."),
            column("expiration_seconds", ColumnType.INTEGER, true, "Lifetime of URLs and headers, in seconds."),
            column("expires_at", ColumnType.TIMESTAMP, true, "When that lifetime ends, on this machine's clock."),
            column("region", ColumnType.VARCHAR, true, "Where the bytes are stored, such as SHANGHAI."),
            column(
                    "internal_resource_urls",
                    ColumnType.VARCHAR_ARRAY,
                    false,
                    "Addresses inside a dedicated storage's intranet; the service says not to use them yet."));

    private final Services services;

    DownloadInfoFunction(List<String> schemaPath, Services services) {
        super(
                schemaPath,
                "download_info",
                "How to fetch a file's bytes: signed URLs, headers and their lifetime.",
                PARAMETERS,
                COLUMNS,
                services.fanOut());
        this.services = services;
    }

    @Override
    public RowSource open(KeyValues arguments, Execution execution) {
        return new OneRow(() -> row(services.api().downloadInfo(request(arguments, execution), execution)));
    }

    private DownloadInfoRequest request(KeyValues arguments, Execution execution) {
        FileRef file = new FileRef(
                arguments.required("space_id"),
                arguments.required("dentry_id"),
                arguments.number("version").orElse(null));
        Object preferIntranet = arguments.values().getOrDefault("prefer_intranet", services.preferIntranet());
        return new DownloadInfoRequest(file, services.operator(arguments, execution), (Boolean) preferIntranet);
    }

    private static @Nullable Object[] row(DownloadInfo info) {
        FileRef file = info.request().file();
        return new @Nullable Object[] {
            file.spaceId(),
            file.dentryId(),
            file.version(),
            info.protocol(),
            info.resourceUrls(),
            info.headers(),
            info.expirationSeconds(),
            WallClock.millis(info.expiresAt()),
            info.region(),
            info.internalResourceUrls()
        };
    }

    private static TableColumn column(String name, ColumnType type, boolean nullable, String remarks) {
        return new TableColumn(name, type, nullable, KeyRole.NONE, remarks);
    }
}
