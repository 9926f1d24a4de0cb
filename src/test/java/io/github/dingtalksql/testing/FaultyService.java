// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import io.github.dingtalksql.testing.FaultServer.Reply;
import io.github.dingtalksql.testing.FaultServer.Request;
import java.io.IOException;
import java.net.URI;
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
    private final Map<String, FaultyFile> files = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();

    /** Answers the dentry id of a new file. */
    public String add(FaultyFile file) {
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

    public URI uri() {
        return server.uri();
    }

    private void answer(Request request, Reply reply) throws IOException {
        Matcher info = INFO.matcher(request.target());
        Matcher object = OBJECT.matcher(request.target());
        if (info.matches()) {
            String url = server.uri() + "/yundisk0/" + info.group(1) + "/";
            reply.full(
                    200,
                    "{\"protocol\":\"HEADER_SIGNATURE\",\"headerSignatureInfo\":{\"resourceUrls\":[\"" + url + "1\",\""
                            + url + "2\"],\"headers\":{\"Authorization\":\"OSS LTAI:sig"
                            + files.get(info.group(1)).signature() + "\"},\"expirationSeconds\":900}}",
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
