// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.plan;

import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptCostFactory;
import org.apache.calcite.plan.RelOptUtil;

/**
 * What a plan costs. As in Calcite's own planner the rows alone count; of plans with the same rows, the one of fewer
 * operators is cheaper. Without that, what an operator costs may be lost beside the large numbers below it, of scans
 * without keys or of cross joins, and the cheapest plan of a relation could be one that has the relation itself as input.
 */
record PlanCost(double rows, double cpu, double io, long operators) implements RelOptCost {
    static final RelOptCostFactory FACTORY = new Factory();

    private static final PlanCost INFINITE =
            new PlanCost(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0);

    private static final class Factory implements RelOptCostFactory {
        @Override
        public RelOptCost makeCost(double rowCount, double cpu, double io) {
            return new PlanCost(rowCount, cpu, io, 1);
        }

        @Override
        public RelOptCost makeHugeCost() {
            return new PlanCost(Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE, 1);
        }

        @Override
        public RelOptCost makeInfiniteCost() {
            return INFINITE;
        }

        @Override
        public RelOptCost makeTinyCost() {
            return new PlanCost(1, 1, 0, 1);
        }

        @Override
        public RelOptCost makeZeroCost() {
            return new PlanCost(0, 0, 0, 0);
        }
    }

    @Override
    public double getRows() {
        return rows;
    }

    @Override
    public double getCpu() {
        return cpu;
    }

    @Override
    public double getIo() {
        return io;
    }

    @Override
    public boolean isInfinite() {
        return Double.isInfinite(rows) || Double.isInfinite(cpu) || Double.isInfinite(io);
    }

    @Override
    public boolean equals(RelOptCost other) {
        return equals((Object) other);
    }

    @Override
    public boolean isEqWithEpsilon(RelOptCost other) {
        PlanCost that = (PlanCost) other;
        return isNear(rows, that.rows) && isNear(cpu, that.cpu) && isNear(io, that.io) && operators == that.operators;
    }

    private static boolean isNear(double one, double other) {
        return one == other || Math.abs(one - other) < RelOptUtil.EPSILON;
    }

    @Override
    public boolean isLe(RelOptCost other) {
        return !other.isLt(this);
    }

    @Override
    public boolean isLt(RelOptCost other) {
        PlanCost that = (PlanCost) other;
        return rows < that.rows || (rows == that.rows && !Double.isInfinite(rows) && operators < that.operators);
    }

    @Override
    public RelOptCost plus(RelOptCost other) {
        PlanCost that = (PlanCost) other;
        return isInfinite() || that.isInfinite()
                ? INFINITE
                : new PlanCost(rows + that.rows, cpu + that.cpu, io + that.io, operators + that.operators);
    }

    @Override
    public RelOptCost minus(RelOptCost other) {
        PlanCost that = (PlanCost) other;
        return isInfinite()
                ? this
                : new PlanCost(rows - that.rows, cpu - that.cpu, io - that.io, operators - that.operators);
    }

    @Override
    public RelOptCost multiplyBy(double factor) {
        return isInfinite() ? this : new PlanCost(rows * factor, cpu * factor, io * factor, operators);
    }

    /** The ratio of the rows, which is all that the planner compares. */
    @Override
    public double divideBy(RelOptCost other) {
        double others = ((PlanCost) other).rows;
        return others == 0 || Double.isInfinite(others) || Double.isInfinite(rows) ? 1 : rows / others;
    }

    @Override
    public String toString() {
        return "{" + rows + " rows, " + cpu + " cpu, " + io + " io}";
    }
}
