// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A server that takes an application with the driver's jar down again: queries on the server's own threads, which live
 * on; then the driver is deregistered and its class loader dropped. Prints how long the loader was reachable.
 *
 * <p>What OkHttp and Okio have running ends after a minute without work, which nobody can wait for in every build:
 * here it ends after a second. {@code -Dunload.patient=true} leaves them as they are.
 */
public final class UnloadProbe {
    private static final List<String> QUERIES = List.of(
            "SELECT COUNT(*) FROM file_content WHERE space_id = '854' AND dentry_id = '798'",
            "SELECT a.record_number, SUM(CAST(a.fields[8] AS DECIMAL(18, 2))) FROM file_content a JOIN file_content b"
                    + " ON a.record_number = b.record_number WHERE a.space_id = '854' AND a.dentry_id = '798' AND"
                    + " b.space_id = '854' AND b.dentry_id = '798' AND a.record_number > 1 GROUP BY a.record_number"
                    + " ORDER BY 2 LIMIT 5",
            "SELECT COUNT(*) FROM read_csv('854', '798')",
            "SELECT n.name FROM nodes n JOIN workspaces w ON n.workspace_id = w.workspace_id LIMIT 3",
            "SELECT UPPER(name), TIMESTAMP '2020-01-01 00:00:00' FROM spaces WHERE space_id = '854'",
            "SELECT * FROM calls",
            "EXPLAIN PLAN FOR SELECT name FROM workspaces");

    private UnloadProbe() {}

    /** What runs in the application's own loader, which is the parent's child. */
    public static final class Deregistration {
        private Deregistration() {}

        public static void deregister() throws SQLException {
            for (Driver driver : DriverManager.drivers().toList()) {
                DriverManager.deregisterDriver(driver);
            }
        }
    }

    /** @param args the class path, seconds to wait, and where to dump the heap if that was not enough */
    public static void main(String[] args) throws Exception {
        ExecutorService server = Executors.newFixedThreadPool(2);
        WeakReference<ClassLoader> loader = deployed(args[0], server);
        long start = System.nanoTime();
        Duration limit = Duration.ofSeconds(Long.parseLong(args[1]));
        while (loader.get() != null && System.nanoTime() - start < limit.toNanos()) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(500);
        }
        boolean gone = loader.get() == null;
        System.out.println(
                (gone ? "gone" : "still there") + " after " + (System.nanoTime() - start) / 1_000_000 + " ms");
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            System.out.println("thread " + thread.getName());
        }
        if (!gone && args.length > 2) {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(args[2], true);
        }
        server.shutdownNow();
    }

    private static WeakReference<ClassLoader> deployed(String classPath, ExecutorService server) throws Exception {
        URL tests = UnloadProbe.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader driver = new URLClassLoader(urls(classPath), ClassLoader.getPlatformClassLoader());
                URLClassLoader application = new URLClassLoader(new URL[] {tests}, driver)) {
            if (!Boolean.getBoolean("unload.patient")) {
                hurry(driver);
            }
            for (int i = 0; i < 2; i++) {
                server.submit(() -> {
                            Thread.currentThread().setContextClassLoader(application);
                            try {
                                use(application);
                            } finally {
                                Thread.currentThread().setContextClassLoader(null);
                            }
                            return null;
                        })
                        .get(1, TimeUnit.MINUTES);
            }
            Class.forName(Deregistration.class.getName(), true, application)
                    .getMethod("deregister")
                    .invoke(null);
            return new WeakReference<>(driver);
        }
    }

    private static void hurry(ClassLoader driver) throws Exception {
        Object runner = in(driver, "okhttp3.internal.concurrent.TaskRunner")
                .getField("INSTANCE")
                .get(null);
        Object backend = runner.getClass().getMethod("getBackend").invoke(runner);
        Field executor = backend.getClass().getDeclaredField("executor");
        executor.setAccessible(true);
        ((ThreadPoolExecutor) executor.get(backend)).setKeepAliveTime(1, TimeUnit.SECONDS);
        Class<?> timeout = in(driver, "okio.AsyncTimeout");
        set(timeout.getDeclaredField("IDLE_TIMEOUT_MILLIS"), 1000);
        set(timeout.getDeclaredField("IDLE_TIMEOUT_NANOS"), TimeUnit.SECONDS.toNanos(1));
    }

    private static Class<?> in(ClassLoader driver, String library) throws ClassNotFoundException {
        String shaded = "io.github.dingtalksql.shaded.";
        String prefix = driver.getResource(shaded.replace('.', '/') + "okio/AsyncTimeout.class") == null ? "" : shaded;
        return Class.forName(prefix + library, true, driver);
    }

    /** A constant that the compiler has not written elsewhere. */
    private static void set(Field constant, long value) throws Exception {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field theUnsafe = unsafe.getDeclaredField("theUnsafe");
        theUnsafe.setAccessible(true);
        Object it = theUnsafe.get(null);
        Object base = unsafe.getMethod("staticFieldBase", Field.class).invoke(it, constant);
        Object offset = unsafe.getMethod("staticFieldOffset", Field.class).invoke(it, constant);
        unsafe.getMethod("putLong", Object.class, long.class, long.class).invoke(it, base, offset, value);
    }

    private static URL[] urls(String classPath) throws MalformedURLException {
        String[] paths = classPath.split(File.pathSeparator);
        URL[] urls = new URL[paths.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(paths[i]).toUri().toURL();
        }
        return urls;
    }

    private static void use(ClassLoader application) throws SQLException {
        Driver driver = ServiceLoader.load(Driver.class, application).iterator().next();
        try (Connection connection = driver.connect("jdbc:dingtalk:demo", new Properties());
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(30);
            connection.getMetaData().getColumns(null, null, "%", "%").close();
            for (String query : QUERIES) {
                try (ResultSet rows = statement.executeQuery(query)) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
            statement.executeQuery("SELECT nothing FROM nowhere");
        } catch (SQLSyntaxErrorException e) {
            System.out.println("every query was answered, and the last one refused: " + e.getMessage());
        }
    }
}
