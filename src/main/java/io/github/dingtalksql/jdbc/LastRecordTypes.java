// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * JDK 17 remembers in {@link ObjectMethods}, for the whole JVM, for which record it last made {@code equals} and
 * {@code hashCode} (JDK-8078641, mended in 19). If that is one of ours, it keeps our class loader until another record
 * comes.
 */
final class LastRecordTypes {
    private LastRecordTypes() {}

    /** Has a class of the JDK remembered in place of ours. */
    static void forget() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle name = lookup.findVirtual(Thread.class, "getName", MethodType.methodType(String.class));
            ObjectMethods.bootstrap(lookup, "equals", MethodHandle.class, Thread.class, "name", name);
            ObjectMethods.bootstrap(lookup, "hashCode", MethodHandle.class, Thread.class, "name", name);
        } catch (Throwable e) {
            // A JDK that insists on a record is one that remembers none.
        }
    }
}
