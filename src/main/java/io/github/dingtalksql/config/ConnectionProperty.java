// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every connection property, in the order in which a driver dialog shows them. {@code docs/connection.md} has one row
 * for each; a test compares the two.
 */
public enum ConnectionProperty {
    ENDPOINT("endpoint", "https://api.dingtalk.io", "Base URL of the DingTalk API; https only, except on loopback"),
    APP_KEY("appKey", null, "Key of the app whose access token is used; needs appSecret", "user"),
    APP_SECRET("appSecret", null, "Secret of the app; the driver gets, caches and renews the access token", "password"),
    ACCESS_TOKEN("accessToken", null, "A ready access token, instead of appKey and appSecret"),
    UNION_ID("unionId", null, "The operator: the user for whom files are read, unless the query names another"),
    USER_ID("userId", null, "The operator's userId, instead of unionId, which is then looked up once"),
    PREFER_INTRANET("preferIntranet", false, "Whether to ask for URLs of Alibaba Cloud's internal network"),
    PARALLELISM("parallelism", 8, 1, 64, "Most range requests in flight for one file"),
    RANGE_SIZE(
            "rangeSize",
            4 << 20,
            1024,
            64 << 20,
            "Bytes of one range once a scan is at full speed; unless it is given, half as many again where the store's"
                    + " answers begin late"),
    CONNECT_TIMEOUT("connectTimeout", 5_000, 1, 600_000, "Milliseconds to wait for a TCP or TLS connection"),
    READ_TIMEOUT("readTimeout", 10_000, 1, 600_000, "Milliseconds to wait for the next bytes of an answer"),
    MAX_RETRIES("maxRetries", 5, 0, 100, "Attempts without progress before a scan fails"),
    API_CALLS_PER_SECOND(
            "apiCallsPerSecond", 15, 1, 1_000, "Limit of API calls over all connections of the JVM to one app"),
    MAX_API_CALLS_PER_QUERY(
            "maxApiCallsPerQuery",
            1_000,
            1,
            1_000_000,
            "Most API calls of one query; the call after that is an error instead"),
    LISTING_CACHE_SECONDS("listingCacheSeconds", 60, 0, 86_400, "Seconds for which listings are kept; 0 keeps none"),
    MAX_RECORD_BYTES(
            "maxRecordBytes", 16 << 20, 1, 512 << 20, "Most bytes of one record, and at most an eighth of the heap"),
    MAX_COLUMNS("maxColumns", 10_000, 1, 1_000_000, "Most fields of one record"),
    FILE_PARALLELISM("fileParallelism", 4, 1, 64, "Files read at once when one query names several"),
    ON_FILE_ERROR(
            "onFileError",
            "fail",
            List.of("fail", "skip"),
            "What a query over several files does when one cannot be read; skipped files become warnings"),
    FILES(
            "files",
            null,
            "Files as tables of schema files, by name, such as EMPS:854/798,DEPTS:854/799@2; a node id or link does too,"
                    + " and options may follow: PLAN:854/803[format=xlsx&sheet=2]"),
    WORKSPACES(
            "workspaces",
            null,
            "Knowledge bases as schemas, by name or id, with a table for each CSV, TSV, JSON lines and XLSX file"),
    ALLOW_PRIVATE_NETWORKS(
            "allowPrivateNetworks",
            false,
            "Whether a resource URL may lead to a private, link-local or loopback address;"
                    + " always allowed when the endpoint itself is loopback");

    private final String key;
    private final @Nullable String defaultValue;
    private final List<String> choices;
    private final int min;
    private final int max;
    private final String description;
    private final @Nullable String alias;

    ConnectionProperty(String key, @Nullable String defaultValue, String description) {
        this(key, defaultValue, List.of(), 0, 0, description, null);
    }

    ConnectionProperty(String key, @Nullable String defaultValue, String description, String alias) {
        this(key, defaultValue, List.of(), 0, 0, description, alias);
    }

    ConnectionProperty(String key, String defaultValue, List<String> choices, String description) {
        this(key, defaultValue, choices, 0, 0, description, null);
    }

    ConnectionProperty(String key, boolean defaultValue, String description) {
        this(key, Boolean.toString(defaultValue), List.of("true", "false"), description);
    }

    ConnectionProperty(String key, int defaultValue, int min, int max, String description) {
        this(key, Integer.toString(defaultValue), List.of(), min, max, description, null);
    }

    ConnectionProperty(
            String key,
            @Nullable String defaultValue,
            List<String> choices,
            int min,
            int max,
            String description,
            @Nullable String alias) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.choices = choices;
        this.min = min;
        this.max = max;
        this.description = description;
        this.alias = alias;
    }

    /** How it is spelled in a URL or in {@code Properties}; read without regard to case. */
    public String key() {
        return key;
    }

    /** The other spelling: {@code user} or {@code password}, which JDBC clients have fields for. */
    public Optional<String> alias() {
        return Optional.ofNullable(alias);
    }

    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** One sentence for driver dialogs. */
    public String description() {
        return description;
    }

    /** The values that it may have, if they are few; else empty. */
    public List<String> choices() {
        return choices;
    }

    /** Whether its value must never be shown: what proves who calls, and who the operator is. */
    public boolean isSecret() {
        return this == APP_SECRET || this == ACCESS_TOKEN || this == UNION_ID || this == USER_ID;
    }

    /** Smallest and largest value of a number. */
    int min() {
        return min;
    }

    int max() {
        return max;
    }

    /** The property of this name or alias, without regard to case. */
    public static Optional<ConnectionProperty> find(String name) {
        return Arrays.stream(values())
                .filter(property -> property.key.equalsIgnoreCase(name) || name.equalsIgnoreCase(property.alias))
                .findFirst();
    }
}
