// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Instructions that wait for their request, in the order in which they were given. Safe for use by many threads. */
final class Instructions {
    private final List<Instruction> waiting = new ArrayList<>();

    synchronized void add(List<Instruction> more) {
        waiting.addAll(more);
    }

    /** Takes the first instruction that matches. */
    synchronized Instruction take(JournalEntry entry) {
        for (Iterator<Instruction> all = waiting.iterator(); all.hasNext(); ) {
            Instruction instruction = all.next();
            if (instruction.matches(entry)) {
                all.remove();
                return instruction;
            }
        }
        return Instruction.NONE;
    }

    synchronized List<Instruction> unused() {
        return List.copyOf(waiting);
    }
}
