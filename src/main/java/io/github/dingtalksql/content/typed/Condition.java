// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the value of a column has to fulfil.
 *
 * @param passes takes a value in the class that {@link FieldType.Kind} names, or null
 * @param texts if not null, no other values pass, and not all of these have to; so they can be looked for in bytes
 */
public record Condition(
        Predicate<@Nullable Object> passes, @Nullable Set<String> texts) {
    public Condition {
        texts = texts == null ? null : Set.copyOf(texts);
    }

    /** Both conditions. */
    public Condition and(Condition other) {
        return new Condition(passes.and(other.passes), texts == null ? other.texts : texts);
    }
}
