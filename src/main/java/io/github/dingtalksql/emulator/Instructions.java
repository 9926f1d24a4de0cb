// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Instructions that wait for their request, in the order in which they were given, and those whose request has not come
 * to their place yet. Safe for use by many threads.
 */
final class Instructions {
    private final List<Instruction> waiting = new ArrayList<>();
    private final List<Taken> begun = new ArrayList<>();

    synchronized void add(List<Instruction> more) {
        waiting.addAll(more);
    }

    /** Takes the first instruction that matches. */
    synchronized Taken take(JournalEntry entry) {
        for (Iterator<Instruction> all = waiting.iterator(); all.hasNext(); ) {
            Instruction instruction = all.next();
            if (instruction.matches(entry)) {
                all.remove();
                Taken taken = new Taken(instruction);
                if (taken.places > 0) {
                    begun.add(taken);
                }
                return taken;
            }
        }
        return new Taken(Instruction.NONE);
    }

    synchronized List<Instruction> unused() {
        List<Instruction> unused = new ArrayList<>();
        begun.forEach(taken -> unused.add(taken.instruction));
        unused.addAll(waiting);
        return unused;
    }

    synchronized List<Instruction> withdraw() {
        List<Instruction> unused = unused();
        begun.clear();
        waiting.clear();
        return unused;
    }

    private synchronized void reached(Taken taken) {
        taken.places--;
        if (taken.places == 0) {
            begun.remove(taken);
        }
    }

    /** An instruction and the request that it acts on. */
    final class Taken {
        private final Instruction instruction;
        /** How many places of the body have not been reached. */
        private int places;

        private Taken(Instruction instruction) {
            this.instruction = instruction;
            this.places = (int)
                    instruction.effects().stream().filter(Effect::isInBody).count();
        }

        List<Effect> effects() {
            return instruction.effects();
        }

        void reached() {
            Instructions.this.reached(this);
        }
    }
}
