// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * {@code Retry-After}, parsed here and hidden from OkHttp.
 *
 * <p>OkHttp 5.5.1 repeats a request by itself on {@code 503 Retry-After: 0} and on 408, and throws
 * NumberFormatException on a number beyond int. With {@code Retry-After: 1} on every answer it does none of it.
 */
public final class RetryAfter implements Interceptor {
    /** Longest wait that a server can ask for. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    private static final String PARSED = "X-DingTalk-SQL-Retry-After";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");

    /** What the server asked for, at most {@link #LONGEST}; null if it asked for nothing that makes sense. */
    public static @Nullable Duration of(Response response) {
        String seconds = response.header(PARSED);
        return seconds == null ? null : Duration.ofSeconds(Long.parseLong(seconds));
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        return hidden(chain.proceed(chain.request()));
    }

    /** {@code response} as OkHttp may see it. */
    static Response hidden(Response response) {
        Long asked = seconds(response);
        Response.Builder hidden = response.newBuilder().removeHeader(PARSED).header("Retry-After", "1");
        return asked == null
                ? hidden.build()
                : hidden.header(PARSED, Long.toString(asked)).build();
    }

    private static @Nullable Long seconds(Response response) {
        String text = response.header("Retry-After");
        if (text == null) {
            return null;
        }
        if (SECONDS.matcher(text.strip()).matches()) {
            return Math.min(Long.parseLong(text.strip()), LONGEST.toSeconds());
        }
        Date until = response.headers().getDate("Retry-After");
        if (until == null) {
            return null;
        }
        Date serverNow = response.headers().getDate("Date");
        long now = serverNow == null ? System.currentTimeMillis() : serverNow.getTime();
        return Math.max(0, Math.min((until.getTime() - now + 999) / 1000, LONGEST.toSeconds()));
    }
}
