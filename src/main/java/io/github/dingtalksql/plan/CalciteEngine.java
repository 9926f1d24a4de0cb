// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.DingTalkException;
import io.github.dingtalksql.ErrorCode;
import io.github.dingtalksql.Execution;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.tools.Program;

/**
 * Our own way from SQL text to rows over Calcite's parser, validator and planner.
 *
 * <p>Calcite's JDBC driver is not used: it ignores query timeouts, cannot be cancelled while it plans or waits, leaks
 * scans on close, and lets a URL load classes. This class has no state but what makes the schema, and
 * the last plans and their code.
 */
public final class CalciteEngine implements SqlEngine {
    static final SqlConformance CONFORMANCE = SqlConformanceEnum.LENIENT;

    private static final SqlParser.Config PARSER = SqlParser.config()
            .withQuoting(Quoting.DOUBLE_QUOTE)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withCaseSensitive(false)
            .withConformance(CONFORMANCE);

    private final Function<Execution, CalciteSchema> schemas;
    private final SqlCatalog catalog;
    private final InstantSource clock;
    private final Function<RelNode, Program> programs;
    private final PlanClasses classes = new PlanClasses();
    private final KeptPlans plans = new KeptPlans();

    /** One schema for all statements. */
    public CalciteEngine(CalciteSchema rootSchema, SqlCatalog catalog, InstantSource clock) {
        this(execution -> rootSchema, catalog, clock);
    }

    /** @param schemas makes the root schema of one statement; it may have to read, and ends with the execution */
    public CalciteEngine(Function<Execution, CalciteSchema> schemas, SqlCatalog catalog, InstantSource clock) {
        this(schemas, catalog, clock, rel -> PlainQueries.include(rel) ? new PlainQueries() : new AnyQueries());
    }

    /** @param programs what looks for the cheapest plan of a query */
    CalciteEngine(
            Function<Execution, CalciteSchema> schemas,
            SqlCatalog catalog,
            InstantSource clock,
            Function<RelNode, Program> programs) {
        this.programs = programs;
        this.schemas = schemas;
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * Has the classes loaded that compile plans, which the first statement of a JVM needs after a while. They are not
     * Calcite's: to load those on two threads at once may end in a deadlock of their initializers.
     */
    public static void loadCompiler() {
        PlanClasses.loadCompiler();
    }

    @Override
    public SqlCatalog catalog() {
        return catalog;
    }

    @Override
    public PreparedQuery prepare(String sql, String defaultSchema, Execution execution) {
        execution.check();
        KeptPlans.Kept kept = plans.get(sql, defaultSchema);
        ThreadRemains remains = ThreadRemains.before();
        try {
            MadeTables tables = new MadeTables();
            PreparedQuery again = kept == null ? null : kept.renewed(execution, tables);
            return again == null ? planned(sql, defaultSchema, execution, tables) : again;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            execution.check();
            throw PlanFailures.planning(e);
        } finally {
            remains.remove();
        }
    }

    /** @param tables those that are known already */
    private PreparedQuery planned(String sql, String defaultSchema, Execution execution, MadeTables tables) {
        SqlNode plain = Objects.requireNonNull(parse(sql).accept(new PlainLiterals()), "plain");
        SqlNode typed = Objects.requireNonNull(plain.accept(new ItemParameters()), "typed");
        SqlNode statement = Objects.requireNonNull(typed.accept(new MixedArguments(catalog)), "statement");
        CalciteSchema rootSchema = schemas.apply(execution);
        QueryPlanner planner = new QueryPlanner(
                rootSchema, defaultSchema, new PlanningTypeFactory(execution, tables), clock, programs);
        if (statement instanceof SqlExplain explain) {
            return planner.explain(explain);
        }
        if (!statement.getKind().belongsTo(SqlKind.QUERY)) {
            throw new DingTalkException(
                    ErrorCode.UNSUPPORTED,
                    statement.getKind() + " is not supported: files can be read by SELECT, not changed");
        }
        PlannedQuery plan = planner.plan(statement, classes);
        plans.keep(sql, defaultSchema, new KeptPlans.Kept(plan, tables));
        return plan;
    }

    private static SqlNode parse(String sql) {
        try {
            return statement(sql);
        } catch (SqlParseException e) {
            String quoted = ReservedNames.quoted(ToleratedForms.written(sql));
            if (quoted.equals(sql)) {
                throw PlanFailures.syntax(e);
            }
            try {
                return statement(quoted);
            } catch (SqlParseException again) {
                throw PlanFailures.syntax(e);
            }
        }
    }

    private static SqlNode statement(String sql) throws SqlParseException {
        List<SqlNode> statements = SqlParser.create(sql, PARSER).parseStmtList().getList();
        if (statements.size() != 1) {
            throw new DingTalkException(
                    ErrorCode.SYNTAX_ERROR, "One statement at a time, please: the text has " + statements.size());
        }
        return statements.get(0);
    }
}
