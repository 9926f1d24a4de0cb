// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes random queries over tables {@code $T}, and knows of each whether it names the keys of all of them. */
final class RandomQueries {
    private static final List<String> IDS = List.of("1", "2", "3", "4");
    private static final Set<String> KEYS = Set.of("space_id", "dentry_id");
    private static final Set<String> NOTHING = Set.of();
    private static final Pattern VALUE = Pattern.compile("⟨([^⟩]*)⟩");
    private static final List<String> PLAIN_COLUMNS =
            List.of("content", "byte_offset", "record_number", "dentry_id", "space_id", "fields[2]");

    private final Random random;

    RandomQueries(Random random) {
        this.random = random;
    }

    /** How the rows of two tables are compared. */
    enum Comparison {
        IN_ORDER,
        IN_ANY_ORDER,
        /** As many as the limit leaves, each one of those without a limit. */
        SOME_OF_THEM
    }

    /**
     * A query with {@code $T} for the table.
     *
     * @param bound whether it names the keys of each table, so that it must not be refused
     * @param end what limits the rows; empty if nothing does
     */
    record Query(
            String text,
            List<@Nullable Object> parameters,
            boolean bound,
            Comparison comparison,
            String end,
            int offset,
            int limit) {
        String sql(String table) {
            return text.replace("$T", table) + end;
        }

        String unlimited(String table) {
            return text.replace("$T", table);
        }
    }

    /**
     * A condition on one table.
     *
     * @param binds the keys that it gives values to
     * @param bindsIfNot the keys that its opposite gives values to
     */
    private record Condition(String sql, Set<String> binds, Set<String> bindsIfNot) {
        Condition and(Condition other) {
            return new Condition(
                    "(" + sql + " AND " + other.sql + ")",
                    union(binds, other.binds),
                    common(bindsIfNot, other.bindsIfNot));
        }

        Condition or(Condition other) {
            return new Condition(
                    "(" + sql + " OR " + other.sql + ")",
                    common(binds, other.binds),
                    union(bindsIfNot, other.bindsIfNot));
        }

        Condition not() {
            return new Condition("NOT (" + sql + ")", bindsIfNot, binds);
        }

        boolean isBound() {
            return binds.equals(KEYS);
        }

        private static Set<String> union(Set<String> one, Set<String> other) {
            Set<String> all = new LinkedHashSet<>(one);
            all.addAll(other);
            return all;
        }

        private static Set<String> common(Set<String> one, Set<String> other) {
            Set<String> both = new LinkedHashSet<>(one);
            both.retainAll(other);
            return both;
        }
    }

    /** A query without order or limit; its columns can be sorted by unless they are arrays. */
    private record Select(String sql, int columns, boolean sortable, boolean bound) {
        Select(String sql, int columns, boolean bound) {
            this(sql, columns, true, bound);
        }
    }

    Query next() {
        Select select = select();
        int limit = random.nextInt(6);
        int offset = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
        String end = pick(" LIMIT ⟨" + limit + "⟩", " LIMIT " + limit)
                + (offset == 0 ? "" : pick(" OFFSET " + offset, " OFFSET ⟨" + offset + "⟩"));
        String order = " ORDER BY "
                + IntStream.rangeClosed(1, select.columns)
                        .mapToObj(column -> column + pick("", "", " DESC", " NULLS FIRST"))
                        .collect(Collectors.joining(", "));
        return switch (random.nextInt(6)) {
            case 0 -> query(select, select.sortable ? order : "", Comparison.IN_ORDER, end, offset, limit);
            case 1 -> query(select, select.sortable ? order : "", Comparison.IN_ORDER, "", 0, Integer.MAX_VALUE);
            case 2 -> query(select, "", Comparison.SOME_OF_THEM, end, offset, limit);
            default -> query(select, "", Comparison.IN_ANY_ORDER, "", 0, Integer.MAX_VALUE);
        };
    }

    private static Query query(Select select, String order, Comparison comparison, String end, int offset, int limit) {
        Comparison possible = comparison != Comparison.IN_ORDER || !order.isEmpty()
                ? comparison
                : end.isEmpty() ? Comparison.IN_ANY_ORDER : Comparison.SOME_OF_THEM;
        List<@Nullable Object> parameters = new ArrayList<>();
        String text = withParameters(select.sql + order, parameters);
        String textOfEnd = withParameters(end, parameters);
        return new Query(text, parameters, select.bound, possible, textOfEnd, offset, limit);
    }

    /** Values stand as {@code ⟨value⟩} where they are to become parameters, since only the whole text tells their order. */
    private static String withParameters(String sql, List<@Nullable Object> parameters) {
        Matcher matcher = VALUE.matcher(sql);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String value = matcher.group(1);
            parameters.add(value.equals("NULL") ? null : value);
            matcher.appendReplacement(text, "?");
        }
        return matcher.appendTail(text).toString();
    }

    private Select select() {
        return switch (random.nextInt(17)) {
            case 0, 1 -> single("a");
            case 2 -> aggregate();
            case 3, 4 -> join();
            case 5 -> valuesJoin();
            case 6 -> inSubQuery();
            case 7 -> exists();
            case 8 -> setOperation();
            case 9 -> derived();
            case 10 -> correlatedAggregate();
            case 11 -> fullJoin();
            case 12 -> lateral();
            case 13 -> commonTable();
            case 14 -> comparedWithSubQuery();
            case 15 -> eitherExists();
            default -> window();
        };
    }

    private Select single(String alias) {
        Condition where = where(alias);
        String distinct = pick("", "", "", "DISTINCT ");
        if (distinct.isEmpty() && random.nextInt(4) == 0) {
            return new Select(
                    "SELECT " + pick("a.*", "a.fields, a.fields[1]", "a.fields, a.content") + " FROM $T a WHERE "
                            + where.sql,
                    1,
                    false,
                    where.isBound());
        }
        int columns = 1 + random.nextInt(3);
        return new Select(
                "SELECT " + distinct + columns(alias, columns) + " FROM $T " + alias + " WHERE " + where.sql,
                columns,
                where.isBound());
    }

    private Select aggregate() {
        Condition where = where("a");
        String group = pick("a.dentry_id", "a.content", "a.space_id, a.dentry_id", "a.byte_offset > 2");
        boolean grouped = random.nextBoolean();
        String aggregates = pick(
                "count(*), min(a.content)",
                "count(*), count(*)",
                "max(a.fields[1]), sum(a.byte_offset)",
                "count(a.version), count(DISTINCT a.byte_offset)",
                "avg(a.byte_offset), count(*) FILTER (WHERE a.content > '2')",
                "sum(CASE WHEN a.content = '2' THEN a.record_number END), count(DISTINCT a.content)");
        String sql = "SELECT " + (grouped ? group + ", " : "") + aggregates + " FROM $T a WHERE " + where.sql
                + (grouped ? " GROUP BY " + group : "")
                + (random.nextInt(3) == 0 ? " HAVING count(*) " + comparison() + " " + random.nextInt(4) : "");
        int columns = 2 + (grouped ? group.split(", ").length : 0);
        return new Select(sql, columns, where.isBound());
    }

    /** Two to four tables in any order; each after the first has its keys from those before, or from literals. */
    private Select join() {
        List<String> aliases =
                List.of("a", "b", "c", "d").subList(0, pick("2", "3", "3", "4").charAt(0) - '0');
        Condition first = where("a");
        List<Condition> links = new ArrayList<>();
        for (int i = 1; i < aliases.size(); i++) {
            links.add(link(aliases.get(i), aliases.get(random.nextInt(i)))
                    .and(condition(aliases.get(i), random.nextInt(2))));
        }
        String columns = aliases.stream().map(alias -> columns(alias, 1)).collect(Collectors.joining(", "));
        if (random.nextBoolean()) {
            List<String> order = new ArrayList<>(aliases);
            Collections.shuffle(order, random);
            String from =
                    order.stream().map(alias -> "$T " + alias).collect(Collectors.joining(pick(", ", " CROSS JOIN ")));
            String where =
                    links.stream().map(Condition::sql).collect(Collectors.joining(" AND ", first.sql + " AND ", ""));
            String more = random.nextInt(8) == 0 ? " AND RAND() < 2" : "";
            return new Select(
                    "SELECT " + columns + " FROM " + from + " WHERE " + where + more, aliases.size(), first.isBound());
        }
        if (aliases.size() > 2 && random.nextBoolean()) {
            return mixedJoin(aliases, columns, first, links);
        }
        boolean right = random.nextInt(4) == 0;
        StringBuilder from = new StringBuilder(
                right ? "$T b RIGHT JOIN $T a ON " : "$T a " + pick("JOIN", "LEFT JOIN") + " $T b ON ");
        from.append(links.get(0).sql);
        for (int i = 2; i < aliases.size(); i++) {
            from.append(" ")
                    .append(pick("JOIN", "LEFT JOIN"))
                    .append(" $T " + aliases.get(i) + " ON ")
                    .append(links.get(i - 1).sql);
        }
        String more =
                pick("", "", " AND b.content IS NOT NULL", " AND (b.byte_offset IS NULL OR b.content <> a.content)");
        return new Select(
                "SELECT " + columns + " FROM " + from + " WHERE " + first.sql + more, aliases.size(), first.isBound());
    }

    /** Tables in any order; each condition stands in the first ON that sees all of its tables, or in WHERE. */
    private Select mixedJoin(List<String> aliases, String columns, Condition first, List<Condition> links) {
        List<String> order = new ArrayList<>(aliases);
        Collections.shuffle(order, random);
        List<String> left = links.stream().map(Condition::sql).collect(Collectors.toCollection(ArrayList::new));
        left.add(first.sql);
        StringBuilder from = new StringBuilder("$T " + order.get(0));
        int seen = 0;
        for (int i = 1; i < order.size(); i++) {
            if (random.nextInt(3) == 0) {
                from.append(", $T ").append(order.get(i));
                seen = i;
                continue;
            }
            List<String> others = new ArrayList<>(aliases);
            others.removeAll(order.subList(seen, i + 1));
            List<String> on = left.stream()
                    .filter(condition -> others.stream().noneMatch(other -> condition.contains(other + ".")))
                    .toList();
            left.removeAll(on);
            from.append(" JOIN $T ").append(order.get(i)).append(" ON ");
            from.append(on.isEmpty() ? "TRUE" : String.join(" AND ", on));
        }
        String where = left.isEmpty() ? "" : " WHERE " + String.join(" AND ", left);
        return new Select("SELECT " + columns + " FROM " + from + where, aliases.size(), first.isBound());
    }

    private Condition link(String alias, String other) {
        String space = alias + ".space_id = " + pick(other + ".space_id", "'2'", "⟨1⟩", other + ".content");
        String dentry =
                alias + ".dentry_id = " + pick(other + ".content", other + ".dentry_id", "'1'", other + ".fields[1]");
        String both = random.nextInt(4) == 0
                ? alias + ".dentry_id = " + other + ".dentry_id AND " + alias + ".space_id = " + other
                        + ".space_id AND " + alias + "." + pick("byte_offset", "record_number") + " = " + other + "."
                        + pick("byte_offset", "record_number")
                : space + " AND " + dentry;
        return new Condition(both, KEYS, NOTHING);
    }

    private String values() {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> "(" + pick("'1'", "'2'", "CAST(NULL AS VARCHAR)") + ", "
                        + pick("'1'", "'2'", "'3'", "'9'", "CAST(NULL AS VARCHAR)") + ")")
                .collect(Collectors.joining(", ", "(VALUES ", ") AS k(s, d)"));
    }

    private Select valuesJoin() {
        Condition condition = condition("a", 1);
        String on = "a.space_id = " + pick("k.s", "'1'") + " AND a.dentry_id = k.d";
        String columns = "k.d, " + columns("a", 2);
        return new Select(
                switch (random.nextInt(4)) {
                    case 0 ->
                        "SELECT " + columns + " FROM " + values() + ", $T a WHERE " + on + " AND " + condition.sql;
                    case 1 ->
                        "SELECT " + columns + " FROM $T a, " + values() + " WHERE " + on + " AND " + condition.sql;
                    case 2 ->
                        "SELECT " + columns + " FROM $T a " + pick("RIGHT JOIN ", "JOIN ") + values() + " ON " + on
                                + " AND " + condition.sql;
                    default ->
                        "SELECT " + columns + " FROM " + values() + pick(" LEFT JOIN ", " JOIN ") + "$T a ON " + on
                                + " AND " + condition.sql;
                },
                3,
                true);
    }

    private Select inSubQuery() {
        Condition inner = where("b");
        Condition outer = condition("a", 1);
        String subQuery = random.nextInt(4) == 0
                ? "(SELECT k.d FROM " + values() + ")"
                : "(SELECT " + pick("b.content", "b.dentry_id", "b.fields[1]") + " FROM $T b WHERE " + inner.sql + ")";
        boolean bound = inner.isBound() || !subQuery.contains("$T");
        if (random.nextInt(3) == 0) {
            Condition where = where("a");
            return new Select(
                    "SELECT " + columns("a", 2) + " FROM $T a WHERE " + where.sql + " AND a."
                            + pick("content", "dentry_id") + " NOT IN " + subQuery,
                    2,
                    bound && where.isBound());
        }
        return new Select(
                "SELECT " + columns("a", 2) + " FROM $T a WHERE a.space_id = " + literal() + " AND a.dentry_id IN "
                        + subQuery + " AND " + outer.sql,
                2,
                bound);
    }

    private Select exists() {
        Condition where = where("a");
        Condition inner = link("b", "a").and(condition("b", 1));
        return new Select(
                "SELECT " + columns("a", 2) + " FROM $T a WHERE " + where.sql + " AND " + pick("", "NOT ")
                        + "EXISTS (SELECT 1 FROM $T b WHERE " + inner.sql + ")",
                2,
                where.isBound());
    }

    private Select eitherExists() {
        Condition where = where("a");
        Condition inner = link("b", "a").and(condition("b", 1));
        return new Select(
                "SELECT " + columns("a", 2) + " FROM $T a WHERE " + where.sql
                        + " AND (EXISTS (SELECT 1 FROM $T b WHERE " + inner.sql + ") OR " + condition("a", 1).sql + ")",
                2,
                where.isBound());
    }

    private Select setOperation() {
        Condition one = where("a");
        Condition other = where("b");
        return new Select(
                "SELECT a.dentry_id, a.content FROM $T a WHERE " + one.sql + " "
                        + pick("UNION ALL", "UNION", "INTERSECT", "EXCEPT", "UNION ALL")
                        + " SELECT b.content, b.dentry_id FROM $T b WHERE " + other.sql,
                2,
                one.isBound() && other.isBound());
    }

    private Select derived() {
        Condition inner = condition("b", 1);
        Condition outer = where("a");
        // A condition with an aggregate in one of its branches cannot be asked of the rows that are grouped.
        boolean grouped = random.nextInt(3) == 0;
        String sql = grouped
                ? "SELECT a.space_id, a.dentry_id, a.n FROM (SELECT b.space_id, b.dentry_id, count(*) AS n, max(b.content) AS"
                        + " content, min(b.byte_offset) AS byte_offset, max(b.record_number) AS record_number,"
                        + " max(b.version) AS version, max(b.fields) AS fields"
                        + " FROM $T b WHERE " + inner.sql + " GROUP BY b.space_id, b.dentry_id) a WHERE "
                : "SELECT a.space_id, a.dentry_id, a.content FROM (SELECT * FROM $T b WHERE " + inner.sql
                        + ") a WHERE ";
        return new Select(sql + outer.sql, 3, outer.and(inner).isBound() && !(grouped && outer.sql.contains(" OR ")));
    }

    private Select correlatedAggregate() {
        String aggregate = pick(
                "count(*)",
                "max(a.content)",
                "count(DISTINCT a.content)",
                "sum(a.byte_offset)",
                "min(a.fields[1]) || 'x'");
        String inner = "(SELECT " + aggregate + " FROM $T a WHERE a.space_id = ";
        String more = " AND " + condition("a", 1).sql + ")";
        if (random.nextBoolean()) {
            return new Select(
                    "SELECT k.d, " + inner + pick("k.s", "'2'") + " AND a.dentry_id = k.d" + more + " FROM " + values(),
                    2,
                    true);
        }
        Condition outer = where("b");
        return new Select(
                "SELECT b.content, " + inner + pick("b.space_id", "'2'") + " AND a.dentry_id = "
                        + pick("b.content", "b.dentry_id") + pick("", " AND a.byte_offset >= b.byte_offset") + more
                        + pick(
                                " FROM $T b WHERE " + outer.sql,
                                " FROM (SELECT b.byte_offset, b.content, b.dentry_id, b.space_id FROM $T b WHERE "
                                        + outer.sql + ") b"),
                2,
                outer.isBound());
    }

    private Select fullJoin() {
        Condition one = where("a");
        Condition other = where("b");
        return new Select(
                "SELECT x.content, y.content, y.byte_offset FROM (SELECT * FROM $T a WHERE " + one.sql + ") x FULL JOIN"
                        + " (SELECT * FROM $T b WHERE " + other.sql + ") y ON x.content = y.content AND x.dentry_id "
                        + pick("=", "<=") + " y.dentry_id",
                3,
                one.isBound() && other.isBound());
    }

    private Select lateral() {
        Condition inner = condition("a", 1);
        String sub = "(SELECT " + pick("a.content AS v", "max(a.content) AS v", "count(*) AS v")
                + " FROM $T a WHERE a.space_id = '1' AND a.dentry_id = ";
        if (random.nextBoolean()) {
            return new Select(
                    "SELECT k.d, x.v FROM " + values() + ", LATERAL " + sub + "k.d AND " + inner.sql + ") x", 2, true);
        }
        Condition outer = where("b");
        return new Select(
                "SELECT b.content, x.v FROM $T b" + pick(" CROSS JOIN", ",") + " LATERAL " + sub + "b.content AND "
                        + inner.sql + ") x WHERE " + outer.sql,
                2,
                outer.isBound());
    }

    private Select commonTable() {
        Condition inner = where("b");
        return new Select(
                "WITH w AS (SELECT * FROM $T b WHERE " + inner.sql + ") SELECT " + columns("x", 1) + ", "
                        + columns("y", 1) + " FROM w x JOIN w y ON x.content = y.content WHERE "
                        + condition("x", 1).sql,
                2,
                inner.isBound());
    }

    private Select comparedWithSubQuery() {
        Condition where = where("a");
        Condition inner = link("b", "a").and(condition("b", 1));
        return new Select(
                "SELECT " + columns("a", 2) + " FROM $T a WHERE " + where.sql + " AND a."
                        + pick("byte_offset", "record_number") + " " + comparison() + " (SELECT "
                        + pick("max(b.byte_offset)", "count(*)", "min(b.record_number)") + " FROM $T b WHERE "
                        + inner.sql + ")",
                2,
                where.isBound());
    }

    private Select window() {
        Condition where = where("a");
        return new Select(
                "SELECT a.content, a.dentry_id, "
                        + pick(
                                "count(*) OVER (PARTITION BY a.dentry_id)",
                                "row_number() OVER (PARTITION BY a.space_id ORDER BY a.dentry_id, a.byte_offset)",
                                "max(a.content) OVER ()")
                        + " FROM $T a WHERE " + where.sql,
                3,
                where.isBound());
    }

    private String columns(String alias, int count) {
        List<String> names = new ArrayList<>(PLAIN_COLUMNS);
        Collections.shuffle(names, random);
        return names.subList(0, count).stream().map(name -> alias + "." + name).collect(Collectors.joining(", "));
    }

    /** Mostly keys, in some form, and something else. */
    private Condition where(String alias) {
        if (random.nextInt(8) == 0) {
            return condition(alias, 3);
        }
        Condition keys = keys(alias);
        return switch (random.nextInt(4)) {
            case 0 -> keys;
            case 1 -> condition(alias, 1).and(keys);
            default -> keys.and(condition(alias, 2));
        };
    }

    private Condition keys(String alias) {
        String s = alias + ".space_id";
        String d = alias + ".dentry_id";
        String sql = switch (random.nextInt(13)) {
            case 0 -> s + " = '1' AND " + d + " = " + pick("'1'", "2", "'3 '", "'9'");
            case 1 -> s + " IN ('1', '2') AND " + d + " = " + literal();
            case 2 -> "(" + s + ", " + d + ") IN (('1', '" + id() + "'), ('2', '" + id() + "'))";
            case 3 ->
                "((" + s + " = '1' AND " + d + " = " + literal() + ") OR (" + s + " = 2 AND " + d + " = " + literal()
                        + " AND " + alias + ".byte_offset > 1))";
            case 4 -> "CAST(1 AS VARCHAR) = " + s + " AND " + d + " IN (" + literal() + ", " + literal() + ", '1')";
            case 5 -> s + " = '1' AND " + s + " = '" + pick("1", "1", "2") + "' AND " + d + " = " + literal();
            case 6 -> "NOT (" + s + " <> '2' OR " + d + " NOT IN ('" + id() + "', '" + id() + "'))";
            case 7 -> s + " = " + literal() + " AND " + d + " IN (" + list() + ")";
            case 8 -> s + " IN (" + list() + ") AND " + d + " = CONCAT('', CAST(" + literal() + " AS VARCHAR))";
            case 9 -> "(" + s + ", " + d + ") IN (VALUES ('2', '1'), ('1', '" + id() + "'), ('2', '1'))";
            case 10 -> s + " = ⟨" + pick("1", "2", "NULL") + "⟩ AND ⟨" + pick("1", "2", "3", "NULL") + "⟩ = " + d;
            case 11 -> s + " = '1' AND " + d + " = " + pick("NULL", "CAST(NULL AS VARCHAR)", "'1'");
            default -> s + " = '2' AND (" + d + " = '1' OR " + d + " = " + literal() + ")";
        };
        return new Condition(sql, KEYS, NOTHING);
    }

    /** A list of 1 to 1,000 values, some of them NULL or there twice. */
    private String list() {
        int size = pick("1", "2", "3", "5", "20", "1000").length() == 4 ? 1000 : 1 + random.nextInt(25);
        List<String> values = IntStream.range(0, size)
                .mapToObj(i -> "'" + (1 + random.nextInt(Math.max(4, size))) + "'")
                .collect(Collectors.toCollection(ArrayList::new));
        if (random.nextInt(4) == 0) {
            values.add(random.nextInt(values.size()), "NULL");
        }
        return String.join(", ", values);
    }

    private Condition condition(String alias, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            Condition one = condition(alias, depth - 1);
            Condition other = condition(alias, depth - 1);
            return switch (random.nextInt(3)) {
                case 0 -> one.or(other);
                case 1 -> one.and(other);
                default -> one.not();
            };
        }
        String offset = alias + "." + pick("byte_offset", "record_number");
        return switch (random.nextInt(16)) {
            case 0 -> other(offset + " " + comparison() + " " + pick("", "⟨").replace("⟨", "") + random.nextInt(6));
            case 1 -> other(offset + " " + comparison() + " ⟨" + random.nextInt(6) + "⟩");
            case 2 -> other(offset + " BETWEEN 1 AND " + random.nextInt(6));
            case 3 -> other(alias + ".content " + comparison() + " " + literal());
            case 4 -> other(alias + ".content LIKE '" + pick("1%", "%", "_", "x%") + "'");
            case 5 -> new Condition(alias + ".dentry_id <> '" + id() + "'", NOTHING, Set.of("dentry_id"));
            case 6 -> new Condition(alias + ".dentry_id = " + literal(), Set.of("dentry_id"), NOTHING);
            case 7 -> new Condition(alias + ".space_id IN ('1', '" + id() + "')", Set.of("space_id"), NOTHING);
            case 8 -> new Condition(alias + ".dentry_id NOT IN (" + list() + ")", NOTHING, NOTHING);
            case 9 -> other(alias + ".content IS NOT NULL");
            case 10 -> other(offset + " IN (0, 4, " + random.nextInt(6) + ")");
            case 11 -> other(alias + ".fields[" + pick("1", "2", "3") + "] " + comparison() + " '" + id() + "'");
            case 12 -> other(alias + ".fields[3] IS NULL");
            case 13 -> other(pick("1 = 1", "1 = 0", "TRUE", "CAST(NULL AS BOOLEAN)"));
            case 14 -> other(alias + ".dentry_id " + pick(">", "<=") + " " + literal());
            default -> other(alias + ".version IS NULL");
        };
    }

    private static Condition other(String sql) {
        return new Condition(sql, NOTHING, NOTHING);
    }

    private String comparison() {
        return pick("=", "<", "<=", ">", ">=", "<>");
    }

    private String literal() {
        return pick("'" + id() + "'", "⟨" + id() + "⟩");
    }

    private String id() {
        return IDS.get(random.nextInt(IDS.size()));
    }

    private String pick(String... options) {
        return options[random.nextInt(options.length)];
    }
}
