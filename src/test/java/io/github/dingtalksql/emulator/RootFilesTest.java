// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static io.github.dingtalksql.emulator.EmulatorClient.code;
import static io.github.dingtalksql.emulator.EmulatorClient.header;
import static io.github.dingtalksql.emulator.EmulatorClient.json;
import static io.github.dingtalksql.emulator.EmulatorClient.ossCode;
import static io.github.dingtalksql.emulator.EmulatorClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootFilesTest {
    @TempDir
    Path root;

    @BeforeEach
    void write() throws Exception {
        Files.createDirectories(root.resolve("b/deep"));
        Files.createDirectories(root.resolve(".git"));
        Files.writeString(root.resolve("b/deep/二.csv"), "x,y\n1,2\n");
        Files.writeString(root.resolve("c.txt"), "see");
        Files.writeString(root.resolve("a.txt"), "a");
        Files.writeString(root.resolve(".hidden"), "no");
        Files.writeString(root.resolve(".git/config"), "no");
    }

    @Test
    void givesIdsInTheOrderOfThePaths() throws Exception {
        try (DingTalkEmulator emulator =
                DingTalkEmulator.builder().root("77", root).start()) {
            assertThat(emulator.describe())
                    .containsExactly(
                            "url=" + emulator.endpoint(),
                            "appKey=" + emulator.appKey(),
                            "appSecret=" + emulator.appSecret(),
                            "unionId=" + emulator.unionId(),
                            "file\t77\t1001\t1\ta.txt",
                            "file\t77\t1002\t1\tb/deep/二.csv",
                            "file\t77\t1003\t1\tc.txt");
        }
    }

    @Test
    void servesFilesWithAndWithoutRange() throws Exception {
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().root(root).start()) {
            EmulatorClient client = new EmulatorClient(emulator);
            JsonNode info = client.info("854", "1002");
            assertThat(text(client.get(info))).isEqualTo("x,y\n1,2\n");
            assertThat(text(client.get(info, "Range", "bytes=2-5"))).isEqualTo("y\n1,");
            assertThat(code(client.downloadInfo("854", "1004", "{}"))).isEqualTo("404 dentryNotExist");
        }
    }

    @Test
    void aFileThatChangesOnDiskGetsAnotherEtag() throws Exception {
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().root(root).start()) {
            EmulatorClient client = new EmulatorClient(emulator);
            JsonNode info = client.info("854", "1003");
            String etag = header(client.get(info), "etag");
            assertThat(header(client.get(info), "etag")).isEqualTo(etag);
            Files.writeString(root.resolve("c.txt"), "changed");
            assertThat(ossCode(client.get(info, "If-Match", etag))).isEqualTo("412 PreconditionFailed");
            assertThat(text(client.get(info))).isEqualTo("changed");
            Files.delete(root.resolve("c.txt"));
            assertThat(ossCode(client.get(info))).isEqualTo("404 NoSuchKey");
        }
    }

    @Test
    void servesPartsOfAFileThatIsLargerThanMemory() throws Exception {
        long length = 3L << 40;
        try (RandomAccessFile sparse =
                new RandomAccessFile(root.resolve("z.bin").toFile(), "rw")) {
            sparse.seek(length - 3);
            sparse.writeBytes("end");
        }
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().root(root).start()) {
            EmulatorClient client = new EmulatorClient(emulator);
            HttpResponse<byte[]> tail = client.get(client.info("854", "1004"), "Range", "bytes=-3");
            assertThat(text(tail)).isEqualTo("end");
            assertThat(header(tail, "content-range"))
                    .isEqualTo("bytes " + (length - 3) + "-" + (length - 1) + "/" + length);
            assertThat(header(tail, "x-oss-hash-crc64ecma")).isEmpty();
        }
    }

    @Test
    void aFolderWithoutFilesIsStillASpace() throws Exception {
        Path empty = Files.createDirectory(root.resolve("empty"));
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().root(empty).start()) {
            EmulatorClient client = new EmulatorClient(emulator);
            assertThat(emulator.files()).isEmpty();
            assertThat(code(client.downloadInfo("854", "1001", "{}"))).isEqualTo("404 dentryNotExist");
        }
    }

    @Test
    void mapsTheFoldersToAKnowledgeBase() throws Exception {
        Files.createDirectory(root.resolve("b/empty"));
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().root(root).start()) {
            EmulatorClient client = new EmulatorClient(emulator);
            JsonNode workspace = workspaces(emulator).path(0);
            assertThat(workspace.path("name").textValue())
                    .isEqualTo(root.getFileName().toString());
            JsonNode top = nodes(emulator, workspace.path("rootNodeId").textValue());
            assertThat(top.findValuesAsText("name")).containsExactly("a.txt", "b", "c.txt");
            assertThat(top.findValuesAsText("type")).containsExactly("FILE", "FOLDER", "FILE");
            JsonNode b = nodes(emulator, top.path(1).path("nodeId").textValue());
            assertThat(b.findValuesAsText("name")).containsExactly("deep", "empty");
            JsonNode deep = nodes(emulator, b.path(0).path("nodeId").textValue());
            assertThat(deep.findValuesAsText("name")).containsExactly("二.csv");
            assertThat(deep.at("/0/size").longValue()).isEqualTo(8);
            assertThat(nodes(emulator, b.path(1).path("nodeId").textValue())).isEmpty();
            JsonNode ids = json(client.call(
                    "/v2.0/doc/dentries/" + deep.at("/0/nodeId").textValue() + "/queryDentryId",
                    "operatorId",
                    emulator.unionId()));
            assertThat(ids.path("spaceId").textValue()).isEqualTo("854");
            assertThat(ids.path("dentryId").textValue()).isEqualTo("1002");
        }
    }

    @Test
    void nodesKeepTheirIdsWhenOtherFilesCome() throws Exception {
        String before;
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().root(root).start()) {
            before = nodes(emulator, rootNode(emulator)).at("/2/nodeId").textValue();
        }
        Files.writeString(root.resolve("aa.txt"), "new");
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().root(root).start()) {
            JsonNode nodes = nodes(emulator, rootNode(emulator));
            assertThat(nodes.at("/3/name").textValue()).isEqualTo("c.txt");
            assertThat(nodes.at("/3/nodeId").textValue()).isEqualTo(before);
        }
    }

    @Test
    void aDeletedFileIsNoLongerListed() throws Exception {
        try (DingTalkEmulator emulator = DingTalkEmulator.builder().root(root).start()) {
            Files.writeString(root.resolve("a.txt"), "longer");
            Files.delete(root.resolve("c.txt"));
            JsonNode nodes = nodes(emulator, rootNode(emulator));
            assertThat(nodes.findValuesAsText("name")).containsExactly("a.txt", "b");
            assertThat(nodes.at("/0/size").longValue()).isEqualTo(6);
        }
    }

    @Test
    void standsBesideTheSamplesAndSingleFiles() throws Exception {
        try (DingTalkEmulator emulator = DingTalkEmulator.builder()
                .samples()
                .root(root)
                .root("77", root)
                .file(EmulatedFile.of("5", "6", "single.csv", ObjectBytes.of(new byte[3])))
                .start()) {
            assertThat(workspaces(emulator).findValuesAsText("name"))
                    .containsExactly("Sales", "Engineering", root.getFileName().toString(), "Space 5");
            assertThat(nodes(emulator, rootNode(emulator)).findValuesAsText("name"))
                    .contains("sales_2026.csv", "Reports", "a.txt", "b");
            JsonNode single = nodes(
                    emulator, workspaces(emulator).path(3).path("rootNodeId").textValue());
            assertThat(single.at("/0/name").textValue()).isEqualTo("single.csv");
            assertThat(single.at("/0/size").longValue()).isEqualTo(3);
        }
    }

    private static JsonNode workspaces(DingTalkEmulator emulator) throws Exception {
        return json(new EmulatorClient(emulator).call("/v2.0/wiki/workspaces", "operatorId", emulator.unionId()))
                .path("workspaces");
    }

    private static String rootNode(DingTalkEmulator emulator) throws Exception {
        return workspaces(emulator).path(0).path("rootNodeId").textValue();
    }

    private static JsonNode nodes(DingTalkEmulator emulator, String parent) throws Exception {
        return json(new EmulatorClient(emulator)
                        .call("/v2.0/wiki/nodes", "operatorId", emulator.unionId(), "parentNodeId", parent))
                .path("nodes");
    }
}
