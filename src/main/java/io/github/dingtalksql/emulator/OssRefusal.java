// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** An error of the object store, in the XML of OSS. */
final class OssRefusal extends Exception {
    private final int status;
    private final Map<String, String> elements = new LinkedHashMap<>();

    OssRefusal(int status, String code, String text) {
        super(code, null, false, false);
        this.status = status;
        elements.put("Code", code);
        elements.put("Message", text);
    }

    /** Adds an element after the common ones. */
    OssRefusal with(String element, String value) {
        elements.put(element, value);
        return this;
    }

    Answer answer(String requestId, String host) {
        Map<String, String> all = new LinkedHashMap<>();
        elements.forEach((name, value) -> {
            all.put(name, value);
            if (name.equals("Message")) {
                all.put("RequestId", requestId);
                all.put("HostId", host);
            }
        });
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n");
        all.forEach((name, value) -> xml.append("  <%s>%s</%s>\n".formatted(name, escaped(value), name)));
        Map<String, String> headers = headers(requestId);
        headers.put("Content-Type", "application/xml");
        return Answer.text(status, headers, xml.append("</Error>\n").toString());
    }

    /** The headers that every answer of the store has. */
    static Map<String, String> headers(String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Server", "AliyunOSS");
        headers.put("x-oss-request-id", requestId);
        headers.put("x-oss-server-time", "1");
        return headers;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
