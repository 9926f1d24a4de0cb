// SPDX-License-Identifier: Apache-2.0
package clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyun.dingtalkdoc_2_0.models.GetDentryIdByUuidHeaders;
import com.aliyun.dingtalkdoc_2_0.models.GetDentryIdByUuidRequest;
import com.aliyun.dingtalkdoc_2_0.models.GetDentryIdByUuidResponseBody;
import com.aliyun.dingtalkdoc_2_0.models.GetUuidByDentryIdHeaders;
import com.aliyun.dingtalkdoc_2_0.models.GetUuidByDentryIdRequest;
import com.aliyun.dingtalkoauth2_1_0.models.GetAccessTokenRequest;
import com.aliyun.dingtalkstorage_1_0.models.GetDentriesHeaders;
import com.aliyun.dingtalkstorage_1_0.models.GetDentriesRequest;
import com.aliyun.dingtalkstorage_1_0.models.GetDentryHeaders;
import com.aliyun.dingtalkstorage_1_0.models.GetDentryRequest;
import com.aliyun.dingtalkstorage_1_0.models.GetFileDownloadInfoHeaders;
import com.aliyun.dingtalkstorage_1_0.models.GetFileDownloadInfoRequest;
import com.aliyun.dingtalkstorage_1_0.models.GetFileDownloadInfoRequest.GetFileDownloadInfoRequestOption;
import com.aliyun.dingtalkstorage_1_0.models.GetFileDownloadInfoResponseBody;
import com.aliyun.dingtalkstorage_1_0.models.GetFileDownloadInfoResponseBody.GetFileDownloadInfoResponseBodyHeaderSignatureInfo;
import com.aliyun.dingtalkstorage_1_0.models.GetSpaceHeaders;
import com.aliyun.dingtalkstorage_1_0.models.GetSpaceRequest;
import com.aliyun.dingtalkstorage_1_0.models.ListAllDentriesHeaders;
import com.aliyun.dingtalkstorage_1_0.models.ListAllDentriesRequest;
import com.aliyun.dingtalkstorage_1_0.models.ListAllDentriesRequest.ListAllDentriesRequestOption;
import com.aliyun.dingtalkstorage_1_0.models.ListAllDentriesResponseBody;
import com.aliyun.dingtalkstorage_1_0.models.ListDentriesHeaders;
import com.aliyun.dingtalkstorage_1_0.models.ListDentriesRequest;
import com.aliyun.dingtalkstorage_1_0.models.ListDentryVersionsHeaders;
import com.aliyun.dingtalkstorage_1_0.models.ListDentryVersionsRequest;
import com.aliyun.dingtalkstorage_1_0.models.ListDentryVersionsResponseBody.ListDentryVersionsResponseBodyDentries;
import com.aliyun.dingtalkwiki_2_0.models.GetNodeByUrlHeaders;
import com.aliyun.dingtalkwiki_2_0.models.GetNodeByUrlRequest;
import com.aliyun.dingtalkwiki_2_0.models.GetNodeHeaders;
import com.aliyun.dingtalkwiki_2_0.models.GetNodeRequest;
import com.aliyun.dingtalkwiki_2_0.models.GetWorkspaceHeaders;
import com.aliyun.dingtalkwiki_2_0.models.GetWorkspaceRequest;
import com.aliyun.dingtalkwiki_2_0.models.ListNodesHeaders;
import com.aliyun.dingtalkwiki_2_0.models.ListNodesRequest;
import com.aliyun.dingtalkwiki_2_0.models.ListNodesResponseBody;
import com.aliyun.dingtalkwiki_2_0.models.ListNodesResponseBody.ListNodesResponseBodyNodes;
import com.aliyun.dingtalkwiki_2_0.models.ListWorkspacesHeaders;
import com.aliyun.dingtalkwiki_2_0.models.ListWorkspacesRequest;
import com.aliyun.dingtalkwiki_2_0.models.ListWorkspacesResponseBody.ListWorkspacesResponseBodyWorkspaces;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teautil.models.RuntimeOptions;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.internal.Version;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DingTalk's own SDK against the emulator, which treats it like every other client. */
class SdkTest {
    private static final RuntimeOptions RUNTIME = new RuntimeOptions();

    private static RunningEmulator emulator;
    private static String token;
    private static com.aliyun.dingtalkwiki_2_0.Client wiki;
    private static com.aliyun.dingtalkstorage_1_0.Client storage;
    private static com.aliyun.dingtalkdoc_2_0.Client doc;

    @BeforeAll
    static void start() throws Exception {
        emulator = RunningEmulator.start();
        wiki = new com.aliyun.dingtalkwiki_2_0.Client(config(emulator.endpoint()));
        storage = new com.aliyun.dingtalkstorage_1_0.Client(config(emulator.endpoint()));
        doc = new com.aliyun.dingtalkdoc_2_0.Client(config(emulator.endpoint()));
        token = token(emulator.endpoint(), emulator.appKey(), emulator.appSecret());
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    private static Config config(String endpoint) {
        Config config = new Config();
        config.protocol = "http";
        config.endpoint = endpoint;
        return config;
    }

    private static String token(String endpoint, String appKey, String appSecret) throws Exception {
        var answer = new com.aliyun.dingtalkoauth2_1_0.Client(config(endpoint))
                .getAccessToken(new GetAccessTokenRequest().setAppKey(appKey).setAppSecret(appSecret))
                .getBody();
        assertThat(answer.getExpireIn()).isEqualTo(7200);
        return answer.getAccessToken();
    }

    private static ListWorkspacesResponseBodyWorkspaces workspace(String name) throws Exception {
        return wiki
                .listWorkspacesWithOptions(
                        new ListWorkspacesRequest().setOperatorId(emulator.unionId()).setMaxResults(30),
                        new ListWorkspacesHeaders().setXAcsDingtalkAccessToken(token),
                        RUNTIME)
                .getBody()
                .getWorkspaces()
                .stream()
                .filter(workspace -> workspace.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All pages. */
    private static List<ListNodesResponseBodyNodes> children(String nodeId) throws Exception {
        List<ListNodesResponseBodyNodes> nodes = new ArrayList<>();
        ListNodesRequest request = new ListNodesRequest()
                .setParentNodeId(nodeId)
                .setOperatorId(emulator.unionId())
                .setMaxResults(50)
                .setWithPermissionRole(true);
        do {
            ListNodesResponseBody page = wiki.listNodesWithOptions(
                            request, new ListNodesHeaders().setXAcsDingtalkAccessToken(token), RUNTIME)
                    .getBody();
            nodes.addAll(page.getNodes());
            request.setNextToken(page.getNextToken());
        } while (request.getNextToken() != null && !request.getNextToken().isEmpty());
        return nodes;
    }

    private static ListNodesResponseBodyNodes node(String workspace, String name) throws Exception {
        return children(workspace(workspace).getRootNodeId()).stream()
                .filter(node -> node.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static GetFileDownloadInfoResponseBody info(String dentryId, GetFileDownloadInfoRequestOption option)
            throws Exception {
        return info("854", dentryId, option, emulator.unionId());
    }

    private static GetFileDownloadInfoResponseBody info(
            String spaceId, String dentryId, GetFileDownloadInfoRequestOption option, String unionId) throws Exception {
        GetFileDownloadInfoRequest request = new GetFileDownloadInfoRequest().setUnionId(unionId);
        if (option != null) {
            request.setOption(option);
        }
        while (true) {
            try {
                return storage.getFileDownloadInfoWithOptions(
                                spaceId,
                                dentryId,
                                request,
                                new GetFileDownloadInfoHeaders().setXAcsDingtalkAccessToken(token),
                                RUNTIME)
                        .getBody();
            } catch (TeaException e) {
                if (!e.getCode().equals("Forbidden.AccessDenied.QpsLimitForAppkeyAndApi")) {
                    throw e;
                }
                // The emulator is as strict as DingTalk (20 calls a second), and the SDK repeats nothing.
                Thread.sleep(1000);
            }
        }
    }

    private static Response get(GetFileDownloadInfoResponseBody info, String range) throws Exception {
        Request.Builder request = new Request.Builder()
                .url(info.getHeaderSignatureInfo().getResourceUrls().get(0));
        info.getHeaderSignatureInfo().getHeaders().forEach(request::header);
        if (range != null) {
            request.header("Range", range);
        }
        return new OkHttpClient().newCall(request.build()).execute();
    }

    @Test
    void itIsTheOldClientThatTheSdkBrings() {
        assertThat(Version.userAgent()).startsWith("okhttp/3.12.");
    }

    @Test
    void listsWorkspaces() throws Exception {
        ListWorkspacesResponseBodyWorkspaces sales = workspace("Sales");

        assertThat(sales.getType()).isEqualTo("TEAM");
        assertThat(sales.getUrl()).startsWith("https://");
        assertThat(sales.getCreateTime()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\dZ");
        assertThat(wiki.getWorkspaceWithOptions(
                                sales.getWorkspaceId(),
                                new GetWorkspaceRequest().setOperatorId(emulator.unionId()),
                                new GetWorkspaceHeaders().setXAcsDingtalkAccessToken(token),
                                RUNTIME)
                        .getBody()
                        .getWorkspace()
                        .getRootNodeId())
                .isEqualTo(sales.getRootNodeId());
    }

    @Test
    void listsNodesOverSeveralPages() throws Exception {
        ListNodesResponseBodyNodes folder = node("Engineering", "Meetings");
        List<ListNodesResponseBodyNodes> meetings = children(folder.getNodeId());

        assertThat(folder.getType()).isEqualTo("FOLDER");
        assertThat(folder.getHasChildren()).isTrue();
        assertThat(meetings).hasSize(120).allMatch(node -> node.getCategory().equals("ALIDOC"));
        assertThat(new HashSet<>(
                        meetings.stream().map(ListNodesResponseBodyNodes::getNodeId).toList()))
                .hasSize(120);
    }

    @Test
    void resolvesANodeAndALinkToSpaceAndDentry() throws Exception {
        ListNodesResponseBodyNodes node = node("Sales", "sales_2026.csv");
        GetDentryIdByUuidResponseBody ids = doc.getDentryIdByUuidWithOptions(
                        node.getNodeId(),
                        new GetDentryIdByUuidRequest().setOperatorId(emulator.unionId()),
                        new GetDentryIdByUuidHeaders().setXAcsDingtalkAccessToken(token),
                        RUNTIME)
                .getBody();

        assertThat(List.of(ids.getSpaceId(), ids.getDentryId(), ids.getDentryUuid()))
                .containsExactly("854", "798", node.getNodeId());
        assertThat(doc.getUuidByDentryIdWithOptions(
                                "798",
                                new GetUuidByDentryIdRequest()
                                        .setSpaceId("854")
                                        .setOperatorId(emulator.unionId()),
                                new GetUuidByDentryIdHeaders().setXAcsDingtalkAccessToken(token),
                                RUNTIME)
                        .getBody()
                        .getDentryUuid())
                .isEqualTo(node.getNodeId());
        assertThat(wiki.getNodeByUrlWithOptions(
                                new GetNodeByUrlRequest()
                                        .setUrl(node.getUrl())
                                        .setOperatorId(emulator.unionId()),
                                new GetNodeByUrlHeaders().setXAcsDingtalkAccessToken(token),
                                RUNTIME)
                        .getBody()
                        .getNode()
                        .getNodeId())
                .isEqualTo(node.getNodeId());
        assertThat(wiki.getNodeWithOptions(
                                node.getNodeId(),
                                new GetNodeRequest()
                                        .setOperatorId(emulator.unionId())
                                        .setWithStatisticalInfo(true),
                                new GetNodeHeaders().setXAcsDingtalkAccessToken(token),
                                RUNTIME)
                        .getBody()
                        .getNode()
                        .getName())
                .isEqualTo("sales_2026.csv");
    }

    @Test
    void getsDownloadInfoWithAndWithoutOption() throws Exception {
        List<GetFileDownloadInfoRequestOption> options = new ArrayList<>();
        options.add(null);
        options.add(new GetFileDownloadInfoRequestOption());
        options.add(new GetFileDownloadInfoRequestOption().setPreferIntranet(false));
        options.add(
                new GetFileDownloadInfoRequestOption().setPreferIntranet(false).setVersion(1L));
        for (GetFileDownloadInfoRequestOption option : options) {
            GetFileDownloadInfoResponseBody info = info("798", option);
            GetFileDownloadInfoResponseBodyHeaderSignatureInfo signature = info.getHeaderSignatureInfo();

            assertThat(info.getProtocol()).isEqualTo("HEADER_SIGNATURE");
            assertThat(signature.getResourceUrls()).isNotEmpty();
            assertThat(signature.getHeaders()).containsKeys("Authorization", "x-oss-date");
            assertThat(signature.getExpirationSeconds()).isEqualTo(900);
            assertThat(signature.getRegion()).isEqualTo("ZHANGJIAKOU");
        }
    }

    @Test
    void downloadsWholeFilesAndRangesOfEachVersion() throws Exception {
        GetFileDownloadInfoResponseBody current = info("798", null);
        byte[] whole;
        try (Response response = get(current, null)) {
            assertThat(response.code()).isEqualTo(200);
            whole = response.body().bytes();
        }
        try (Response response = get(current, "bytes=10-99")) {
            assertThat(response.code()).isEqualTo(206);
            assertThat(response.header("Content-Range")).isEqualTo("bytes 10-99/" + whole.length);
            assertThat(response.body().bytes()).isEqualTo(java.util.Arrays.copyOfRange(whole, 10, 100));
        }
        GetFileDownloadInfoResponseBody first = info("798", new GetFileDownloadInfoRequestOption().setVersion(1L));
        try (Response response = get(first, null)) {
            assertThat(response.body().bytes()).isNotEqualTo(whole).hasSizeLessThan(whole.length);
        }
        assertThat(new String(whole, StandardCharsets.UTF_8)).startsWith("order_id,ordered_on,");
    }

    @Test
    void listsVersions() throws Exception {
        List<ListDentryVersionsResponseBodyDentries> versions = storage.listDentryVersionsWithOptions(
                        "854",
                        "798",
                        new ListDentryVersionsRequest()
                                .setUnionId(emulator.unionId())
                                .setMaxResults(100),
                        new ListDentryVersionsHeaders().setXAcsDingtalkAccessToken(token),
                        RUNTIME)
                .getBody()
                .getDentries();

        assertThat(versions)
                .extracting(ListDentryVersionsResponseBodyDentries::getVersion)
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(versions).allMatch(version -> version.getType().equals("FILE") && version.getSize() > 0);
    }

    @Test
    void listsAndGetsDentries() throws Exception {
        Set<String> ids = new HashSet<>();
        ListAllDentriesRequestOption option =
                new ListAllDentriesRequestOption().setMaxResults(50).setOrder("ASC");
        do {
            ListAllDentriesResponseBody page = storage.listAllDentriesWithOptions(
                            "860",
                            new ListAllDentriesRequest()
                                    .setUnionId(emulator.unionId())
                                    .setOption(option),
                            new ListAllDentriesHeaders().setXAcsDingtalkAccessToken(token),
                            RUNTIME)
                    .getBody();
            page.getDentries().forEach(dentry -> assertThat(ids.add(dentry.getId())).isTrue());
            option.setNextToken(page.getNextToken());
        } while (option.getNextToken() != null && !option.getNextToken().isEmpty());

        assertThat(ids).hasSize(184);
        assertThat(storage.listDentriesWithOptions(
                                "854",
                                new ListDentriesRequest()
                                        .setParentId("0")
                                        .setUnionId(emulator.unionId())
                                        .setMaxResults(50),
                                new ListDentriesHeaders().setXAcsDingtalkAccessToken(token),
                                RUNTIME)
                        .getBody()
                        .getDentries())
                .extracting(dentry -> dentry.getName())
                .contains("sales_2026.csv", "Reports");
        assertThat(storage.getDentryWithOptions(
                                "854",
                                "798",
                                new GetDentryRequest().setUnionId(emulator.unionId()),
                                new GetDentryHeaders().setXAcsDingtalkAccessToken(token),
                                RUNTIME)
                        .getBody()
                        .getDentry()
                        .getVersion())
                .isEqualTo(2);
        assertThat(storage.getDentriesWithOptions(
                                "854",
                                new GetDentriesRequest()
                                        .setDentryIds(List.of("798", "1"))
                                        .setUnionId(emulator.unionId()),
                                new GetDentriesHeaders().setXAcsDingtalkAccessToken(token),
                                RUNTIME)
                        .getBody()
                        .getResultItems())
                .extracting(item -> item.getDentryId() + " " + item.getSuccess() + " " + item.getErrorCode())
                .containsExactly("798 true null", "1 false dentryNotExist");
        assertThat(storage.getSpaceWithOptions(
                                "854",
                                new GetSpaceRequest().setUnionId(emulator.unionId()),
                                new GetSpaceHeaders().setXAcsDingtalkAccessToken(token),
                                RUNTIME)
                        .getBody()
                        .getSpace()
                        .getName())
                .isEqualTo("Sales");
    }

    /** Section "Answers and exceptions" of what is known of the SDK: the status, the service's message, the request id. */
    @ParameterizedTest
    @CsvSource({
        "854, 1, 404, dentryNotExist",
        "1, 798, 404, spaceNotExist",
        "854, x, 400, paramError.dentryId",
        "854, 901, 400, fileArchived",
        "854, 902, 403, permissionDenied",
        "854, 903, 400, operationNotSupported",
        "854, 904, 400, dentryDownloadProtocolNotSupport",
        "854, 905, 403, orgAuthLevelNotEnough",
        "854, 907, 500, systemError",
        "854, 908, 500, unknownError",
        "854, 909, 503, operationTimeout",
    })
    void errorsAreTheExceptionsOfTheSdk(String spaceId, String dentryId, int status, String code) {
        TeaException failure =
                catchThrowableOfType(TeaException.class, () -> info(spaceId, dentryId, null, emulator.unionId()));

        assertThat(failure.getCode()).isEqualTo(code);
        assertThat(failure.getStatusCode()).isEqualTo(status);
        assertThat(failure.getMessage())
                .startsWith("code: " + status + ", ")
                .matches("(?s).* request id: [0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
        assertThat(failure.getData()).containsEntry("code", code);
    }

    @Test
    void refusalsOfTheGatewayAreExceptionsToo() {
        TeaException wrongSecret = catchThrowableOfType(
                TeaException.class, () -> token(emulator.endpoint(), emulator.appKey(), "wrong"));
        TeaException noToken = catchThrowableOfType(
                TeaException.class,
                () -> wiki.listWorkspacesWithOptions(
                        new ListWorkspacesRequest().setOperatorId(emulator.unionId()),
                        new ListWorkspacesHeaders(),
                        RUNTIME));
        TeaException wrongOperator = catchThrowableOfType(
                TeaException.class, () -> info("854", "798", null, "manager7263"));

        assertThat(wrongSecret.getCode()).isEqualTo("invalidClientIdOrSecret");
        assertThat(noToken.getCode()).isEqualTo("InvalidAuthentication");
        assertThat(noToken.getStatusCode()).isEqualTo(400);
        assertThat(wrongOperator.getCode()).isEqualTo("paramError");
        assertThat(wrongOperator.getMessage()).contains("unionId");
    }

    /** In a loader of its own: an emulator whose app lacks a scope, which the command line does not offer. */
    @Test
    void aMissingScopeIsNamedInTheDetail() throws Exception {
        URL jar = Path.of(System.getProperty("dingtalk.allJar")).toUri().toURL();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass("io.github.dingtalksql.emulator.DingTalkEmulator");
            Object builder = type.getMethod("builder").invoke(null);
            builder.getClass().getMethod("samples").invoke(builder);
            builder.getClass().getMethod("withoutScope", String.class).invoke(builder, "Wiki.Workspace.Read");
            try (AutoCloseable narrow =
                    (AutoCloseable) builder.getClass().getMethod("start").invoke(builder)) {
                String endpoint = type.getMethod("endpoint").invoke(narrow).toString().replace("http://", "");
                String own = token(
                        endpoint,
                        (String) type.getMethod("appKey").invoke(narrow),
                        (String) type.getMethod("appSecret").invoke(narrow));
                TeaException failure = catchThrowableOfType(
                        TeaException.class,
                        () -> new com.aliyun.dingtalkwiki_2_0.Client(config(endpoint))
                                .listWorkspacesWithOptions(
                                        new ListWorkspacesRequest().setOperatorId(emulator.unionId()),
                                        new ListWorkspacesHeaders().setXAcsDingtalkAccessToken(own),
                                        RUNTIME));

                assertThat(failure.getCode()).isEqualTo("Forbidden.AccessDenied.AccessTokenPermissionDenied");
                assertThat(failure.getStatusCode()).isEqualTo(403);
                assertThat(failure.getAccessDeniedDetail())
                        .isEqualTo(Map.of("requiredScopes", List.of("Wiki.Workspace.Read")));
            }
        }
    }

    @Test
    void everyPrintedFileCanBeDownloaded() throws Exception {
        List<String> some = emulator.files().stream()
                .filter(line -> line.startsWith("file\t854\t79") || line.startsWith("file\t854\t80"))
                .toList();
        assertThat(some).hasSizeGreaterThanOrEqualTo(5);
        for (String line : some) {
            String[] file = line.split("\t");
            try (Response response = get(info(file[1], file[2], null, emulator.unionId()), null)) {
                assertThat(response.code()).as(line).isEqualTo(200);
                assertThat(response.body().bytes()).as(line).hasSize((int) response.body().contentLength());
            }
        }
    }
}
