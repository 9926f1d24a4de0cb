// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.adapter.enumerable.EnumerableInterpretable;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.linq4j.tree.ClassDeclaration;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.runtime.ArrayBindable;
import org.apache.calcite.runtime.Bindable;
import org.apache.calcite.runtime.Hook;
import org.apache.calcite.runtime.Typed;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.commons.compiler.CompilerFactoryFactory;
import org.codehaus.commons.compiler.ISimpleCompiler;
import org.jspecify.annotations.Nullable;

/**
 * Compiles plans to classes and keeps the last of them: a statement that comes again, as from a BI tool, has the same
 * code, and a class that has run before is one that the JVM has made fast already. What differs from statement to
 * statement is not in the code but in the objects that it is given when it runs. Thread-safe.
 *
 * <p>Calcite's own cache of the sort is one for the whole JVM, and off unless a system property says otherwise.
 */
final class PlanClasses {
    private static final int MOST_CLASSES = 100;

    /** Code of more characters is of a statement with thousands of values, which hardly comes again. */
    private static final int LONGEST_CODE = 64 * 1024;

    private static final String READY = """
            public final class Ready implements java.util.function.Function {
              private final Object key = new String("key");
              private final java.util.function.Function next;
              public Ready(java.util.function.Function next) { this.next = next; }
              public Object apply(final Object from) {
                java.util.Map known = new java.util.HashMap(3, 0.5f);
                Object found = known.get(key);
                if (found != null) { return found == this ? null : (String) found; }
                try {
                  long count = 0L;
                  for (int i = 0; i < known.size() && !known.isEmpty(); i++) { count += i; }
                  return from instanceof Ready ? next.apply((Ready) from) : java.lang.Long.valueOf(count + 1);
                } catch (RuntimeException e) {
                  throw e;
                } finally {
                  known.remove(key);
                }
              }
              public boolean equals(Object other) {
                return new Object() {
                  public boolean isSame(Object one, Object another) { return one == another; }
                }.isSame(this, other);
              }
            }
            """;

    private final Map<String, Constructor<?>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Constructor<?>> eldest) {
            return size() > MOST_CLASSES;
        }
    };

    /** @param stashed takes the objects that the code refers to */
    Bindable<?> bindable(EnumerableRel plan, Map<String, Object> stashed) {
        EnumerableRelImplementor implementor =
                new EnumerableRelImplementor(plan.getCluster().getRexBuilder(), stashed);
        ClassDeclaration declared =
                implementor.implementRoot(plan, EnumerableRel.Prefer.ARRAY).accept(new FasterCalls());
        String type = plan.getRowType().getFieldCount() == 1
                ? Bindable.class.getCanonicalName() + ", " + Typed.class.getCanonicalName()
                : ArrayBindable.class.getCanonicalName();
        String code = "public final class " + declared.name + " implements " + type + " {\n"
                + Expressions.toString(declared.memberDeclarations, "\n", false) + "\n}";
        // As Calcite does, for tools that look at its plans.
        Hook.JAVA_PLAN.run(code);
        try {
            return (Bindable<?>) constructor(declared.name, code).newInstance();
        } catch (CompileException | ReflectiveOperationException e) {
            throw new IllegalStateException("the code of the plan cannot be compiled: " + e.getMessage(), e);
        }
    }

    private Constructor<?> constructor(String name, String code) throws CompileException, ClassNotFoundException {
        Constructor<?> made = known(code);
        if (made != null) {
            return made;
        }
        Constructor<?> fresh = compiled(name, code);
        if (code.length() <= LONGEST_CODE) {
            synchronized (known) {
                known.put(code, fresh);
            }
        }
        return fresh;
    }

    private @Nullable Constructor<?> known(String code) {
        synchronized (known) {
            return known.get(code);
        }
    }

    /** Compiles a class that is of no use, but of the form of those that are. */
    static void loadCompiler() {
        try {
            compiled("Ready", READY);
        } catch (CompileException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Constructor<?> compiled(String name, String code) throws CompileException, ClassNotFoundException {
        ClassLoader calcite = Objects.requireNonNull(EnumerableInterpretable.class.getClassLoader(), "class loader");
        ISimpleCompiler compiler = newCompiler(calcite);
        compiler.setParentClassLoader(calcite);
        compiler.cook(code);
        return compiler.getClassLoader().loadClass(name).getDeclaredConstructors()[0];
    }

    private static ISimpleCompiler newCompiler(ClassLoader calcite) {
        try {
            return CompilerFactoryFactory.getDefaultCompilerFactory(calcite).newSimpleCompiler();
        } catch (Exception e) {
            throw new IllegalStateException("Calcite's compiler is not on the class path", e);
        }
    }
}
