// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import io.github.dingtalksql.testing.FaultServer.Reply;
import io.github.dingtalksql.testing.FaultServer.Request;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DingTalk and its object store on one raw server, for drivers over JDBC: files of space 854 whose transfers break.
 * Each file has two URLs, and a signature that can expire.
 */
public final class FaultyService implements AutoCloseable {
    private static final Pattern INFO = Pattern.compile("/v1.0/storage/spaces/854/dentries/(\\d+)/downloadInfos/.*");
    private static final Pattern OBJECT = Pattern.compile("/yundisk0/(\\d+)/[12]");

    private final FaultServer server = new FaultServer(this::answer);
    private final Map<String, StoredFile> files = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();

    /** Answers the dentry id of a new file. */
    public String add(StoredFile file) {
        String id = Integer.toString(lastId.incrementAndGet());
        files.put(id, file);
        return id;
    }

    public void remove(String id) {
        files.remove(id);
    }

    /** Of a connection that may call as often as it has to. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("accessToken", "TOKEN");
        properties.setProperty("unionId", "union");
        properties.setProperty("apiCallsPerSecond", "1000");
        return properties;
    }

    public List<String> urls(String id) {
        String url = server.uri() + "/yundisk0/" + id + "/";
        return List.of(files.get(id).isFirstUrlDead() ? "http://127.0.0.1:1/yundisk0/x" : url + "1", url + "2");
    }

    /** The signature that the store accepts at present. */
    public String authorization(String id) {
        return "OSS LTAI:sig" + files.get(id).signature();
    }

    public URI uri() {
        return server.uri();
    }

    private void answer(Request request, Reply reply) throws IOException {
        Matcher info = INFO.matcher(request.target());
        Matcher object = OBJECT.matcher(request.target());
        if (info.matches()) {
            reply.full(
                    200,
                    "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{\"resourceUrls\":[\""
                            + String.join("\",\"", urls(info.group(1))) + "\"],\"headers\":{\"Authorization\":\""
                            + authorization(info.group(1)) + "\"},\"expirationSeconds\":900}}",
                    "Content-Type: application/json");
        } else if (object.matches()) {
            files.get(object.group(1)).to(request, reply);
        } else {
            reply.full(404, "{\"code\":\"NotFound\"}", "Content-Type: application/json");
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
