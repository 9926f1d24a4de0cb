// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.Execution;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The storage API over HTTP. */
final class HttpStorageApi implements StorageApi {
    private final ApiCalls calls;
    private final AccessTokens tokens;
    private final ApiSettings.Caller caller;
    private final DownloadInfoCache cache;
    private final SingleFlight<DownloadInfoCache.Key, DownloadInfo> flights;
    private final CallLog log;
    private final Clock clock;

    HttpStorageApi(
            ApiCalls calls,
            AccessTokens tokens,
            ApiSettings.Caller caller,
            DownloadInfoCache cache,
            SingleFlight<DownloadInfoCache.Key, DownloadInfo> flights,
            CallLog log,
            Clock clock) {
        this.calls = calls;
        this.tokens = tokens;
        this.caller = caller;
        this.cache = cache;
        this.flights = flights;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public DownloadInfo downloadInfo(DownloadInfoRequest request, Execution execution) {
        return latest(request, null, execution);
    }

    @Override
    public DownloadInfo renewedDownloadInfo(DownloadInfo refused, Execution execution) {
        return latest(refused.request(), refused, execution);
    }

    private DownloadInfo latest(DownloadInfoRequest request, @Nullable DownloadInfo refused, Execution execution) {
        execution.check();
        DownloadInfoCache.Key key = new DownloadInfoCache.Key(caller, request);
        DownloadInfo known = cache.find(key, refused);
        if (known != null) {
            log.hit(Api.DOWNLOAD_INFO, execution.tally());
            return known;
        }
        return flights.get(key, execution, own -> {
            DownloadInfo meanwhile = cache.find(key, refused);
            if (meanwhile != null) {
                return meanwhile;
            }
            DownloadInfo fresh = fetch(request, own);
            cache.put(key, fresh);
            return fresh;
        });
    }

    private DownloadInfo fetch(DownloadInfoRequest request, Execution execution) {
        FileRef file = request.file();
        Instant sentAt = clock.instant();
        String operation = "Getting the download info of " + file;
        String path = "/v1.0/storage/spaces/" + file.spaceId() + "/dentries/" + file.dentryId()
                + "/downloadInfos/query?unionId=" + ApiRequest.encoded(request.unionId());
        ApiRequest asked = new ApiRequest(Api.DOWNLOAD_INFO, operation, request.unionId(), path, body(request));
        ApiAnswer answer = calls.call(asked, tokens, execution);
        try {
            return DownloadInfoAnswers.parse(request, answer, sentAt);
        } catch (DingTalkException e) {
            throw e.at(operation);
        }
    }

    // preferIntranet is always sent: the service's own default is true, which only dedicated storage can serve.
    private static ObjectNode body(DownloadInfoRequest request) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode option = body.putObject("option").put("preferIntranet", request.preferIntranet());
        Long version = request.file().version();
        if (version != null) {
            option.put("version", version);
        }
        return body;
    }
}
