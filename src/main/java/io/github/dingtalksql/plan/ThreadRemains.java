// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.rel.metadata.RelMetadataQueryBase;
import org.apache.calcite.rel.rules.DateRangeRules;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.apache.calcite.sql.type.SqlTypeCoercionRule;
import org.apache.calcite.util.format.FormatElementEnum;

/**
 * Takes away what Calcite leaves on the thread that planned. The thread is the caller's, and may be one of a server
 * that lives on when the application is gone: each of these values would keep the application's class loader.
 *
 * @param isNested whether the thread is planning already: then what is there is still needed
 */
record ThreadRemains(boolean isNested) {
    /** Calcite keeps them to itself. */
    private static final List<ThreadLocal<?>> HIDDEN = Stream.of(
                    DateRangeRules.class, SqlParserUtil.class, FormatElementEnum.class)
            .flatMap(owner -> Stream.of(owner.getDeclaredClasses()))
            .flatMap(nested -> threadLocals(nested).stream())
            .toList();

    private static List<ThreadLocal<?>> threadLocals(Class<?> owner) {
        List<ThreadLocal<?>> found = new ArrayList<>();
        for (Field field : owner.getDeclaredFields()) {
            boolean isThreadLocal = ThreadLocal.class.isAssignableFrom(field.getType());
            if (isThreadLocal && Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
                try {
                    found.add((ThreadLocal<?>) field.get(null));
                } catch (IllegalAccessException e) {
                    throw new AssertionError("it was made accessible", e);
                }
            }
        }
        return found;
    }

    /** To be called before Calcite is. */
    static ThreadRemains before() {
        return new ThreadRemains(RelMetadataQueryBase.THREAD_PROVIDERS.get() != null);
    }

    void remove() {
        if (!isNested) {
            RelMetadataQueryBase.THREAD_PROVIDERS.remove();
            SqlTypeCoercionRule.THREAD_PROVIDERS.remove();
            HIDDEN.forEach(ThreadLocal::remove);
        }
    }
}
