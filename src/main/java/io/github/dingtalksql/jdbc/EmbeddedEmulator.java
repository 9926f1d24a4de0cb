// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.emulator.DingTalkEmulator;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The emulator with its samples inside this JVM, on a free loopback port. It serves until the driver is deregistered or
 * the JVM ends, because nobody can tell which connection is the last; its threads are daemons. Thread-safe.
 */
final class EmbeddedEmulator implements DemoService {
    private @Nullable DingTalkEmulator emulator;

    @Override
    public synchronized Map<String, String> properties() {
        DingTalkEmulator running = emulator;
        if (running == null) {
            try {
                running = DingTalkEmulator.builder().samples().start();
            } catch (IOException e) {
                throw new DingTalkException(
                        ErrorCode.UNREACHABLE, "The emulator cannot listen on a loopback port of this machine", e);
            }
            emulator = running;
        }
        return Map.of(
                "endpoint", running.endpoint().toString(),
                "appKey", running.appKey(),
                "appSecret", running.appSecret(),
                "unionId", running.unionId());
    }

    @Override
    public synchronized void stop() {
        if (emulator != null) {
            emulator.close();
            emulator = null;
        }
    }
}
