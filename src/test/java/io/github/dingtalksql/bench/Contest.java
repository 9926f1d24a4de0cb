// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Pieces of work, each done by several contenders. In each round all run one after the other, so that a busy moment of
 * the machine hits all of them; the first round warms up and does not count.
 */
final class Contest {
    private final Map<String, Work> works = new LinkedHashMap<>();

    /** Something to do, which answers what everybody has to answer; "" if nothing can be compared. */
    interface Timed {
        String run() throws Exception;
    }

    private static final class Work {
        private final Map<String, Timed> contenders = new LinkedHashMap<>();
        private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
        private String answer = "";
    }

    /** The first one added for a piece of work is what the others are compared with. */
    void add(String work, String who, Timed timed) {
        works.computeIfAbsent(work, name -> new Work()).contenders.put(who, timed);
    }

    void run(int rounds) throws Exception {
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Work> work : works.entrySet()) {
                for (String who : work.getValue().contenders.keySet()) {
                    double taken = once(work.getKey(), work.getValue(), who);
                    if (round > 0) {
                        work.getValue()
                                .seconds
                                .computeIfAbsent(who, name -> new ArrayList<>())
                                .add(taken);
                    }
                }
            }
        }
    }

    private static double once(String name, Work work, String who) throws Exception {
        long start = System.nanoTime();
        String answer = work.contenders.get(who).run();
        double taken = (System.nanoTime() - start) / 1e9;
        if (work.answer.isEmpty()) {
            work.answer = answer;
        }
        if (!answer.isEmpty() && !answer.equals(work.answer)) {
            throw new IllegalStateException(name + ": " + who + " answers " + answer + ", others " + work.answer);
        }
        return taken;
    }

    void print(PrintStream out) {
        out.println("| work (answer) | who | median s | least | most | its median to ours |");
        out.println("|---|---|---|---|---|---|");
        works.forEach((name, work) -> {
            double ours = median(work.seconds.values().iterator().next());
            work.seconds.forEach((who, all) -> out.printf(
                    Locale.ROOT,
                    "| %s%s | %s | %.3f | %.3f | %.3f | %.2f |%n",
                    name,
                    work.answer.isEmpty() ? "" : " (" + work.answer + ")",
                    who,
                    median(all),
                    all.stream().min(Double::compare).orElseThrow(),
                    all.stream().max(Double::compare).orElseThrow(),
                    median(all) / ours));
        });
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().skip(all.size() / 2).findFirst().orElseThrow();
    }
}
