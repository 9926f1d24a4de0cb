// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.client.CleanText;
import io.github.dingtalksql.client.ConnectionFaults;
import io.github.dingtalksql.client.Fault;
import io.github.dingtalksql.client.RetryAfter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Classifies what the object store and the network answer instead of bytes. */
final class StoreErrors {
    private static final int LONGEST_BODY = 1 << 16;
    private static final long LONGEST_READ = TimeUnit.SECONDS.toNanos(2);
    // No XML parser: an error document needs no entities, and a stranger's may bring a billion of them.
    private static final Pattern CODE = Pattern.compile("<Code>\\s*([A-Za-z0-9._-]{1,64})\\s*</Code>");
    private static final Set<String> ABOUT_TIME = Set.of("RequestTimeTooSkewed", "SignatureDoesNotMatch");

    private StoreErrors() {}

    /** The fault of an answer that brings no bytes of the file. */
    static RangeFaultException of(Response response, LongSupplier nanoTime) {
        String code = code(response, nanoTime);
        Fault fault = fault(response.code(), code);
        StringBuilder message = new StringBuilder("the object store answered HTTP ").append(response.code());
        if (code != null) {
            message.append(' ').append(code);
        }
        if (code != null && ABOUT_TIME.contains(code)) {
            message.append(skew(response));
        }
        return new RangeFaultException(fault, message.toString(), code, RetryAfter.of(response));
    }

    /** A failure before or while bytes arrive; {@code usual} unless the exception says more. */
    static RangeFaultException of(Fault usual, IOException cause) {
        String why = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new RangeFaultException(ConnectionFaults.of(usual, cause), CleanText.line(why, 200));
    }

    private static Fault fault(int status, @Nullable String code) {
        if ("InvalidObjectState".equals(code)) {
            return Fault.ARCHIVED;
        }
        return switch (status) {
            case 401, 403 -> Fault.REFUSED;
            case 404, 410 -> Fault.GONE;
            case 412 -> Fault.CHANGED;
            case 408 -> Fault.SERVER_FAILED;
            case 429, 503 -> Fault.BUSY;
            default -> status >= 500 ? Fault.SERVER_FAILED : Fault.WRONG_ANSWER;
        };
    }

    private static @Nullable String code(Response response, LongSupplier nanoTime) {
        Buffer body = new Buffer();
        long deadline = nanoTime.getAsLong() + LONGEST_READ;
        try {
            while (body.size() < LONGEST_BODY && nanoTime.getAsLong() - deadline < 0) {
                if (response.body().source().read(body, LONGEST_BODY - body.size()) < 0) {
                    break;
                }
            }
        } catch (IOException e) {
            // The status says enough; what came of the document is looked at all the same.
        }
        Matcher matcher = CODE.matcher(body.readString(StandardCharsets.ISO_8859_1));
        return matcher.find() ? matcher.group(1) : null;
    }

    private static String skew(Response response) {
        Date server = response.headers().getDate("Date");
        if (server == null) {
            return "";
        }
        long seconds = (server.getTime() - System.currentTimeMillis()) / 1000;
        return " (the server's clock is " + seconds + " s ahead of this machine's: if that is much, a clock is wrong)";
    }
}
