// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Talks to the emulator as any HTTP client would. */
final class EmulatorClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOKEN_HEADER = "x-acs-dingtalk-access-token";

    private final DingTalkEmulator emulator;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    EmulatorClient(DingTalkEmulator emulator) {
        this.emulator = emulator;
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path, String body, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(emulator.endpoint() + path))
                .headers(merged(List.of("Content-Type", "application/json; charset=utf-8"), headers))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<byte[]> token(String appKey, String appSecret) throws Exception {
        String body = JSON.createObjectNode()
                .put("appKey", appKey)
                .put("appSecret", appSecret)
                .toString();
        return post("/v1.0/oauth2/accessToken", body);
    }

    String token() throws Exception {
        return json(token(emulator.appKey(), emulator.appSecret()))
                .path("accessToken")
                .textValue();
    }

    HttpResponse<byte[]> downloadInfo(String spaceId, String dentryId, String body) throws Exception {
        return post(path(spaceId, dentryId, emulator.unionId()), body, TOKEN_HEADER, token());
    }

    HttpResponse<byte[]> downloadInfoWithToken(String token) throws Exception {
        return post(path("854", "798", emulator.unionId()), "{}", TOKEN_HEADER, token);
    }

    JsonNode info(String spaceId, String dentryId) throws Exception {
        return json(downloadInfo(spaceId, dentryId, "{}")).path("headerSignatureInfo");
    }

    /** A GET of the API; each second of the rest is the value of the parameter before it. */
    HttpResponse<byte[]> call(String path, String... parameters) throws Exception {
        return getAs(emulator.accessToken(), path + query(parameters));
    }

    /** A POST of the API. */
    HttpResponse<byte[]> callWithBody(String path, String body, String... parameters) throws Exception {
        return post(path + query(parameters), body, TOKEN_HEADER, emulator.accessToken());
    }

    HttpResponse<byte[]> getAs(String token, String path) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(emulator.endpoint() + path)).header(TOKEN_HEADER, token));
    }

    HttpResponse<byte[]> postAs(String token, String path) throws Exception {
        return post(path, "{}", TOKEN_HEADER, token);
    }

    static String query(String... parameters) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? '?' : '&').append(parameters[i]).append('=');
            query.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        return query.toString();
    }

    /** A GET with the signed headers of an answer, and others. */
    HttpResponse<byte[]> get(JsonNode info, String... headers) throws Exception {
        return send(request(info, headers));
    }

    static HttpRequest.Builder request(JsonNode info, String... headers) {
        URI url = URI.create(info.path("resourceUrls").path(0).textValue());
        return HttpRequest.newBuilder(url).headers(merged(signed(info), headers));
    }

    /** A request by hand, for a client that goes away when it likes, or that wants to see each byte. */
    static Socket connect(JsonNode info) throws IOException {
        URI url = URI.create(info.path("resourceUrls").path(0).textValue());
        StringBuilder text = new StringBuilder("GET " + url.getRawPath() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        List<String> headers = signed(info);
        for (int i = 0; i < headers.size(); i += 2) {
            text.append(headers.get(i)).append(": ").append(headers.get(i + 1)).append("\r\n");
        }
        Socket socket = new Socket(url.getHost(), url.getPort());
        text.append("Connection: close\r\n\r\n");
        socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    static String path(String spaceId, String dentryId, String unionId) {
        return "/v1.0/storage/spaces/" + spaceId + "/dentries/" + dentryId + "/downloadInfos/query?unionId="
                + URLEncoder.encode(unionId, StandardCharsets.UTF_8);
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static String code(HttpResponse<byte[]> response) throws IOException {
        return response.statusCode() + " " + json(response).path("code").textValue();
    }

    /** Status and code of an answer of the object store. */
    static String ossCode(HttpResponse<byte[]> response) {
        String xml = text(response);
        int start = xml.indexOf("<Code>");
        String code = start < 0 ? "" : xml.substring(start + 6, xml.indexOf("</Code>"));
        return response.statusCode() + " " + code;
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static List<String> signed(JsonNode info) {
        List<String> headers = new ArrayList<>();
        for (Map.Entry<String, JsonNode> header : info.path("headers").properties()) {
            headers.add(header.getKey());
            headers.add(header.getValue().textValue());
        }
        return headers;
    }

    private static String[] merged(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }
}
