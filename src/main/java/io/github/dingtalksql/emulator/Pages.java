// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Cuts lists into pages. A token is good for its own list only, and has characters that a client must encode in a
 * query. Safe for use by many threads.
 */
final class Pages {
    private static final String PREFIX = "p+/";
    private static final int PROOF_LENGTH = 8;

    private final Set<OddPaging> oddities;
    private final AtomicInteger generation = new AtomicInteger();

    Pages(Set<OddPaging> oddities) {
        this.oddities = Set.copyOf(oddities);
    }

    /** Makes all tokens given out so far invalid. */
    void expireTokens() {
        generation.incrementAndGet();
    }

    /** @param list names the list, its order and whoever asks: what must not change from page to page */
    <T> Page<T> page(List<T> all, PageRequest request, String list) throws ApiRefusal {
        Position position = request.token() == null ? new Position(0, false) : position(request.token(), list);
        if (position.isEmpty()) {
            boolean isEnd = position.offset() >= all.size();
            return new Page<>(List.of(), isEnd ? null : token(new Position(position.offset(), false), list));
        }
        int size = oddities.contains(OddPaging.SHORT_PAGES) ? request.size() - request.size() / 3 : request.size();
        int from = Math.min(position.offset(), all.size());
        if (oddities.contains(OddPaging.REPEATED_ROWS) && from > 0 && size > 1) {
            from--;
        }
        int to = Math.min(from + size, all.size());
        return new Page<>(all.subList(from, to), nextToken(request.token(), to, to == all.size(), list));
    }

    private @Nullable String nextToken(@Nullable String sent, int offset, boolean isEnd, String list) {
        boolean hasEmptyPages = oddities.contains(OddPaging.EMPTY_PAGES);
        if (isEnd && !hasEmptyPages) {
            return null;
        }
        if (sent != null && oddities.contains(OddPaging.REPEATED_TOKEN)) {
            return sent;
        }
        return token(new Position(offset, hasEmptyPages), list);
    }

    private String token(Position position, String list) {
        String text = position.offset() + (position.isEmpty() ? "e" : "r");
        byte[] proof = proof(text, list);
        byte[] all = Arrays.copyOf(proof, PROOF_LENGTH + text.length());
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, all, PROOF_LENGTH, text.length());
        return PREFIX + Base64.getEncoder().encodeToString(all);
    }

    private Position position(String token, String list) throws ApiRefusal {
        try {
            byte[] all = Base64.getDecoder().decode(token.substring(PREFIX.length()));
            String text =
                    new String(all, PROOF_LENGTH, Math.max(0, all.length - PROOF_LENGTH), StandardCharsets.US_ASCII);
            boolean isProven =
                    token.startsWith(PREFIX) && Arrays.equals(Arrays.copyOf(all, PROOF_LENGTH), proof(text, list));
            if (isProven && text.matches("[0-9]{1,9}[er]")) {
                return new Position(Integer.parseInt(text.substring(0, text.length() - 1)), text.endsWith("e"));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw invalidToken();
        }
        throw invalidToken();
    }

    private byte[] proof(String text, String list) {
        String proven = generation.get() + "|" + text + "|" + list;
        return Arrays.copyOf(Digests.sha256(proven.getBytes(StandardCharsets.UTF_8)), PROOF_LENGTH);
    }

    private static ApiRefusal invalidToken() {
        return new ApiRefusal(400, "paramError", "param nextToken is invalid");
    }

    /** @param isEmpty whether the page there is an empty one that stands before the next rows */
    private record Position(int offset, boolean isEmpty) {}
}
