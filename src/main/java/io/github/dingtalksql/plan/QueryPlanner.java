// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.calcite.DataContexts;
import org.apache.calcite.adapter.enumerable.EnumerableCalc;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelCollationTraitDef;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutorImpl;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.runtime.Bindable;
import org.apache.calcite.sql.SqlExplain;
import org.apache.calcite.sql.SqlExplainFormat;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.tools.Program;
import org.apache.calcite.util.CancelFlag;
import org.apache.calcite.util.Pair;
import org.jspecify.annotations.Nullable;

/** Plans one statement: validates it, turns it into relational algebra, looks for the cheapest plan, compiles that. */
final class QueryPlanner {
    /** All entries of an IN list become keys of one scan, however many there are. */
    private static final int IN_LIST_LIMIT = Integer.MAX_VALUE;

    /**
     * Projections stay on each other when SQL becomes algebra. Calcite 1.42 puts the expressions of a SELECT with a
     * correlated sub-query, once merged with those of the sub-query in FROM, on top of it unmerged: other columns.
     */
    private static final int NEVER_MERGE = -1;

    private final CalciteSchema rootSchema;
    private final PlanningTypeFactory typeFactory;
    private final CalciteConnectionConfig config;
    private final CalciteCatalogReader catalogReader;
    private final SqlValidator validator;
    private final RelOptCluster cluster;
    private final InstantSource clock;
    private final Function<RelNode, Program> programs;

    QueryPlanner(
            CalciteSchema rootSchema,
            String defaultSchema,
            PlanningTypeFactory typeFactory,
            InstantSource clock,
            Function<RelNode, Program> programs) {
        this.rootSchema = rootSchema;
        this.programs = programs;
        this.clock = clock;
        this.typeFactory = typeFactory;
        this.config = newConfig();
        this.catalogReader = new CalciteCatalogReader(rootSchema, List.of(defaultSchema), typeFactory, config);
        SqlOperatorTable operators =
                SqlOperatorTables.chain(SqlStdOperatorTable.instance(), new MoreFunctions(), catalogReader);
        this.validator = SqlValidatorUtil.newValidator(
                operators,
                catalogReader,
                typeFactory,
                SqlValidator.Config.DEFAULT
                        .withConformance(CalciteEngine.CONFORMANCE)
                        .withIdentifierExpansion(true));
        this.cluster = RelOptCluster.create(newPlanner(typeFactory.execution()), new ListRexBuilder(typeFactory));
        cluster.setMetadataQuerySupplier(PlanMetadata::new);
    }

    private static CalciteConnectionConfig newConfig() {
        Properties properties = new Properties();
        properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
        // There are none, but Calcite would look for them.
        properties.setProperty(CalciteConnectionProperty.MATERIALIZATIONS_ENABLED.camelName(), "false");
        properties.setProperty(CalciteConnectionProperty.CONFORMANCE.camelName(), CalciteEngine.CONFORMANCE.toString());
        return new CalciteConnectionConfigImpl(properties);
    }

    private RelOptPlanner newPlanner(Execution execution) {
        AtomicBoolean cancelled = new AtomicBoolean();
        execution.onAbort(() -> cancelled.set(true));
        VolcanoPlanner planner = new VolcanoPlanner(
                PlanCost.FACTORY, Contexts.of(config, new CancelFlag(cancelled), new MatchedJoins()));
        planner.setExecutor(new RexExecutorImpl(DataContexts.EMPTY));
        planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
        planner.addRelTraitDef(RelCollationTraitDef.INSTANCE);
        return planner;
    }

    PlannedQuery plan(SqlNode statement, PlanClasses classes) {
        Validated query = validate(statement);
        RelRoot root = optimize(query.root());
        Map<String, Object> stashed = new LinkedHashMap<>();
        stashed.put("_conformance", CalciteEngine.CONFORMANCE);
        EnumerableRel physical = (EnumerableRel) withOutputColumns(root).accept(new LongSearches(stashed));
        Bindable<?> bindable = classes.bindable(physical, stashed);
        return new PlannedQuery(
                bindable,
                stashed,
                physical.getRowType().getFieldList().stream()
                        .map(RelDataTypeField::getType)
                        .toList(),
                query.parameterTypes(),
                query.columns(),
                query.parameters(),
                rootSchema.plus(),
                typeFactory,
                clock,
                CurrentTables.AS_PLANNED);
    }

    PreparedQuery explain(SqlExplain explain) {
        Validated query = validate(explain.getExplicandum());
        RelNode shown = explain.getDepth() == SqlExplain.Depth.LOGICAL ? query.root().rel : optimize(query.root()).rel;
        String plan = explain.getDepth() == SqlExplain.Depth.TYPE
                ? RelOptUtil.dumpType(query.root().validatedRowType)
                : RelOptUtil.dumpPlan("", shown, SqlExplainFormat.TEXT, explain.getDetailLevel());
        RelDataType text = typeFactory.createSqlType(SqlTypeName.VARCHAR);
        return new ExplainedQuery(
                List.of(ColumnInfos.of("PLAN", text, null, "")),
                query.parameters(),
                plan.stripTrailing().lines().toList());
    }

    private record Validated(
            RelRoot root, List<ColumnInfo> columns, List<RelDataType> parameterTypes, List<ColumnInfo> parameters) {}

    private Validated validate(SqlNode statement) {
        SqlNode valid = validator.validate(statement);
        SqlToRelConverter.Config converterConfig = SqlToRelConverter.config()
                .withTrimUnusedFields(true)
                .withExpand(false)
                .addRelBuilderConfigTransform(builder -> builder.withBloat(NEVER_MERGE))
                .withInSubQueryThreshold(IN_LIST_LIMIT);
        SqlToRelConverter converter = new FileScanConverter(validator, catalogReader, cluster, converterConfig);
        RelRoot root = converter.convertQuery(valid, false, true);
        List<RelDataType> parameterTypes = ParameterTypes.of(valid, validator);
        return new Validated(
                root,
                columns(validator.getValidatedNodeType(valid), validator.getFieldOrigins(valid)),
                parameterTypes,
                parameters(parameterTypes));
    }

    private RelRoot optimize(RelRoot root) {
        RelTraitSet wanted = root.rel
                .getTraitSet()
                .replace(EnumerableConvention.INSTANCE)
                .replace(root.collation)
                .simplify();
        RelNode best = programs.apply(root.rel).run(cluster.getPlanner(), root.rel, wanted, List.of(), List.of());
        requireKeys(best);
        OptionalKeyConditions.check(best);
        return root.withRel(best.accept(new DecimalElements()).accept(new AggregatedScans()));
    }

    private static void requireKeys(RelNode rel) {
        if (rel instanceof KeyedTableScan scan) {
            scan.bindings.requireKeys(scan.keyedTable);
        }
        rel.getInputs().forEach(QueryPlanner::requireKeys);
    }

    /** Leaves out what is in the rows only to sort by it. */
    private static EnumerableRel withOutputColumns(RelRoot root) {
        EnumerableRel rel = (EnumerableRel) root.rel;
        if (root.isRefTrivial()) {
            return rel;
        }
        RexBuilder rexBuilder = rel.getCluster().getRexBuilder();
        List<RexNode> projects = new ArrayList<>();
        for (int field : Pair.left(root.fields)) {
            projects.add(rexBuilder.makeInputRef(rel, field));
        }
        return EnumerableCalc.create(
                rel, RexProgram.create(rel.getRowType(), projects, null, root.validatedRowType, rexBuilder));
    }

    private static List<ColumnInfo> columns(RelDataType rowType, List<? extends @Nullable List<String>> origins) {
        List<ColumnInfo> columns = new ArrayList<>();
        for (RelDataTypeField field : rowType.getFieldList()) {
            columns.add(ColumnInfos.of(field.getName(), field.getType(), origins.get(field.getIndex()), ""));
        }
        return columns;
    }

    private static List<ColumnInfo> parameters(List<RelDataType> types) {
        List<ColumnInfo> parameters = new ArrayList<>();
        for (RelDataType type : types) {
            parameters.add(ColumnInfos.of("?" + (parameters.size() + 1), type, null, ""));
        }
        return parameters;
    }
}
