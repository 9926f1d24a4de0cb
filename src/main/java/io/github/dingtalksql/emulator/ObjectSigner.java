// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests for objects and checks signatures, with temporary credentials: the security token is one of the signed
 * headers. Safe for use by many threads.
 */
final class ObjectSigner {
    private static final String SCHEME = "OSS ";
    private static final List<String> SUB_RESOURCES = List.of(
            "acl",
            "partNumber",
            "position",
            "response-cache-control",
            "response-content-disposition",
            "response-content-encoding",
            "response-content-type",
            "security-token",
            "symlink",
            "uploadId",
            "uploads",
            "versionId",
            "x-oss-process",
            "x-oss-traffic-limit");

    private final InstantSource clock;
    private final int expirationSeconds;
    private final Map<String, String> extraHeaders;
    private final SecureRandom random = new SecureRandom();
    private final String accessKeyId = "STS." + randomHex();
    private final String secret = randomHex();
    private volatile String securityToken = newSecurityToken();

    /** @param extraHeaders {@code x-oss-} headers that are signed and handed out with the others */
    ObjectSigner(InstantSource clock, int expirationSeconds, Map<String, String> extraHeaders) {
        this.clock = clock;
        this.expirationSeconds = expirationSeconds;
        this.extraHeaders = new TreeMap<>(extraHeaders);
    }

    int expirationSeconds() {
        return expirationSeconds;
    }

    /** Refuses everything signed until now. */
    void expireAll() {
        securityToken = newSecurityToken();
    }

    /** The headers to send, as the API hands them out. */
    Map<String, String> sign(String verb, String resource) {
        String date = OssTime.format(clock.instant());
        TreeMap<String, String> ossHeaders = new TreeMap<>(extraHeaders);
        ossHeaders.put("x-oss-date", date);
        ossHeaders.put("x-oss-security-token", securityToken);
        String signature = new OssSignature(verb, "", "", date, ossHeaders, resource).sign(secret);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", SCHEME + accessKeyId + ":" + signature);
        headers.putAll(ossHeaders);
        return headers;
    }

    /** Checks the signature of a request as it arrived, and that it is still valid. */
    void check(IncomingRequest request, String resource) throws OssRefusal {
        String authorization = request.header("authorization");
        if (authorization == null) {
            throw new OssRefusal(403, "AccessDenied", "You have no right to access this object because of bucket acl.")
                    .with("EC", "0003-00000001");
        }
        int colon = authorization.lastIndexOf(':');
        if (!authorization.startsWith(SCHEME) || colon < 0) {
            throw new OssRefusal(400, "InvalidArgument", "Authorization header is invalid.");
        }
        String keyId = authorization.substring(SCHEME.length(), colon);
        if (!keyId.equals(accessKeyId)) {
            throw new OssRefusal(
                            403,
                            "InvalidAccessKeyId",
                            "The OSS Access Key Id you provided does not exist in our records.")
                    .with("OSSAccessKeyId", keyId)
                    .with("EC", "0002-00000902");
        }
        String date = date(request);
        checkTime(date);
        checkSignature(request, resource, date, keyId, authorization.substring(colon + 1));
        if (!securityToken.equals(request.header("x-oss-security-token"))) {
            throw tooSkewed(date);
        }
    }

    private static String date(IncomingRequest request) throws OssRefusal {
        String ossDate = request.header("x-oss-date");
        String date = ossDate == null ? request.header("date") : ossDate;
        if (date == null) {
            throw new OssRefusal(403, "AccessDenied", "OSS authentication requires a valid Date.")
                    .with("EC", "0002-00000503");
        }
        return date;
    }

    private void checkTime(String date) throws OssRefusal {
        Instant signed = OssTime.parse(date)
                .orElseThrow(() -> new OssRefusal(403, "AccessDenied", "OSS authentication requires a valid Date.")
                        .with("EC", "0002-00000503"));
        // The date has no fraction of a second; the clock has.
        Duration age =
                Duration.between(signed, Instant.ofEpochSecond(clock.instant().getEpochSecond()));
        if (age.abs().toSeconds() > expirationSeconds) {
            throw tooSkewed(date);
        }
    }

    private OssRefusal tooSkewed(String date) {
        return new OssRefusal(
                        403,
                        "RequestTimeTooSkewed",
                        "The difference between the request time and the current time is too large.")
                .with("RequestTime", OssTime.parse(date).map(Instant::toString).orElse(""))
                .with("ServerTime", clock.instant().toString())
                .with("EC", "0002-00000504");
    }

    private void checkSignature(IncomingRequest request, String resource, String date, String keyId, String sent)
            throws OssRefusal {
        OssSignature right = new OssSignature(
                request.method(),
                orEmpty(request.header("content-md5")),
                orEmpty(request.header("content-type")),
                date,
                ossHeaders(request),
                resource + subResources(request));
        if (!right.sign(secret).equals(sent)) {
            String text = right.stringToSign();
            throw new OssRefusal(
                            403,
                            "SignatureDoesNotMatch",
                            "The request signature we calculated does not match the signature you provided."
                                    + " Check your key and signing method.")
                    .with("OSSAccessKeyId", keyId)
                    .with("SignatureProvided", sent)
                    .with("StringToSign", text)
                    .with("StringToSignBytes", spacedHex(text))
                    .with("EC", "0002-00000040");
        }
    }

    private static TreeMap<String, String> ossHeaders(IncomingRequest request) {
        TreeMap<String, String> signed = new TreeMap<>();
        request.headers().forEach((name, values) -> {
            if (name.startsWith("x-oss-")) {
                signed.put(name, String.join(",", values).strip());
            }
        });
        return signed;
    }

    private static String subResources(IncomingRequest request) {
        StringBuilder text = new StringBuilder();
        for (String name : SUB_RESOURCES) {
            String value = request.parameter(name);
            if (value != null) {
                text.append(text.isEmpty() ? '?' : '&').append(name);
                text.append(value.isEmpty() ? "" : "=" + value);
            }
        }
        return text.toString();
    }

    private static String spacedHex(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private String newSecurityToken() {
        byte[] bytes = new byte[48];
        random.nextBytes(bytes);
        return "CAIS" + Base64.getEncoder().encodeToString(bytes);
    }

    private String randomHex() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
