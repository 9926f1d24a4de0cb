// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** The files and the failing dentries that come with the emulator; {@link DingTalkEmulator.Builder#samples()} lists them. */
final class SampleFiles {
    static final String SPACE = "854";

    private static final Instant SECOND_VERSION_AT = Instant.parse("2026-07-01T02:00:00Z");

    private SampleFiles() {}

    static List<EmulatedFile> files() {
        return List.of(
                file("798", "sales_2026.csv", "sales_2026.v1.csv")
                        .withNewVersion(resource("sales_2026.v2.csv"), SECOND_VERSION_AT),
                file("799", "app.log", "app.log"),
                file("800", "empty.csv", "empty.csv"),
                file("801", "stores_gb18030.csv", "stores_gb18030.csv"),
                file("802", "inventory.tsv", "inventory.tsv"),
                file("803", "budget_2026.xlsx", "budget_2026.xlsx"));
    }

    static List<FailingDentry> failing() {
        return List.of(
                failing("901", 400, "fileArchived", "the file is archived and is being restored"),
                failing("902", 403, "permissionDenied", "the operator may not download the file"),
                failing("903", 400, "operationNotSupported", "an online document cannot be downloaded"),
                failing("904", 400, "dentryDownloadProtocolNotSupport", "download protocol not supported"),
                failing("905", 403, "orgAuthLevelNotEnough", "auth level of org is not enough"),
                failing("906", 400, "paramError", "bad parameter"),
                failing("907", 500, "systemError", "system error"),
                failing("908", 500, "unknownError", "Unknown Error"),
                failing("909", 503, "operationTimeout", "request timeout"));
    }

    private static EmulatedFile file(String dentryId, String name, String resource) {
        return EmulatedFile.of(SPACE, dentryId, name, resource(resource));
    }

    private static FailingDentry failing(String dentryId, int status, String code, String message) {
        return new FailingDentry(SPACE, dentryId, status, code, message);
    }

    private static ObjectBytes resource(String name) {
        try (InputStream in = SampleFiles.class.getResourceAsStream("samples/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no sample " + name);
            }
            return ObjectBytes.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
