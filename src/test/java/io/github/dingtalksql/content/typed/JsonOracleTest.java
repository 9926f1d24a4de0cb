// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.content.typed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dingtalksql.Execution;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random objects, as lines or in an array, plain or spread over lines, in several charsets: a tree of each is the oracle. */
class JsonOracleTest {
    private static final long SEED = 20261127;
    private static final int FILES = 600;
    private static final String[] KEYS = {"id", "名称", "a b", "x\"y", "n", "t"};
    private static final String[] TEXTS = {"", "a", "中文😀", "\n\t\"\\", "007", "true", "\u2028", "\u0001"};
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, Charset.forName("GB18030"), Charset.forName("UTF-32BE"));

    private final Random random = new Random(SEED);
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void readsWhatATreeHas() throws Exception {
        System.out.println("JsonOracleTest seed " + SEED);
        for (int i = 0; i < FILES; i++) {
            List<ObjectNode> objects = new ArrayList<>();
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                objects.add(object());
            }
            compare(objects, CHARSETS.get(random.nextInt(CHARSETS.size())));
        }
    }

    private void compare(List<ObjectNode> objects, Charset charset) throws Exception {
        byte[] file = written(objects).getBytes(charset);
        JsonSettings settings = new JsonSettings(charset, List.of(), OnError.FAIL, 1 << 20, 100);
        JsonLayout layout = new JsonSampling(settings, new FileHead("f", file, true)).layout();
        int[] wanted = IntStream.range(0, layout.columns().size()).toArray();
        try (JsonRows rows =
                new JsonRows(new MemoryFile("f", file), settings, layout, Selection.of(wanted), new Execution())) {
            for (ObjectNode object : objects) {
                assertThat(rows.next()).isTrue();
                for (int column : wanted) {
                    JsonNode node = object.path(layout.keys().get(column));
                    assertThat(shown(rows.row()[column]))
                            .as("%s of %s", column, object)
                            .isEqualTo(shown(node));
                }
            }
            assertThat(rows.next()).isFalse();
        }
    }

    /** Numbers without the zeros at their end, so that a DECIMAL and a BIGINT of one value are the same. */
    private static @Nullable String shown(@Nullable Object value) {
        if (value instanceof Number number) {
            BigDecimal plain = new BigDecimal(number.toString());
            return plain.signum() == 0 ? "0" : plain.stripTrailingZeros().toPlainString();
        }
        return value == null ? null : number(value.toString());
    }

    private @Nullable String shown(JsonNode node) throws Exception {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        return node.isContainerNode() ? mapper.writeValueAsString(node) : number(node.asText());
    }

    private static String number(String text) {
        return NumberText.of(text) == null || text.contains("N") || text.contains("I") || text.startsWith("00")
                ? text
                : String.valueOf(shown(new BigDecimal(text)));
    }

    private ObjectNode object() {
        ObjectNode object = mapper.createObjectNode();
        for (String key : KEYS) {
            if (random.nextInt(4) > 0) {
                object.set(key, value(random.nextInt(3)));
            }
        }
        return object.isEmpty() ? object.put("id", 1) : object;
    }

    private JsonNode value(int depth) {
        switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0:
                return mapper.getNodeFactory().nullNode();
            case 1:
                return mapper.getNodeFactory().booleanNode(random.nextBoolean());
            case 2:
                return mapper.getNodeFactory().numberNode(random.nextLong() >> random.nextInt(60));
            case 3:
                return mapper.getNodeFactory().numberNode(BigDecimal.valueOf(random.nextInt(), 1 + random.nextInt(4)));
            case 4, 5:
                return mapper.getNodeFactory().textNode(TEXTS[random.nextInt(TEXTS.length)]);
            case 6:
                ArrayNode array = mapper.createArrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(value(depth - 1));
                }
                return array;
            default:
                ObjectNode nested = mapper.createObjectNode();
                nested.set(KEYS[random.nextInt(KEYS.length)], value(depth - 1));
                return nested;
        }
    }

    private String written(List<ObjectNode> objects) throws Exception {
        boolean inArray = random.nextBoolean();
        StringBuilder text = new StringBuilder(inArray ? " [" : "");
        for (int i = 0; i < objects.size(); i++) {
            boolean isSpread = random.nextBoolean();
            text.append(i > 0 && inArray ? "," : "")
                    .append(isSpread ? objects.get(i).toPrettyString() : mapper.writeValueAsString(objects.get(i)))
                    .append(random.nextBoolean() ? "\n" : "\r\n\n");
        }
        return text.append(inArray ? "] " : "").toString();
    }
}
