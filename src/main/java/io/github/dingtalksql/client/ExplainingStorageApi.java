// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.Execution;
import java.util.function.Supplier;

/**
 * Says of what cannot be downloaded what it is. The service has one code for a folder and an online document, so one
 * more call asks; if it fails too, the code has to do. Thread-safe.
 */
final class ExplainingStorageApi implements StorageApi {
    private static final String NOT_SUPPORTED = "operationNotSupported";

    private final StorageApi api;
    private final DirectoryApi directory;

    ExplainingStorageApi(StorageApi api, DirectoryApi directory) {
        this.api = api;
        this.directory = directory;
    }

    @Override
    public DownloadInfo downloadInfo(DownloadInfoRequest request, Execution execution) {
        return explained(() -> api.downloadInfo(request, execution), request, execution);
    }

    @Override
    public DownloadInfo renewedDownloadInfo(DownloadInfo refused, Execution execution) {
        return explained(() -> api.renewedDownloadInfo(refused, execution), refused.request(), execution);
    }

    private DownloadInfo explained(Supplier<DownloadInfo> call, DownloadInfoRequest request, Execution execution) {
        try {
            return call.get();
        } catch (DingTalkException e) {
            throw e.serviceCode().filter(NOT_SUPPORTED::equals).isPresent() ? explained(e, request, execution) : e;
        }
    }

    private DingTalkException explained(DingTalkException refusal, DownloadInfoRequest request, Execution execution) {
        try {
            Dentry dentry = directory.dentry(request.file(), request.unionId(), execution);
            String message = String.valueOf(refusal.getMessage());
            return new DingTalkException(
                    refusal.code(),
                    message.replace(Fault.NOT_DOWNLOADABLE.advice(), sentence(request.file(), dentry)),
                    NOT_SUPPORTED,
                    refusal);
        } catch (DingTalkException e) {
            execution.check();
            return refusal;
        }
    }

    private static String sentence(FileRef file, Dentry dentry) {
        String shown = file.spaceId() + "/" + file.dentryId() + " (" + CleanText.line(dentry.name(), 200) + ") ";
        if (dentry.isFolder()) {
            return shown
                    + "is a folder, not a file. List its files: SELECT name, dentry_id FROM dentries WHERE space_id = '"
                    + file.spaceId() + "' AND parent_id = '" + file.dentryId() + "'.";
        }
        if (dentry.isOnlineDocument()) {
            return shown + "is an online document (" + CleanText.line(dentry.extension(), 20)
                    + "), not a file, so there are no bytes to read. Export it in DingTalk first.";
        }
        return shown + "is a kind of file that DingTalk does not let be downloaded.";
    }
}
