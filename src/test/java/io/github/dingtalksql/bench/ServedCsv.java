// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import io.github.dingtalksql.emulator.DingTalkEmulator;
import io.github.dingtalksql.emulator.EmulatedFile;
import io.github.dingtalksql.emulator.VirtualCsv;
import java.util.concurrent.CountDownLatch;

/** Serves a generated CSV as 854/1000 until it is killed; prints the JDBC URL. Argument: its length in MiB. */
public final class ServedCsv {
    private ServedCsv() {}

    public static void main(String[] args) throws Exception {
        VirtualCsv csv = VirtualCsv.ofLength(Long.parseLong(args[0]) << 20);
        DingTalkEmulator emulator = DingTalkEmulator.builder()
                .file(EmulatedFile.of("854", "1000", "big.csv", csv.bytes()))
                .start();
        System.out.println("jdbc:dingtalk:endpoint=" + emulator.endpoint() + ";accessToken=" + emulator.accessToken()
                + ";unionId=" + emulator.unionId());
        new CountDownLatch(1).await();
    }
}
