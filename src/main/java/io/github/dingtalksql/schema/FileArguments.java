// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.DownloadInfoRequest;
import io.github.dingtalksql.client.FileRef;
import io.github.dingtalksql.content.CsvDialect;
import io.github.dingtalksql.content.typed.FileColumn;
import io.github.dingtalksql.content.typed.OnError;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.KeyValues;
import io.github.dingtalksql.plan.KeyedTable.KeyRole;
import io.github.dingtalksql.plan.TableColumn;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The literal arguments of a function that reads files, checked as they are asked for. */
record FileArguments(String function, KeyValues values) {
    static final String SPACE_ID = "space_id";
    static final String DENTRY_ID = "dentry_id";
    static final String VERSION = "version";
    static final String UNION_ID = "union_id";
    static final String NODE = "node";

    /** Which file, and for whom; these may also be parameters or columns of a table to the left. */
    static final List<TableColumn> KEYS = List.of(
            key(SPACE_ID, ColumnType.VARCHAR, KeyRole.REQUIRED, "Id of the storage space that the file is in."),
            key(DENTRY_ID, ColumnType.VARCHAR, KeyRole.REQUIRED, "Id of the file in its space."),
            key(VERSION, ColumnType.BIGINT, KeyRole.OPTIONAL, "File version; left out or null: the current one."),
            key(UNION_ID, ColumnType.VARCHAR, KeyRole.OPTIONAL, "The operator; left out: the connection's unionId."),
            key(
                    NODE,
                    ColumnType.VARCHAR,
                    KeyRole.REQUIRED,
                    "Link as the browser shows it, or node id, instead of space_id and dentry_id."));

    /** What says which file. */
    static final List<List<String>> KEY_SETS = List.of(List.of(SPACE_ID, DENTRY_ID), List.of(NODE));

    private static final int FIRST_KEYS = 3;

    private static final int DEFAULT_SAMPLE_BYTES = 256 * 1024;
    private static final int MOST_SAMPLE_BYTES = 16 * 1024 * 1024;

    private static TableColumn key(String name, ColumnType type, KeyRole role, String remarks) {
        return new TableColumn(name, type, true, role, remarks);
    }

    /** The parameters that say which file, then those of a format, then the operator and the other name of the file. */
    static List<TableColumn> parameters(TableColumn... ofFormat) {
        return Stream.of(KEYS.subList(0, FIRST_KEYS), Arrays.asList(ofFormat), KEYS.subList(FIRST_KEYS, KEYS.size()))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Of the options that the columns do not depend on, those that were not told as literals: as keys, so that they may
     * be parameters.
     */
    List<TableColumn> late(List<TableColumn> parameters, String... names) {
        return parameters.stream()
                .filter(parameter -> List.of(names).contains(parameter.name()))
                .filter(parameter -> !values.values().containsKey(parameter.name()))
                .map(parameter -> key(
                        parameter.name(),
                        parameter.type() == ColumnType.INTEGER ? ColumnType.BIGINT : parameter.type(),
                        KeyRole.OPTIONAL,
                        parameter.remarks()))
                .toList();
    }

    /** These arguments, and others that have become known. */
    FileArguments with(KeyValues options) {
        Map<String, Object> all = new LinkedHashMap<>(values.values());
        all.putAll(options.values());
        return new FileArguments(function, new KeyValues(all));
    }

    static TableColumn option(String name, ColumnType type, String remarks) {
        return new TableColumn(name, type, true, KeyRole.NONE, remarks);
    }

    /**
     * The file that keys or arguments name. Of a node, finds it, which takes calls.
     *
     * @throws DingTalkException {@code INVALID_ARGUMENT} if both a node and ids are given
     */
    static DownloadInfoRequest request(String function, KeyValues keys, Services services, Execution execution) {
        String operator = services.operator(keys, execution);
        Optional<String> node = keys.string(NODE);
        if (node.isPresent()
                && (keys.string(SPACE_ID).isPresent() || keys.string(DENTRY_ID).isPresent())) {
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT,
                    function + ": give either node, or space_id and dentry_id: both name a file");
        }
        FileRef file = node.map(linkOrId -> NodeFiles.of(services, linkOrId, operator, execution))
                .orElseGet(() -> new FileRef(keys.required(SPACE_ID), keys.required(DENTRY_ID), null));
        FileRef versioned = new FileRef(
                file.spaceId(), file.dentryId(), keys.number(VERSION).orElse(null));
        return new DownloadInfoRequest(versioned, operator, services.preferIntranet());
    }

    /** The file, which has to be known to find out its columns. */
    DownloadInfoRequest request(Services services, Execution planning) {
        boolean isKnown =
                KEY_SETS.stream().anyMatch(keys -> values.values().keySet().containsAll(keys));
        if (!isKnown) {
            throw new DingTalkException(
                    ErrorCode.INVALID_SQL,
                    function + " needs literals for space_id and dentry_id, or for node, to find out the columns of the"
                            + " file; give them, or say what the columns are: columns => 'EMPNO INTEGER, NAME VARCHAR'");
        }
        return request(function, values, services, planning);
    }

    Optional<String> text(String name) {
        return values.string(name);
    }

    boolean flag(String name, boolean otherwise) {
        return (Boolean) values.values().getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise, int min, int max) {
        long number = ((Number) values.values().getOrDefault(name, otherwise)).longValue();
        if (number < min || number > max) {
            throw wrong(name, "must be from " + min + " to " + max + ", but is " + number);
        }
        return (int) number;
    }

    int sampleBytes() {
        return number("sample_bytes", DEFAULT_SAMPLE_BYTES, 1, MOST_SAMPLE_BYTES);
    }

    /** @param none what an empty text stands for */
    char character(String name, char otherwise, char none) {
        Optional<String> given = text(name);
        if (given.isEmpty()) {
            return otherwise;
        }
        String text = given.get();
        if (text.isEmpty()) {
            return none;
        }
        char character = text.charAt(0);
        if (text.equals("\\t")) {
            return '\t';
        }
        if (text.length() > 1 || character >= 0x7F || character == '\n' || character == '\r' || character == 0) {
            throw wrong(name, "must be one ASCII character other than a line end, but is '" + text + "'");
        }
        return character;
    }

    CsvDialect dialect() {
        char delimiter = character("delimiter", CsvDialect.NONE, CsvDialect.NONE);
        char quote = character("quote", '"', CsvDialect.NONE);
        char escape = character("escape", quote, quote);
        char comment = character("comment", CsvDialect.NONE, CsvDialect.NONE);
        boolean clash = delimiter != CsvDialect.NONE && (delimiter == quote || delimiter == escape)
                || comment != CsvDialect.NONE && (comment == quote || comment == delimiter);
        if (clash) {
            throw wrong("delimiter", "must differ from quote, escape and comment, as comment must from quote");
        }
        return new CsvDialect(delimiter, quote, escape, comment, number("skip", 0, 0, Integer.MAX_VALUE - 2));
    }

    List<FileColumn> columns() {
        return text("columns").map(FileColumn::parse).orElse(List.of());
    }

    OnError onError() {
        String given = text("on_error").orElse("fail");
        for (OnError onError : OnError.values()) {
            if (onError.name().toLowerCase(Locale.ROOT).equals(given)) {
                return onError;
            }
        }
        throw wrong("on_error", "must be 'fail', 'null' or 'skip', but is '" + given + "'");
    }

    @Nullable
    Charset charset() {
        return text("charset").map(FileArguments::charset).orElse(null);
    }

    static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new DingTalkException(
                    ErrorCode.INVALID_ARGUMENT,
                    "charset '" + name + "' is not known to this Java; try 'UTF-8', 'GB18030' or 'UTF-16LE'",
                    e);
        }
    }

    /** All that was given, but for who asks. */
    String shown() {
        return values.values().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(UNION_ID))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private DingTalkException wrong(String name, String what) {
        return new DingTalkException(ErrorCode.INVALID_ARGUMENT, function + ": " + name + " " + what);
    }
}
