// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The validated properties of one connection. {@link ConnectionProperty} has the meaning and default of each.
 *
 * @param rangeSize bytes
 * @param longestRange bytes of a range where answers begin late; {@code rangeSize} if that is given
 * @param listingCache how long listings are kept; zero for not at all
 * @param maxRecordBytes bytes
 * @param skipFileErrors {@code onFileError=skip}
 * @param files tables of schema {@code files}
 * @param workspaces knowledge bases that are schemas, by name, id or link
 */
public record ConnectionConfig(
        URI endpoint,
        @Nullable String appKey,
        @Nullable String appSecret,
        @Nullable String accessToken,
        @Nullable String unionId,
        @Nullable String userId,
        boolean preferIntranet,
        int parallelism,
        int rangeSize,
        int longestRange,
        Duration connectTimeout,
        Duration readTimeout,
        int maxRetries,
        int apiCallsPerSecond,
        int maxApiCallsPerQuery,
        Duration listingCache,
        int maxRecordBytes,
        int maxColumns,
        int fileParallelism,
        boolean skipFileErrors,
        boolean allowPrivateNetworks,
        List<MountedFile> files,
        List<String> workspaces) {

    /**
     * Checks and fills up what a URL, {@code Properties} or a model file says. An empty value is as good as none.
     *
     * @param properties by the keys of {@link ConnectionProperty} or their aliases, without regard to case
     * @throws io.github.dingtalksql.DingTalkException {@code INVALID_PROPERTY}, naming the property but no value
     */
    public static ConnectionConfig from(Map<String, String> properties) {
        PropertyValues values = PropertyValues.of(properties);
        checkCredentials(values);
        String files = values.text(ConnectionProperty.FILES);
        String workspaces = values.text(ConnectionProperty.WORKSPACES);
        return new ConnectionConfig(
                values.endpoint(),
                values.text(ConnectionProperty.APP_KEY),
                values.text(ConnectionProperty.APP_SECRET),
                values.text(ConnectionProperty.ACCESS_TOKEN),
                values.text(ConnectionProperty.UNION_ID),
                values.text(ConnectionProperty.USER_ID),
                values.bool(ConnectionProperty.PREFER_INTRANET),
                values.number(ConnectionProperty.PARALLELISM),
                values.number(ConnectionProperty.RANGE_SIZE),
                longestRange(values),
                values.millis(ConnectionProperty.CONNECT_TIMEOUT),
                values.millis(ConnectionProperty.READ_TIMEOUT),
                values.number(ConnectionProperty.MAX_RETRIES),
                values.number(ConnectionProperty.API_CALLS_PER_SECOND),
                values.number(ConnectionProperty.MAX_API_CALLS_PER_QUERY),
                Duration.ofSeconds(values.number(ConnectionProperty.LISTING_CACHE_SECONDS)),
                values.number(ConnectionProperty.MAX_RECORD_BYTES),
                values.number(ConnectionProperty.MAX_COLUMNS),
                values.number(ConnectionProperty.FILE_PARALLELISM),
                values.choice(ConnectionProperty.ON_FILE_ERROR).equals("skip"),
                values.bool(ConnectionProperty.ALLOW_PRIVATE_NETWORKS),
                files == null ? List.of() : MountedFile.parse(files),
                workspaces == null ? List.of() : MountedWorkspaces.parse(workspaces));
    }

    private static int longestRange(PropertyValues values) {
        int rangeSize = values.number(ConnectionProperty.RANGE_SIZE);
        return values.has(ConnectionProperty.RANGE_SIZE) ? rangeSize : rangeSize + rangeSize / 2;
    }

    private static void checkCredentials(PropertyValues values) {
        boolean hasKey = values.has(ConnectionProperty.APP_KEY);
        boolean hasSecret = values.has(ConnectionProperty.APP_SECRET);
        if (hasKey && !hasSecret) {
            throw PropertyValues.wrong(ConnectionProperty.APP_KEY, "needs \"appSecret\" (or \"password\") beside it");
        }
        if (hasSecret && !hasKey) {
            throw PropertyValues.wrong(ConnectionProperty.APP_SECRET, "needs \"appKey\" (or \"user\") beside it");
        }
        if (values.has(ConnectionProperty.USER_ID) && values.has(ConnectionProperty.UNION_ID)) {
            throw PropertyValues.wrong(ConnectionProperty.USER_ID, "must not be given beside \"unionId\"");
        }
        if (hasKey && values.has(ConnectionProperty.ACCESS_TOKEN)) {
            throw PropertyValues.wrong(
                    ConnectionProperty.ACCESS_TOKEN, "must not be given beside \"appKey\" and \"appSecret\"");
        }
    }

    /** Names the endpoint only: the rest may be secret. */
    @Override
    public String toString() {
        return "ConnectionConfig[" + endpoint.getHost() + "]";
    }
}
