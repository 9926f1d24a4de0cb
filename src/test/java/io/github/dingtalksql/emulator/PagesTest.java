// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import static io.github.dingtalksql.emulator.EmulatorClient.code;
import static io.github.dingtalksql.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PagesTest {
    private static final String NODES = "/v2.0/wiki/nodes";
    private static final int MEETINGS = 120;

    @Test
    void pagesMayBeShortWithoutBeingTheLast() throws Exception {
        List<List<String>> pages = meetings(OddPaging.SHORT_PAGES);
        assertThat(pages).extracting(List::size).containsExactly(34, 34, 34, 18);
        assertThat(flat(pages)).hasSize(MEETINGS).doesNotHaveDuplicates();
    }

    @Test
    void emptyPagesMayStandBetweenAndAfterTheOthers() throws Exception {
        List<List<String>> pages = meetings(OddPaging.EMPTY_PAGES);
        assertThat(pages).extracting(List::size).containsExactly(50, 0, 50, 0, 20, 0);
        assertThat(flat(pages)).hasSize(MEETINGS).doesNotHaveDuplicates();
    }

    @Test
    void pagesMayRepeatTheLastRowOfTheOneBefore() throws Exception {
        List<List<String>> pages = meetings(OddPaging.REPEATED_ROWS);
        assertThat(pages).extracting(List::size).containsExactly(50, 50, 22);
        assertThat(pages.get(1).get(0)).isEqualTo(pages.get(0).get(49));
        assertThat(new LinkedHashSet<>(flat(pages))).hasSize(MEETINGS);
    }

    @Test
    void oddPagingAddsUp() throws Exception {
        List<List<String>> pages = meetings(OddPaging.REPEATED_ROWS, OddPaging.EMPTY_PAGES, OddPaging.SHORT_PAGES);
        assertThat(pages).hasSizeGreaterThan(7);
        assertThat(new LinkedHashSet<>(flat(pages))).hasSize(MEETINGS);
    }

    @Test
    void aTokenMayComeBackForEver() throws Exception {
        try (DingTalkEmulator emulator = emulator(OddPaging.REPEATED_TOKEN)) {
            JsonNode first = page(emulator, "");
            String token = first.path("nextToken").textValue();
            JsonNode second = page(emulator, token);
            assertThat(second.path("nextToken").textValue()).isEqualTo(token);
            assertThat(page(emulator, token)).isEqualTo(second);
        }
    }

    @ParameterizedTest
    @EnumSource(OddPaging.class)
    void concernsListsOfTheStorageToo(OddPaging oddity) throws Exception {
        try (DingTalkEmulator emulator = emulator(oddity)) {
            EmulatorClient client = new EmulatorClient(emulator);
            List<Object> seen = new ArrayList<>();
            String token = "";
            for (int i = 0; i < 4; i++) {
                String body = "{\"option\":{\"maxResults\":3,\"nextToken\":\"" + token + "\"}}";
                JsonNode page = json(client.callWithBody(
                        "/v1.0/storage/spaces/854/dentries/listAll", body, "unionId", emulator.unionId()));
                seen.add(page.path("dentries")
                        .findValuesAsText("id")
                        .subList(0, page.path("dentries").size()));
                token = page.path("nextToken").textValue();
            }
            try (DingTalkEmulator plain = emulator()) {
                JsonNode all = json(new EmulatorClient(plain)
                        .callWithBody("/v1.0/storage/spaces/854/dentries/listAll", "{}", "unionId", plain.unionId()));
                List<String> ids = all.path("dentries").findValuesAsText("id");
                assertThat(seen)
                        .isNotEqualTo(
                                List.of(ids.subList(0, 3), ids.subList(3, 6), ids.subList(6, 9), ids.subList(9, 12)));
                assertThat(seen.get(0)).isIn(ids.subList(0, 3), ids.subList(0, 2));
            }
        }
    }

    @Test
    void aTokenCanBecomeInvalidAndTheListBeginsAnew() throws Exception {
        try (DingTalkEmulator emulator = emulator()) {
            String token = page(emulator, "").path("nextToken").textValue();
            emulator.expireNextTokens();
            JsonNode refused = page(emulator, token);
            assertThat(refused.path("code").textValue()).isEqualTo("paramError");
            assertThat(refused.path("message").textValue()).contains("nextToken");
            String other = page(emulator, "").path("nextToken").textValue();
            assertThat(other).isNotEqualTo(token);
            assertThat(page(emulator, other).path("nodes")).hasSize(50);
        }
    }

    @Test
    void aTokenThatWasTamperedWithIsInvalid() throws Exception {
        try (DingTalkEmulator emulator = emulator()) {
            String token = page(emulator, "").path("nextToken").textValue();
            for (String wrong : List.of("0", "p+/", token.substring(1), token + "A", token.replace("p+", "p "))) {
                assertThat(page(emulator, wrong).path("code").textValue())
                        .as(wrong)
                        .isEqualTo("paramError");
            }
            EmulatorClient client = new EmulatorClient(emulator);
            assertThat(code(client.call(
                            NODES,
                            "operatorId",
                            emulator.colleagueUnionId(),
                            "parentNodeId",
                            folder(emulator),
                            "nextToken",
                            token)))
                    .as("another operator")
                    .isEqualTo("400 paramError");
        }
    }

    private static List<List<String>> meetings(OddPaging... oddities) throws Exception {
        try (DingTalkEmulator emulator = emulator(oddities)) {
            List<List<String>> pages = new ArrayList<>();
            JsonNode page = page(emulator, "");
            pages.add(page.path("nodes").findValuesAsText("nodeId"));
            while (page.has("nextToken")) {
                page = page(emulator, page.path("nextToken").textValue());
                pages.add(page.path("nodes").findValuesAsText("nodeId"));
            }
            return pages;
        }
    }

    private static DingTalkEmulator emulator(OddPaging... oddities) throws Exception {
        return DingTalkEmulator.builder()
                .samples()
                .callsPerSecond(1_000)
                .oddPaging(oddities)
                .start();
    }

    private static JsonNode page(DingTalkEmulator emulator, String token) throws Exception {
        return json(new EmulatorClient(emulator)
                .call(NODES, "operatorId", emulator.unionId(), "parentNodeId", folder(emulator), "nextToken", token));
    }

    private static String folder(DingTalkEmulator emulator) throws Exception {
        return json(new EmulatorClient(emulator)
                        .call(
                                "/v2.0/doc/dentries/2001/queryDentryUuid",
                                "spaceId",
                                "860",
                                "operatorId",
                                emulator.unionId()))
                .path("dentryUuid")
                .textValue();
    }

    private static List<String> flat(List<List<String>> pages) {
        return pages.stream().flatMap(List::stream).toList();
    }
}
