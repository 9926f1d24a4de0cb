// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Prints what objects say of themselves. */
public final class PrintedObjects {
    private static final String OURS = "io.github.dingtalksql.";

    private PrintedObjects() {}

    /** The text of {@code root} and of every object of ours that it leads to, as a debugger or a log would show them. */
    public static void everyTextFrom(Object root) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> next = new ArrayDeque<>();
        next.add(root);
        while (!next.isEmpty()) {
            Object object = next.poll();
            if (!seen.add(object)) {
                continue;
            }
            if (object instanceof Collection<?> all) {
                all.stream().filter(one -> one != null).forEach(next::add);
            } else if (object instanceof Map<?, ?> map) {
                map.forEach((key, value) -> {
                    next.add(key);
                    next.add(value);
                });
            } else if (object.getClass().isArray()
                    && !object.getClass().componentType().isPrimitive()) {
                for (int i = 0; i < Array.getLength(object); i++) {
                    if (Array.get(object, i) != null) {
                        next.add(Array.get(object, i));
                    }
                }
            } else if (isOurs(object.getClass())) {
                System.out.println("text of " + object.getClass().getName() + ": " + object);
                addFields(object, next);
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(OURS) && !type.getName().startsWith(OURS + "emulator");
    }

    private static void addFields(Object object, Deque<Object> next) throws IllegalAccessException {
        for (Class<?> type = object.getClass(); type != null && isOurs(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType().isPrimitive()) {
                    continue;
                }
                field.setAccessible(true);
                Object value = field.get(Modifier.isStatic(field.getModifiers()) ? null : object);
                if (value != null) {
                    next.add(value);
                }
            }
        }
    }

    /** What every method of an interface of JDBC answers that wants no more than names, patterns and column numbers. */
    public static void everyAnswer(Class<?> type, Object object) throws ReflectiveOperationException {
        for (Method method : type.getMethods()) {
            Object[] arguments = arguments(method);
            if (arguments == null || method.getName().matches("close|abort|unwrap|wait|notify.*|next|free")) {
                continue;
            }
            try {
                print(method, method.invoke(object, arguments));
            } catch (InvocationTargetException e) {
                System.out.println(method.getName() + " failed:");
                e.getCause().printStackTrace(System.out);
            }
        }
    }

    private static Object[] arguments(Method method) {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            if (types[i] == int.class) {
                arguments[i] = 1;
            } else if (types[i] == boolean.class) {
                arguments[i] = true;
            } else if (types[i] == String.class) {
                arguments[i] = i == types.length - 1 ? "%" : null;
            } else if (types[i] != String[].class && types[i] != int[].class) {
                return null;
            }
        }
        return arguments;
    }

    private static void print(Method method, Object answer) throws InvocationTargetException {
        System.out.println(method.getName() + ": " + answer);
        if (answer instanceof ResultSet rows && !Connection.class.isAssignableFrom(method.getDeclaringClass())) {
            try (rows) {
                everyRow(rows);
            } catch (SQLException e) {
                throw new InvocationTargetException(e);
            }
        }
    }

    public static void everyRow(ResultSet rows) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            StringBuilder row = new StringBuilder("row");
            for (int i = 1; i <= columns; i++) {
                row.append('\t').append(rows.getString(i));
            }
            System.out.println(row);
        }
    }
}
