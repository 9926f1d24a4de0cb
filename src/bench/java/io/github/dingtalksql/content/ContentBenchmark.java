// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content;

import io.github.dingtalksql.bench.OrdersCsv;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Cutting, slicing and decoding of records in memory, on one thread. One operation is one record of about 130 bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(ContentBenchmark.RECORDS)
public class ContentBenchmark {
    static final int RECORDS = 200_000;

    private byte[] orders = {};

    @Setup
    public void makeOrders() throws IOException {
        orders = OrdersCsv.records(RECORDS);
    }

    @Benchmark
    public long frame() {
        return frame(RecordFormat.CSV);
    }

    @Benchmark
    public long frameLines() {
        return frame(RecordFormat.TEXT);
    }

    private long frame(RecordFormat format) {
        long count = 0;
        try (RecordReader reader = open(format)) {
            while (reader.next()) {
                count++;
            }
        }
        return count;
    }

    @Benchmark
    public long sliceAllFields() {
        long count = 0;
        try (FieldReader reader = open(RecordFormat.CSV)) {
            while (reader.next()) {
                count += reader.fieldCount();
            }
        }
        return count;
    }

    @Benchmark
    public long decodeTwoFields() {
        long length = 0;
        try (RecordReader reader = open(RecordFormat.CSV)) {
            while (reader.next()) {
                length += length(reader.field(2)) + length(reader.field(8));
            }
        }
        return length;
    }

    @Benchmark
    public long decodeAllFields() {
        long count = 0;
        try (RecordReader reader = open(RecordFormat.CSV)) {
            while (reader.next()) {
                var fields = reader.fields();
                count += fields == null ? 0 : fields.size();
            }
        }
        return count;
    }

    @Benchmark
    public long decodeContent() {
        long length = 0;
        try (RecordReader reader = open(RecordFormat.CSV)) {
            while (reader.next()) {
                length += reader.content().length();
            }
        }
        return length;
    }

    /** What decoding costs if the records are not cut. */
    @Benchmark
    public int decodeAlone() {
        return new String(orders, StandardCharsets.UTF_8).length();
    }

    @Benchmark
    public long allFieldsOfCommonsCsv() throws IOException {
        long count = 0;
        InputStreamReader text = new InputStreamReader(new ByteArrayInputStream(orders), StandardCharsets.UTF_8);
        try (CSVParser parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
            for (CSVRecord record : parser) {
                count += record.size();
            }
        }
        return count;
    }

    private FieldReader open(RecordFormat format) {
        return new BufferedRecordReader(new FakeRemoteFile(orders), Options.utf8(format));
    }

    private static int length(String field) {
        return field == null ? 0 : field.length();
    }
}
