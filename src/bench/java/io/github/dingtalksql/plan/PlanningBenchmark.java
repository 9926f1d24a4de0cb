// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import io.github.dingtalksql.Execution;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.calcite.jdbc.CalciteSchema;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the text of a query to its plan, in a JVM that has planned before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlanningBenchmark {
    @Param({
        "SELECT count(*) FROM files WHERE space_id = '854' AND dentry_id = '798'",
        "SELECT content FROM files WHERE space_id = '854' AND dentry_id = '798' LIMIT 10",
        "SELECT dentry_id, count(*) FROM files WHERE space_id = '854' AND dentry_id IN ('1', '2', '3') GROUP BY dentry_id",
        "SELECT f.content FROM (VALUES ('854', '799')) AS t(s, d) JOIN files f ON f.space_id = t.s AND f.dentry_id = t.d"
    })
    public String sql = "";

    private CalciteSchema root = CalciteSchema.createRootSchema(false, false);

    @Setup
    public void makeSchema() {
        root = CalciteSchema.createRootSchema(false, false);
        root.add("files", new FakeFilesTable("files", List.of()));
    }

    /** By a new engine, which has not kept the plan. */
    @Benchmark
    public PreparedQuery prepare() {
        return new CalciteEngine(root, new NoCatalog(), InstantSource.system()).prepare(sql, "", new Execution());
    }
}
