// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What takes long to make and may not be needed: made when somebody asks first, and once. Who asks meanwhile waits. If
 * making it fails, the next one tries again. Thread-safe.
 */
final class Late<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private volatile @Nullable T made;

    Late(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T known = made;
        return known == null ? make() : known;
    }

    private synchronized T make() {
        T known = made;
        if (known == null) {
            known = maker.get();
            made = known;
        }
        return known;
    }
}
