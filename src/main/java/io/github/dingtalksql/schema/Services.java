// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.client.ApiSettings;
import io.github.dingtalksql.client.JvmShared;
import io.github.dingtalksql.client.StorageApi;
import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.config.Loopback;
import io.github.dingtalksql.plan.FanOut;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.remote.ReadSettings;
import io.github.dingtalksql.remote.RemoteFiles;
import org.jspecify.annotations.Nullable;

/**
 * What the tables and functions of one connection work with.
 *
 * @param unionId operator of calls for which the query names none; null if the connection names none either
 * @param maxRecordBytes bytes
 */
record Services(
        StorageApi api,
        FileOpener files,
        @Nullable String unionId,
        boolean preferIntranet,
        int maxRecordBytes,
        int maxColumns,
        FanOut fanOut) {
    /** A record is held twice while its buffer grows, and once more as text: a longer one would end the JVM. */
    private static final int HEAP_SHARE = 8;

    /** Opens nothing; tokens, caches and connections are shared with every other connection of the JVM. */
    static Services of(ConnectionConfig config) {
        boolean allowPrivate = config.allowPrivateNetworks() || Loopback.isLoopback(config.endpoint());
        StorageApi api = JvmShared.instance()
                .storageApi(new ApiSettings(
                        config.endpoint(),
                        config.appKey(),
                        config.appSecret(),
                        config.accessToken(),
                        config.connectTimeout(),
                        config.readTimeout(),
                        config.maxRetries(),
                        config.apiCallsPerSecond(),
                        allowPrivate));
        RemoteFiles files = RemoteFiles.create(
                api,
                new ReadSettings(
                        config.parallelism(),
                        config.rangeSize(),
                        config.connectTimeout(),
                        config.readTimeout(),
                        config.maxRetries(),
                        allowPrivate));
        return new Services(
                api,
                files::open,
                config.unionId(),
                config.preferIntranet(),
                (int) Math.min(config.maxRecordBytes(), Runtime.getRuntime().maxMemory() / HEAP_SHARE),
                config.maxColumns(),
                new FanOut(config.fileParallelism(), config.skipFileErrors()));
    }

    /**
     * The operator of a call.
     *
     * @param keys may hold {@code union_id}
     */
    String operator(KeyValues keys) {
        String operator = keys.string("union_id").orElse(unionId);
        if (operator == null || operator.isBlank()) {
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT,
                    "No operator: DingTalk wants the unionId of the user for whom files are read. "
                            + "Set the connection property unionId, or give union_id in the query");
        }
        return operator;
    }
}
