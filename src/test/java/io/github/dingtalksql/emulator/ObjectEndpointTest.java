// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static io.github.dingtalksql.emulator.EmulatorClient.header;
import static io.github.dingtalksql.emulator.EmulatorClient.ossCode;
import static io.github.dingtalksql.emulator.EmulatorClient.request;
import static io.github.dingtalksql.emulator.EmulatorClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectEndpointTest {
    private static final byte[] DIGITS = "0123456789".repeat(100).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROSE = "plain text, ".repeat(200).getBytes(StandardCharsets.US_ASCII);

    private final FakeClock clock = new FakeClock();
    private DingTalkEmulator emulator;
    private EmulatorClient client;
    private JsonNode info;

    @BeforeEach
    void start() throws Exception {
        emulator = emulator().start();
        client = new EmulatorClient(emulator);
        info = client.info("1", "2");
    }

    private DingTalkEmulator.Builder emulator() {
        return DingTalkEmulator.builder()
                .clock(clock)
                .file(EmulatedFile.of("1", "2", "digits", ObjectBytes.of(DIGITS)))
                .file(EmulatedFile.of("1", "3", "empty", ObjectBytes.of(new byte[0])))
                .file(EmulatedFile.of("1", "4", "prose", ObjectBytes.of(PROSE)).withContentType("text/plain"));
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void servesTheWholeObjectWithTheHeadersOfOss() throws Exception {
        HttpResponse<byte[]> response = client.get(info);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(DIGITS);
        assertThat(header(response, "etag")).matches("\"[0-9A-F]{32}\"");
        assertThat(header(response, "accept-ranges")).isEqualTo("bytes");
        assertThat(header(response, "content-length")).isEqualTo("1000");
        assertThat(header(response, "content-type")).isEqualTo("application/octet-stream");
        assertThat(header(response, "last-modified")).isEqualTo("Mon, 05 Jan 2026 01:30:00 GMT");
        assertThat(header(response, "x-oss-request-id")).matches("[0-9A-F]{24}");
        assertThat(header(response, "server")).isEqualTo("AliyunOSS");
        Crc64 crc = new Crc64();
        crc.write(DIGITS, 0, DIGITS.length);
        assertThat(header(response, "x-oss-hash-crc64ecma")).isEqualTo(Crc64.text(crc.value()));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9,       206, bytes 0-9/1000,     10",
        "bytes=990-,      206, bytes 990-999/1000, 10",
        "bytes=-7,        206, bytes 993-999/1000, 7",
        "bytes=990-1000,  200, '',                 1000",
        "bytes=1000-,     200, '',                 1000",
    })
    void servesRanges(String range, int status, String contentRange, int length) throws Exception {
        HttpResponse<byte[]> response = client.get(info, "Range", range);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "content-range")).isEqualTo(contentRange);
        assertThat(response.body()).hasSize(length);
    }

    @Test
    void servesStandardRangesIfThatHeaderIsSigned() throws Exception {
        try (DingTalkEmulator standard =
                emulator().signedHeader("x-oss-range-behavior", "standard").start()) {
            EmulatorClient other = new EmulatorClient(standard);
            JsonNode signed = other.info("1", "2");
            assertThat(header(other.get(signed, "Range", "bytes=990-1000"), "content-range"))
                    .isEqualTo("bytes 990-999/1000");
            HttpResponse<byte[]> past = other.get(signed, "Range", "bytes=1000-");
            assertThat(ossCode(past)).isEqualTo("416 InvalidRange");
            assertThat(text(past))
                    .contains("<ActualObjectSize>1000</ActualObjectSize>", "<RangeRequested>bytes=1000-<");
            assertThat(header(past, "content-type")).isEqualTo("application/xml");
        }
    }

    @Test
    void servesAnEmptyObjectWithAndWithoutRange() throws Exception {
        JsonNode empty = client.info("1", "3");
        for (HttpResponse<byte[]> response : List.of(client.get(empty), client.get(empty, "Range", "bytes=0-99"))) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(header(response, "content-length")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "x-oss-range-behavior, standard",
        "x-oss-traffic-limit, 819200",
        "Content-Type, text/csv",
        "Content-MD5, abc",
    })
    void refusesAHeaderThatBelongsIntoTheSignature(String name, String value) throws Exception {
        HttpResponse<byte[]> response = client.get(info, name, value);
        assertThat(ossCode(response)).isEqualTo("403 SignatureDoesNotMatch");
        assertThat(text(response)).contains("<StringToSign>GET\n").contains(value);
    }

    @Test
    void refusesAHeadRequest() throws Exception {
        HttpResponse<byte[]> response = client.send(request(info).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void refusesAnyHeaderLeftOutOrChanged() throws Exception {
        for (String name : new String[] {"x-oss-date", "x-oss-security-token"}) {
            ObjectNode changed = info.deepCopy();
            ((ObjectNode) changed.get("headers")).remove(name);
            assertThat(client.get(changed).statusCode()).as(name).isEqualTo(403);
        }
        ObjectNode anonymous = info.deepCopy();
        ((ObjectNode) anonymous.get("headers")).remove("Authorization");
        assertThat(ossCode(client.get(anonymous))).isEqualTo("403 AccessDenied");
        ObjectNode forged = info.deepCopy();
        ((ObjectNode) forged.get("headers")).put("Authorization", "OSS STS.somebody:c2ln");
        assertThat(ossCode(client.get(forged))).isEqualTo("403 InvalidAccessKeyId");
    }

    @Test
    void refusesTheSignatureOfAnotherObject() throws Exception {
        ObjectNode other = client.info("1", "3").deepCopy();
        other.set("resourceUrls", info.get("resourceUrls"));
        assertThat(ossCode(client.get(other))).isEqualTo("403 SignatureDoesNotMatch");
    }

    @Test
    void refusesASubResourceThatWasNotSigned() throws Exception {
        ObjectNode changed = info.deepCopy();
        String url = info.path("resourceUrls").path(0).textValue();
        changed.putArray("resourceUrls").add(url + "?acl");
        assertThat(ossCode(client.get(changed))).isEqualTo("403 SignatureDoesNotMatch");
        changed.putArray("resourceUrls").add(url + "?anything=else");
        assertThat(client.get(changed).statusCode()).isEqualTo(200);
    }

    @Test
    void acceptsASignatureForAsLongAsItWasPromised() throws Exception {
        clock.advance(Duration.ofSeconds(900));
        assertThat(client.get(info).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        HttpResponse<byte[]> late = client.get(info);
        assertThat(ossCode(late)).isEqualTo("403 RequestTimeTooSkewed");
        assertThat(text(late)).contains("<RequestTime>2026-03-31T15:59:00Z", "<ServerTime>2026-03-31T16:14:01Z");
        assertThat(client.get(client.info("1", "2")).statusCode()).isEqualTo(200);
    }

    @Test
    void shortensTheLifeOfSignaturesWhenToldTo() throws Exception {
        try (DingTalkEmulator brief = emulator().expirationSeconds(5).start()) {
            EmulatorClient other = new EmulatorClient(brief);
            JsonNode signed = other.info("1", "2");
            assertThat(signed.path("expirationSeconds").intValue()).isEqualTo(5);
            clock.advance(Duration.ofSeconds(6));
            assertThat(ossCode(other.get(signed))).isEqualTo("403 RequestTimeTooSkewed");
        }
    }

    @Test
    void expiresSignaturesOnDemand() throws Exception {
        emulator.expireSignatures();
        assertThat(ossCode(client.get(info))).isEqualTo("403 RequestTimeTooSkewed");
        assertThat(client.get(client.info("1", "2")).statusCode()).isEqualTo(200);
    }

    @Test
    void answersConditionsAsOssDoes() throws Exception {
        String etag = header(client.get(info), "etag");
        assertThat(client.get(info, "If-Match", etag, "Range", "bytes=5-9").statusCode())
                .isEqualTo(206);
        assertThat(ossCode(client.get(info, "If-Match", "\"other\"", "Range", "bytes=5-9")))
                .isEqualTo("412 PreconditionFailed");
        assertThat(client.get(info, "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(client.get(info, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        String modified = "Mon, 05 Jan 2026 01:30:00 GMT";
        String before = "Mon, 05 Jan 2026 01:29:59 GMT";
        assertThat(client.get(info, "If-Modified-Since", modified).statusCode()).isEqualTo(304);
        assertThat(client.get(info, "If-Modified-Since", before).statusCode()).isEqualTo(200);
        assertThat(client.get(info, "If-Unmodified-Since", before).statusCode()).isEqualTo(412);
    }

    @Test
    void replacedBytesHaveAnotherEtagAtTheSameUrl() throws Exception {
        HttpResponse<byte[]> before = client.get(info);
        emulator.replace("1", "2", "other".getBytes(StandardCharsets.US_ASCII));
        HttpResponse<byte[]> after = client.get(info);
        assertThat(text(after)).isEqualTo("other");
        assertThat(header(after, "etag")).isNotEqualTo(header(before, "etag"));
        assertThat(header(after, "x-oss-hash-crc64ecma")).isNotEqualTo(header(before, "x-oss-hash-crc64ecma"));
        assertThat(client.get(info, "If-Match", header(before, "etag")).statusCode())
                .isEqualTo(412);
        assertThat(emulator.files().get(0).version()).isEqualTo(1);
    }

    @Test
    void anAddedVersionIsCurrentAndTheOldOneStays() throws Exception {
        emulator.addVersion("1", "2", "newer".getBytes(StandardCharsets.US_ASCII));
        assertThat(text(client.get(client.info("1", "2")))).isEqualTo("newer");
        assertThat(client.get(info).body()).isEqualTo(DIGITS);
        assertThat(emulator.files().get(0).version()).isEqualTo(2);
    }

    @Test
    void compressesTextOnlyWhenAskedTo() throws Exception {
        JsonNode prose = client.info("1", "4");
        HttpResponse<byte[]> compressed = client.get(prose, "Accept-Encoding", "gzip");
        assertThat(header(compressed, "content-encoding")).isEqualTo("gzip");
        assertThat(header(compressed, "etag")).isEmpty();
        assertThat(header(compressed, "content-length")).isEmpty();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes())
                .isEqualTo(PROSE);
        assertThat(client.get(prose, "Accept-Encoding", "identity").body()).isEqualTo(PROSE);
        assertThat(client.get(info, "Accept-Encoding", "gzip").body()).isEqualTo(DIGITS);
    }

    @Test
    void knowsNoOtherKey() throws Exception {
        URI url = URI.create(emulator.endpoint() + "/yundisk0/nothing.file");
        assertThat(ossCode(client.send(HttpRequest.newBuilder(url)))).isEqualTo("403 AccessDenied");
    }
}
