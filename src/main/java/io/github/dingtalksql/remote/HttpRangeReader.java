// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.remote;

import io.github.dingtalksql.Execution;
import io.github.dingtalksql.client.Fault;
import io.github.dingtalksql.client.RequestOrigin;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Range requests as OSS answers them: a range that is not wholly inside the object is answered 200 with the whole object,
 * unless a header is sent that would break the signature. So ends are clamped, and a 200 is looked at twice.
 *
 * <p>Sends exactly the given headers, {@code Range}, {@code If-Match} and {@code Accept-Encoding}: another
 * {@code x-oss-*} header or a {@code Content-Type} would break the signature.
 */
final class HttpRangeReader implements RangeReader {
    private static final int MOST_REDIRECTS = 5;
    /** How many bytes are thrown away at most to get to the wanted one, if a server ignores ranges. */
    private static final long LONGEST_SKIP = 64L << 20;

    private final Call.Factory client;
    private final Pin pin;
    private final boolean anywhere;
    private final LongSupplier nanoTime;

    HttpRangeReader(Call.Factory client, Pin pin, boolean anywhere, LongSupplier nanoTime) {
        this.client = client;
        this.pin = pin;
        this.anywhere = anywhere;
        this.nanoTime = nanoTime;
    }

    @Override
    public RangeBody open(DownloadLink.Target target, long from, long to, Execution scope) throws RangeFaultException {
        Request.Builder request = new Request.Builder().url(ResourceUrl.parse(target.url(), target.index(), anywhere));
        for (Map.Entry<String, String> header : target.info().headers().entrySet()) {
            request.header(header.getKey(), header.getValue());
        }
        request.header("Accept-Encoding", "identity");
        request.tag(RequestOrigin.class, RequestOrigin.ofObject(scope.tally()));
        long total = pin.total();
        return exchange(
                new Question(request.build(), from, total < 0 ? to : Math.min(to, total), total >= 0, true), scope);
    }

    /** @param clamped whether the range is known to lie inside the file; @param ranged whether a Range is sent at all */
    private record Question(Request request, long from, long to, boolean clamped, boolean ranged) {
        Question clampedTo(long total) {
            return new Question(request, from, Math.min(to, total), true, true);
        }

        Question withoutRange() {
            return new Question(request, from, to, clamped, false);
        }

        Question at(HttpUrl url) {
            return new Question(request.newBuilder().url(url).build(), from, to, clamped, ranged);
        }
    }

    private RangeBody exchange(Question question, Execution scope) throws RangeFaultException {
        Question asked = question;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Call call = client.newCall(withRange(asked));
            Execution.Registration registration = scope.onAbort(call::cancel);
            Response response = null;
            boolean handedOver = false;
            try {
                response = execute(call, scope);
                if (isRedirect(response.code())) {
                    asked = asked.at(redirection(response));
                    continue;
                }
                Verdict verdict = verdict(response, asked, scope);
                if (verdict.next() != null) {
                    asked = verdict.next();
                    continue;
                }
                if (verdict.nothing()) {
                    return RangeBody.empty(asked.from(), scope);
                }
                // The socket has the same timeout. OkHttp's own costs more than to read the 8 KiB that it watches.
                response.body().source().timeout().clearTimeout();
                RangeBody body = new RangeBody(
                        call, response, registration, scope, verdict.start(), verdict.end(), verdict.whole());
                handedOver = true;
                return body;
            } finally {
                if (!handedOver) {
                    registration.close();
                    call.cancel();
                    if (response != null) {
                        response.close();
                    }
                }
            }
        }
        throw new RangeFaultException(Fault.REDIRECTED, "more than " + MOST_REDIRECTS + " redirects");
    }

    private Request withRange(Question asked) {
        if (!asked.ranged()) {
            return asked.request();
        }
        Request.Builder request =
                asked.request().newBuilder().header("Range", "bytes=" + asked.from() + "-" + (asked.to() - 1));
        Representation known = pin.representation();
        String etag = known == null ? null : known.strongEtag();
        return etag == null ? request.build() : request.header("If-Match", etag).build();
    }

    private static Response execute(Call call, Execution scope) throws RangeFaultException {
        try {
            return call.execute();
        } catch (IOException e) {
            scope.check();
            throw StoreErrors.of(e instanceof SocketTimeoutException ? Fault.TIMED_OUT : Fault.UNREACHABLE, e);
        }
    }

    /** What an answer is: another question, nothing, or bytes. */
    private record Verdict(@Nullable Question next, boolean nothing, long start, long end, boolean whole) {
        static Verdict ask(Question next) {
            return new Verdict(next, false, 0, 0, false);
        }

        static Verdict empty() {
            return new Verdict(null, true, 0, 0, false);
        }
    }

    private Verdict verdict(Response response, Question asked, Execution scope) throws RangeFaultException {
        return switch (response.code()) {
            case 206 -> partial(response, asked);
            case 200 -> complete(response, asked, scope);
            case 416 -> unsatisfied(response, asked);
            default -> throw StoreErrors.of(response, nanoTime);
        };
    }

    private Verdict partial(Response response, Question asked) throws RangeFaultException {
        requirePlain(response);
        String type = response.header("Content-Type", "");
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            throw wrong("206 came in several parts, which nobody asked for");
        }
        ContentRange range = ContentRange.from(response.headers());
        if (!asked.ranged() || range == null || range.first() < 0) {
            throw wrong("206 came without a Content-Range that can be understood");
        }
        if (range.first() != asked.from()) {
            throw wrong("206 begins at " + range.first() + " instead of " + asked.from());
        }
        pin.check(Representation.from(response.headers(), range.total()));
        return new Verdict(null, false, asked.from(), Math.min(range.last() + 1, asked.to()), false);
    }

    private Verdict complete(Response response, Question asked, Execution scope) throws RangeFaultException {
        requirePlain(response);
        long length = response.body().contentLength();
        Representation before = pin.representation();
        Representation answer = Representation.from(response.headers(), length);
        pin.check(answer);
        long total = pin.total();
        long end = total < 0 ? RangeBody.UNKNOWN : total;
        if (asked.from() == 0) {
            return new Verdict(null, false, 0, end, true);
        }
        if (total >= 0 && asked.from() >= total) {
            return Verdict.empty();
        }
        if (total >= 0 && !asked.clamped()) {
            return Verdict.ask(asked.clampedTo(total));
        }
        // Ranges are ignored. Never append this: go to the wanted byte, if it is surely the same file and not too far.
        if (asked.from() > LONGEST_SKIP || before != null && !before.isProvenBy(answer)) {
            throw new RangeFaultException(
                    Fault.NOT_RESUMABLE,
                    "a request for bytes from " + asked.from() + " was answered with the whole file");
        }
        skip(response, asked.from(), scope);
        return new Verdict(null, false, asked.from(), end, true);
    }

    private void skip(Response response, long count, Execution scope) throws RangeFaultException {
        SlowWatch watch = new SlowWatch(nanoTime);
        byte[] buffer = new byte[8192];
        try {
            for (long left = count; left > 0; ) {
                watch.begin();
                int read = response.body().source().read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new RangeFaultException(Fault.BROKEN, "the transfer ended while skipping to the wanted byte");
                }
                watch.end(read);
                left -= read;
            }
        } catch (IOException e) {
            scope.check();
            throw StoreErrors.of(e instanceof SocketTimeoutException ? Fault.TIMED_OUT : Fault.BROKEN, e);
        }
    }

    private Verdict unsatisfied(Response response, Question asked) throws RangeFaultException {
        if (asked.clamped()) {
            throw new RangeFaultException(Fault.CHANGED, "the file is shorter than it was (HTTP 416)");
        }
        ContentRange range = ContentRange.from(response.headers());
        if (range != null && range.first() < 0 && asked.from() >= range.total()) {
            if (pin.isOpen()) {
                throw new RangeFaultException(
                        Fault.CHANGED,
                        "the file has only " + range.total()
                                + " bytes, and the store does not tell whether it is the one"
                                + " with the ETag that the query asks for (HTTP 416)");
            }
            return Verdict.empty();
        }
        if (!asked.ranged()) {
            throw wrong("416 answered a request without a range");
        }
        return Verdict.ask(asked.withoutRange());
    }

    private static void requirePlain(Response response) throws RangeFaultException {
        String encoding = response.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw wrong("the bytes came compressed although they were asked for as they are");
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static HttpUrl redirection(Response response) throws RangeFaultException {
        HttpUrl here = response.request().url();
        String location = response.header("Location");
        HttpUrl there = location == null ? null : here.resolve(location);
        boolean same = there != null
                && there.scheme().equals(here.scheme())
                && there.host().equals(here.host())
                && there.port() == here.port()
                && there.encodedUsername().isEmpty();
        if (there == null || !same) {
            throw new RangeFaultException(
                    Fault.REDIRECTED, "a redirect (HTTP " + response.code() + ") leads elsewhere");
        }
        return there;
    }

    private static RangeFaultException wrong(String what) {
        return new RangeFaultException(Fault.WRONG_ANSWER, what);
    }
}
