// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import java.io.IOException;

/**
 * Runs the JMH benchmarks. Arguments are JMH's: a pattern of names and options, such as {@code ContentBenchmark -prof
 * gc}; {@code -h} lists them.
 */
public final class Micro {
    private Micro() {}

    public static void main(String[] args) throws IOException {
        org.openjdk.jmh.Main.main(args);
    }
}
