// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dingtalksql.config.ConnectionConfig;
import io.github.dingtalksql.config.ConnectionProperty;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Arrays;
import java.util.Properties;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DingTalkDriverTest {
    private static final String CANARY = "c4n4ry-s3cr3t";

    private final AtomicReference<ConnectionConfig> seen = new AtomicReference<>();
    private final DingTalkDriver driver = TestDriver.over(config -> {
        seen.set(config);
        return new FakeSqlEngine();
    });

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    private ConnectionConfig connected(String url, String... pairs) throws SQLException {
        driver.connect(url, properties(pairs)).close();
        return seen.get();
    }

    @Test
    void isFoundByTheServiceLoaderAndByTheDriverManager() throws SQLException {
        assertThat(ServiceLoader.load(Driver.class)).hasAtLeastOneElementOfType(DingTalkDriver.class);
        assertThat(DriverManager.getDriver("jdbc:dingtalk:demo")).isInstanceOf(DingTalkDriver.class);
    }

    @Test
    void leavesForeignUrlsToOthers() throws SQLException {
        assertThat(driver.connect("jdbc:calcite:model=inline:x", properties("model", CANARY)))
                .isNull();
        assertThat(driver.acceptsURL("jdbc:dingtalk2:")).isFalse();
        assertThatThrownBy(() -> driver.acceptsURL(null)).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> driver.connect(null, null)).isInstanceOf(SQLException.class);
    }

    @Test
    void readsTheUrlAndTheProperties() throws SQLException {
        ConnectionConfig config = connected(
                "jdbc:dingtalk: unionId = 'a;b''c' ; parallelism=3;;password=\"x\"\"y\"; ",
                "user",
                "key",
                "maxRetries",
                "9");

        assertThat(config.unionId()).isEqualTo("a;b'c");
        assertThat(config.parallelism()).isEqualTo(3);
        assertThat(config.appKey()).isEqualTo("key");
        assertThat(config.appSecret()).isEqualTo("x\"y");
        assertThat(config.maxRetries()).isEqualTo(9);
    }

    @Test
    void defaultsOfPropertiesAndValuesThatAreNoStringsCountToo() throws SQLException {
        Properties info = new Properties(properties("parallelism", "5"));
        info.put("maxRetries", 7);
        driver.connect("jdbc:dingtalk:", info).close();

        assertThat(seen.get().parallelism()).isEqualTo(5);
        assertThat(seen.get().maxRetries()).isEqualTo(7);
        info.put("noSuchKey", 1);
        assertThatThrownBy(() -> driver.connect("jdbc:dingtalk:", info)).hasMessageContaining("noSuchKey");
    }

    @Test
    void toleratesEmptyUserAndPassword() throws SQLException {
        assertThat(connected("jdbc:dingtalk:accessToken=" + CANARY, "user", "", "password", "")
                        .accessToken())
                .isEqualTo(CANARY);
        driver.connect("jdbc:dingtalk:", null).close();
    }

    @Test
    void aKeyInBothPlacesMustHaveOneValue() throws SQLException {
        assertThat(connected("jdbc:dingtalk:appKey=k;appSecret=s", "USER", "k").appKey())
                .isEqualTo("k");
        assertThat(refused("jdbc:dingtalk:appSecret=" + CANARY, properties("password", CANARY + "2"))
                        .getMessage())
                .contains("\"appSecret\"", "twice");
        refused("jdbc:dingtalk:unionId=a;UNIONID=" + CANARY, null);
    }

    @Test
    void theDemoBringsItsOwnProperties() throws SQLException {
        ConnectionConfig config = connected("jdbc:dingtalk:demo", "parallelism", "2");
        assertThat(config.endpoint()).hasToString("http://127.0.0.1:1");
        assertThat(config.appKey()).isEqualTo("demo-key");
        assertThat(config.unionId()).isEqualTo("demo-union");
        assertThat(config.parallelism()).isEqualTo(2);

        ConnectionConfig other = connected("jdbc:dingtalk:demo;unionId=u;accessToken=t");
        assertThat(other.unionId()).isEqualTo("u");
        assertThat(other.appKey()).isNull();
        refused("jdbc:dingtalk:demo;endpoint=https://api.dingtalk.io", null);
        refused("jdbc:dingtalk:demo;noSuchKey=1", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c4n4ry-s3cr3t",
                "appSecret='c4n4ry-s3cr3t",
                "appSecret=\"c4n4ry-s3cr3t'",
                "appSecret='a'c4n4ry-s3cr3t",
                "=c4n4ry-s3cr3t",
                "  =  ",
                "  c4n4ry-s3cr3t",
                "model=c4n4ry-s3cr3t",
                "MODEL='inline:c4n4ry-s3cr3t'",
                "typeSystem=c4n4ry-s3cr3t",
                "a b=c4n4ry-s3cr3t",
                "appKey==c4n4ry-s3cr3t",
                "demo=c4n4ry-s3cr3t",
                "demox;unionId=c4n4ry-s3cr3t",
                "endpoint=http://c4n4ry-s3cr3t",
                "unionId=a\u0000c4n4ry-s3cr3t",
                "parallelism=c4n4ry-s3cr3t;appSecret=c4n4ry-s3cr3t",
                "appKey=k;appSecret"
            })
    void case145_aWrongUrlIsRefusedWithoutItsText(String rest) {
        refused("jdbc:dingtalk:" + rest, null);
    }

    @Test
    void case145_noUrlLeadsToAnythingButAConnectionOrAnSqlException() {
        Random random = new Random(145);
        String[] parts = {
            "appKey", "=", ";", "'", "\"", " ", "demo", "appSecret", "endpoint", "https://a", "\\", "\n", "中", "=="
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder url = new StringBuilder("jdbc:dingtalk:");
            for (int j = random.nextInt(12); j > 0; j--) {
                url.append(random.nextInt(8) == 0 ? (char) random.nextInt(256) : parts[random.nextInt(parts.length)]);
            }
            try (Connection connection = driver.connect(url.toString(), null)) {
                assertThat(connection).isNotNull();
            } catch (SQLException e) {
                assertThat(e.getSQLState()).as(url.toString()).isEqualTo("08001");
            }
        }
        refused("jdbc:dingtalk:" + "x".repeat(1 << 20), null);
    }

    @Test
    void whatTheEngineFactoryThrowsLeavesAsSqlException() {
        DingTalkDriver broken = TestDriver.over(config -> {
            throw new IllegalStateException(CANARY);
        });
        assertThatThrownBy(() -> broken.connect("jdbc:dingtalk:", null))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("XX000"));
    }

    @Test
    void propertyInfoFillsAllFieldsAndBlanksSecrets() throws SQLException {
        DriverPropertyInfo[] infos = driver.getPropertyInfo(
                "jdbc:dingtalk:appKey=k;appSecret=" + CANARY,
                properties("accessToken", CANARY, "unionId", CANARY, "rangeSize", "4096"));

        assertThat(Arrays.stream(infos).map(info -> info.name))
                .containsExactly(Arrays.stream(ConnectionProperty.values())
                        .map(ConnectionProperty::key)
                        .toArray(String[]::new));
        for (DriverPropertyInfo info : infos) {
            assertThat(info.description).as(info.name).isNotBlank();
            assertThat(info.value).as(info.name).isNotEqualTo(CANARY);
        }
        assertThat(info(infos, "appKey").value).isEqualTo("k");
        assertThat(info(infos, "appSecret").value).isNull();
        assertThat(info(infos, "rangeSize").value).isEqualTo("4096");
        assertThat(info(infos, "parallelism").value).isEqualTo("8");
        assertThat(info(infos, "onFileError").choices).containsExactly("fail", "skip");
        assertThat(info(infos, "preferIntranet").choices).containsExactly("true", "false");
        assertThat(driver.getPropertyInfo(null, null)).hasSameSizeAs(infos);
        assertThat(driver.getPropertyInfo("jdbc:other:x", null)).hasSameSizeAs(infos);
    }

    private static DriverPropertyInfo info(DriverPropertyInfo[] infos, String name) {
        return Arrays.stream(infos)
                .filter(info -> info.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void case150_noSecretIsToldByTheUrlOrTheText() throws SQLException {
        String url = "jdbc:dingtalk:appKey=k;password='" + CANARY + ";';unionId=" + CANARY + ";parallelism=3";
        try (Connection connection = driver.connect(url, null)) {
            assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:dingtalk:appKey=k;parallelism=3");
            assertThat(connection.getMetaData().getUserName()).isEqualTo("k");
            assertThat(connection.toString()).doesNotContain(CANARY);
            assertThat(connection.getClientInfo().toString()).doesNotContain(CANARY);
        }
        try (Connection connection = driver.connect("jdbc:dingtalk:demo", null)) {
            assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:dingtalk:demo");
        }
    }

    @Test
    void hasTheVersionOfTheBuild() throws SQLException {
        try (Connection connection = driver.connect("jdbc:dingtalk:", null)) {
            assertThat(connection.getMetaData().getDriverVersion()).matches("\\d+\\.\\d+\\.\\d+.*");
        }
        assertThat(DriverVersion.parse("2.13.4-SNAPSHOT")).isEqualTo(new DriverVersion("2.13.4-SNAPSHOT", 2, 13));
        assertThat(DriverVersion.parse("3")).isEqualTo(new DriverVersion("3", 3, 0));
        assertThat(driver.jdbcCompliant()).isFalse();
        assertThat(driver.getParentLogger().getName()).isEqualTo("io.github.dingtalksql");
    }

    private SQLException refused(String url, Properties info) {
        SQLException e = catchThrowableOfType(SQLException.class, () -> driver.connect(url, info));
        assertThat((Throwable) e).isInstanceOf(SQLNonTransientConnectionException.class);
        assertThat(e.getSQLState()).isEqualTo("08001");
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(CANARY);
        return e;
    }
}
