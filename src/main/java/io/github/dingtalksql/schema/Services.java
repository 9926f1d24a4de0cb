// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.ApiSettings;
import io.github.dingtalksql.client.CallLog;
import io.github.dingtalksql.client.DirectoryApi;
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
 * @param userId names that operator in another way, if {@code unionId} is null
 * @param maxRecordBytes bytes
 */
record Services(
        StorageApi api,
        FileOpener files,
        DirectoryApi directory,
        CallLog callLog,
        @Nullable String unionId,
        @Nullable String userId,
        boolean preferIntranet,
        int maxRecordBytes,
        int maxColumns,
        FanOut fanOut) {
    /** A record is held twice while its buffer grows, and once more as text: a longer one would end the JVM. */
    private static final int HEAP_SHARE = 8;

    private static final String UNION_ID = "union_id";

    /** Opens nothing; tokens, caches and connections are shared with every other connection of the JVM. */
    static Services of(ConnectionConfig config) {
        boolean allowPrivate = config.allowPrivateNetworks() || Loopback.isLoopback(config.endpoint());
        ApiSettings settings = new ApiSettings(
                config.endpoint(),
                config.appKey(),
                config.appSecret(),
                config.accessToken(),
                config.connectTimeout(),
                config.readTimeout(),
                config.maxRetries(),
                config.apiCallsPerSecond(),
                config.maxApiCallsPerQuery(),
                config.listingCache(),
                allowPrivate);
        StorageApi api = JvmShared.instance().storageApi(settings);
        RemoteFiles files = RemoteFiles.create(
                api,
                new ReadSettings(
                        config.parallelism(),
                        config.rangeSize(),
                        config.longestRange(),
                        config.connectTimeout(),
                        config.readTimeout(),
                        config.maxRetries(),
                        allowPrivate));
        return new Services(
                api,
                files::open,
                JvmShared.instance().directoryApi(settings),
                JvmShared.instance().callLog(),
                config.unionId(),
                config.userId(),
                config.preferIntranet(),
                (int) Math.min(config.maxRecordBytes(), Runtime.getRuntime().maxMemory() / HEAP_SHARE),
                config.maxColumns(),
                new FanOut(config.fileParallelism(), config.skipFileErrors()));
    }

    /**
     * The operator of a call. Looks up the connection's userId, if that is all there is, which is one call in the life of
     * the JVM.
     *
     * @param keys may hold {@code union_id}
     */
    String operator(KeyValues keys, Execution execution) {
        String operator = keys.string(UNION_ID).orElse(unionId);
        if (operator != null && !operator.isBlank()) {
            return operator;
        }
        if (userId != null) {
            return directory.unionId(userId, execution);
        }
        throw new DingTalkException(
                ErrorCode.INVALID_ARGUMENT,
                "No operator: DingTalk wants the unionId of the user for whom files are read. "
                        + "Set the connection property unionId (or userId), or give union_id in the query");
    }

    /** Whether the operator is known, or known to be missing, without a call. */
    boolean knowsOperator(KeyValues keys) {
        return userId == null || keys.string(UNION_ID).isPresent();
    }

    /** {@code keys} with the connection's operator if they name none and it is known without a call. */
    KeyValues withKnownOperator(KeyValues keys) {
        if (keys.string(UNION_ID).isPresent() || !knowsOperator(keys)) {
            return keys;
        }
        return keys.with(UNION_ID, operator(keys, new Execution()));
    }

    /** {@code keys} with the operator that the call is made for. */
    KeyValues withOperator(KeyValues keys, Execution execution) {
        return keys.with(UNION_ID, operator(keys, execution));
    }

    /** Without the operator. */
    @Override
    public String toString() {
        return "Services[" + fanOut + "]";
    }
}
