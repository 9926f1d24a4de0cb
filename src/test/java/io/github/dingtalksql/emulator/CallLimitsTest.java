// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static io.github.dingtalksql.emulator.EmulatorClient.code;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallLimitsTest {
    private static final String THROTTLED = "403 Forbidden.AccessDenied.QpsLimitForAppkeyAndApi";

    private final FakeClock clock = new FakeClock();

    @Test
    void refusesTheCallAfterTheTwentiethOfASecond() throws Exception {
        try (DingTalkEmulator emulator =
                DingTalkEmulator.builder().samples().clock(clock).start()) {
            EmulatorClient client = new EmulatorClient(emulator);
            String token = client.token();
            for (int i = 0; i < 20; i++) {
                assertThat(client.downloadInfoWithToken(token).statusCode()).isEqualTo(200);
                clock.advance(Duration.ofMillis(10));
            }
            assertThat(code(client.downloadInfoWithToken(token))).isEqualTo(THROTTLED);
            assertThat(client.token()).as("another API has its own count").isEqualTo(token);
            clock.advance(Duration.ofMillis(799));
            assertThat(code(client.downloadInfoWithToken(token))).isEqualTo(THROTTLED);
            clock.advance(Duration.ofMillis(1));
            assertThat(client.downloadInfoWithToken(token).statusCode()).isEqualTo(200);
            assertThat(code(client.downloadInfoWithToken(token))).isEqualTo(THROTTLED);
        }
    }

    @Test
    void refusesEverythingOnceTheMonthIsUsedUp() throws Exception {
        try (DingTalkEmulator emulator = DingTalkEmulator.builder()
                .samples()
                .clock(clock)
                .monthlyQuota(2)
                .start()) {
            EmulatorClient client = new EmulatorClient(emulator);
            String token = client.token();
            assertThat(client.downloadInfoWithToken("wrong").statusCode()).isEqualTo(400);
            assertThat(client.downloadInfoWithToken(token).statusCode()).isEqualTo(200);
            assertThat(client.downloadInfoWithToken(token).statusCode()).isEqualTo(200);
            assertThat(code(client.downloadInfoWithToken(token)))
                    .isEqualTo("403 Forbidden.AccessDenied.ApiCountLimitForOrg");
            clock.advance(Duration.ofMinutes(1)); // Midnight in China.
            assertThat(client.downloadInfoWithToken(token).statusCode()).isEqualTo(200);
        }
    }
}
