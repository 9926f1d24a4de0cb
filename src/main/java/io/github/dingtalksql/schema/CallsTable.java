// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.schema;

import static io.github.dingtalksql.schema.ListColumn.flag;
import static io.github.dingtalksql.schema.ListColumn.number;
import static io.github.dingtalksql.schema.ListColumn.text;
import static io.github.dingtalksql.schema.ListColumn.time;

import io.github.dingtalksql.client.CallRecord;
import io.github.dingtalksql.plan.ColumnType;
import io.github.dingtalksql.plan.FanOut;
import io.github.dingtalksql.plan.KeyedTable;
import io.github.dingtalksql.plan.TupleCalls;
import io.github.dingtalksql.schema.ListingTable.Opened;
import java.util.List;

/** {@code calls}: what queries of this JVM have cost. */
final class CallsTable {
    private static final List<ListColumn<CallRecord>> COLUMNS = List.of(
            time("called_at", "When the request was sent.", CallRecord::time),
            text("api", "Path of the call without version and ids; object for the bytes of a file.", CallRecord::api),
            ListColumn.of(
                    "status",
                    ColumnType.INTEGER,
                    "HTTP status; null if no answer came, or none was needed.",
                    CallRecord::status),
            text("request_id", "Id that DingTalk's or the object store's support asks for.", CallRecord::requestId),
            number("bytes", "Bytes of the answer, as far as they were read.", CallRecord::bytes),
            number("milliseconds", "From the request to the end of the answer.", CallRecord::milliseconds),
            flag("cache_hit", "Whether the answer came from a cache, without a call.", CallRecord::cacheHit),
            text("statement_id", "Names one run of a statement.", CallRecord::statementId),
            text("statement", "Its SQL, without its text literals.", CallRecord::statement));

    private CallsTable() {}

    static KeyedTable create(Services services) {
        return new ListingTable<>(
                "calls",
                "The last 10,000 requests of this JVM to the API and to object stores, oldest first. No API call.",
                COLUMNS,
                List.of(List.of()),
                "SELECT api, COUNT(*) FROM calls GROUP BY api",
                TupleCalls.of(0),
                FanOut.NONE,
                keys -> keys,
                (keys, execution) -> new Opened<>(services.callLog().calls().iterator(), keys));
    }
}
