// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToIntFunction;

/**
 * A pretend DingTalk API with a pretend object store, on a port of 127.0.0.1. It is as strict as the real ones where
 * their behaviour is known: what a client may not do fails here too. It can be told to misbehave: see
 * {@link #instruct}.
 *
 * <p>Serves from {@link Builder#start} to {@link #close} on daemon threads. Safe for use by many threads.
 */
public final class DingTalkEmulator implements AutoCloseable {
    private static final String APP_KEY_PREFIX = "dingemulator0app";
    /** How long an answer may take to notice that its connection is closed. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private static final String APP_SECRET = "emulator-app-secret-that-opens-nothing";

    private final LoopbackServer server;
    private final Apps apps;
    private final InstantSource clock;
    private final CompletableFuture<Served> served;
    private final Pages pages;
    private final ObjectSigner signer;
    private final CallLimits limits;
    private final Instructions instructions;
    private final Journal journal;

    /** What is served; the knowledge bases and the files in them. */
    private record Served(FileStore store, Organization organization) {
        static Served of(OrganizationDraft draft) {
            return new Served(draft.store(), draft.organization());
        }
    }

    private DingTalkEmulator(Builder builder, CompletableFuture<Served> served, LoopbackServer server) {
        this.server = server;
        this.apps = new Apps(builder.apps());
        this.served = served;
        this.pages = new Pages(builder.oddities);
        this.clock = builder.clock;
        this.signer = new ObjectSigner(clock, builder.expirationSeconds, builder.signedHeaders);
        this.instructions = new Instructions();
        this.journal = new Journal(clock);
        this.limits = new CallLimits(clock, builder.limits(), builder.monthlyQuota);
    }

    /** What to serve, and how. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Base URL of the API, without a trailing slash. The old API, which in reality has a host of its own, is served under
     * the same URL: {@code /topapi/v2/user/get}.
     */
    public URI endpoint() {
        return server.address();
    }

    /**
     * Key of the first {@link Builder#app}. If none was given, of an app that no other emulator has: clients keep tokens
     * and answers by endpoint and app, and a later emulator may get the port of an earlier one.
     */
    public String appKey() {
        return apps.first().key();
    }

    /** Secret of that app. */
    public String appSecret() {
        return apps.first().secret();
    }

    /** The operator who may read everything. */
    public String unionId() {
        return People.OPERATOR.unionId();
    }

    /** The {@link #unionId}'s name inside the organisation; where a unionId is needed, it is {@code paramError}. */
    public String userId() {
        return People.OPERATOR.userId();
    }

    /** Another operator, who may read the sample space 860 only. */
    public String colleagueUnionId() {
        return People.COLLEAGUE.unionId();
    }

    /** An access token of {@link #appKey}'s app, as the token endpoint would give it now. */
    public String accessToken() {
        return apps.first().tokens().issue();
    }

    /** The files that can be downloaded, as they are now; by space and id. */
    public List<EmulatedFile> files() {
        return served.join().store().files();
    }

    /** What a user needs to connect, a line each: {@code url=}, {@code appKey=}, {@code appSecret=}, {@code unionId=}, then the files. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        lines.add("url=" + endpoint());
        lines.add("appKey=" + appKey());
        lines.add("appSecret=" + appSecret());
        lines.add("unionId=" + unionId());
        for (EmulatedFile file : files()) {
            String name = file.name().replaceAll("\\p{Cntrl}", "?");
            lines.add(String.join("\t", "file", file.spaceId(), file.dentryId(), Long.toString(file.version()), name));
        }
        return lines;
    }

    /** Ends the life of all access tokens; the next request for one gets another. */
    public void expireTokens() {
        apps.expireTokens();
    }

    /** Makes every {@code nextToken} given out so far invalid: {@code paramError}. */
    public void expireNextTokens() {
        pages.expireTokens();
    }

    /** Ends the life of all signatures given out so far: their requests get {@code RequestTimeTooSkewed}. */
    public void expireSignatures() {
        signer.expireAll();
    }

    /**
     * Puts other bytes into the current version of a file: same version, same URLs, another ETag. Bodies on their way
     * keep the old bytes.
     */
    public void replace(String spaceId, String dentryId, byte[] bytes) {
        served.join().store().replace(spaceId, dentryId, ObjectBytes.of(bytes), clock.instant());
    }

    /** Adds a version, which is the current one from now on; the older ones stay. */
    public void addVersion(String spaceId, String dentryId, byte[] bytes) {
        served.join().store().addVersion(spaceId, dentryId, ObjectBytes.of(bytes), clock.instant());
    }

    /** Gives instructions; each is taken by the first request that it matches, earlier ones first. */
    public void instruct(Instruction... more) {
        instructions.add(List.of(more));
    }

    /**
     * Instructions that have not happened: no request matched, or it ended before the byte where they act.
     * {@link #close} fails if there are any.
     */
    public List<Instruction> unusedInstructions() {
        return instructions.unused();
    }

    /**
     * Takes back the instructions that have not happened, and answers them: of a trouble that is to last however often a
     * client asks, more are given than it will meet.
     */
    public List<Instruction> withdrawInstructions() {
        return instructions.withdraw();
    }

    /**
     * The last {@value Journal#LONGEST} requests in the order of their arrival. A request is in it, and counted, before
     * its client sees the first byte of the answer; for the final {@link JournalEntry#bytesWritten} see
     * {@link #awaitIdle}.
     */
    public List<JournalEntry> journal() {
        return journal.entries();
    }

    /** Number of requests of a kind since the start or the last {@link #resetJournal}. */
    public long calls(CallKind kind) {
        return journal.calls(kind);
    }

    /** Forgets all requests and starts to count anew. */
    public void resetJournal() {
        journal.reset();
    }

    /** Waits until no request is being answered. False if there still is one when the time is over. */
    public boolean awaitIdle(Duration limit) throws InterruptedException {
        return journal.awaitIdle(limit);
    }

    /**
     * Closes the port and all connections, whatever is on its way.
     *
     * @throws IllegalStateException then, if there are {@link #unusedInstructions}: a trouble that did not happen proves
     *     nothing, so the test that gave the instruction has to fail
     */
    @Override
    public void close() {
        server.close();
        if (!unusedInstructions().isEmpty()) {
            awaitEnds();
        }
        List<Instruction> unused = unusedInstructions();
        if (!unused.isEmpty()) {
            throw new IllegalStateException("Instructions that have not happened: " + unused);
        }
    }

    /** A client may have the bytes before their writer has noted that it came to its place. */
    private void awaitEnds() {
        try {
            awaitIdle(ENDING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FrontDoor frontDoor(Served what) {
        FileStore store = what.store();
        Organization organization = what.organization();
        ApiGateway gateway = new ApiGateway(apps, limits);
        TokenEndpoint token = new TokenEndpoint(apps);
        DownloadInfoEndpoint info =
                new DownloadInfoEndpoint(store, signer, organization, () -> endpoint() + "/yundisk0");
        ApiRoutes api = new ApiRoutes(gateway);
        List<Route> routes = new ArrayList<>(List.of(
                new Route(CallKind.TOKEN, "POST", TokenEndpoint.PATH, gateway.open(CallKind.TOKEN, token)),
                new Route(
                        CallKind.DOWNLOAD_INFO,
                        "POST",
                        DownloadInfoEndpoint.PATH,
                        gateway.guarded(CallKind.DOWNLOAD_INFO, info)),
                new Route(CallKind.USER, "POST", UserEndpoint.PATH, new UserEndpoint(apps, limits)),
                new Route(CallKind.OBJECT, "*", ObjectEndpoint.PATH, new ObjectEndpoint(store, signer))));
        routes.addAll(api.of(new WorkspaceCalls(organization, pages)));
        routes.addAll(api.of(new NodeCalls(organization, new NodeJson(organization, store), pages)));
        routes.addAll(api.of(new DentryIdCalls(organization)));
        routes.addAll(api.of(new DentryCalls(organization, new DentryJson(organization), pages)));
        Router router = new Router(routes);
        return new FrontDoor(router, instructions, journal);
    }

    /** Collects what to serve, and how. Not for several threads at once. */
    public static final class Builder {
        private int port;
        private InstantSource clock = InstantSource.system();
        private int expirationSeconds = 900;
        private int callsPerSecond = 20;
        private int wikiCallsPerSecond;
        private long monthlyQuota = Long.MAX_VALUE;
        private boolean hasSamples;
        private final Map<String, Path> roots = new LinkedHashMap<>();
        private final List<EmulatedFile> files = new ArrayList<>();
        private final Map<String, String> signedHeaders = new HashMap<>();
        private final Set<OddPaging> oddities = EnumSet.noneOf(OddPaging.class);
        private final Set<String> missingScopes = new HashSet<>();
        private final List<App> apps = new ArrayList<>();

        private Builder() {}

        /** The port; 0, the default, takes a free one. */
        public Builder port(int number) {
            this.port = number;
            return this;
        }

        /** Serves the files of a folder, and of the folders in it, in space 854; see {@link #root(String, Path)}. */
        public Builder root(Path folder) {
            return root(SampleFiles.SPACE, folder);
        }

        /**
         * Serves a folder, and the folders in it, as a knowledge base. Dentry ids of files count from 1001 in the order
         * of their paths, a node's id depends on its path alone; {@link DingTalkEmulator#files} names files by their
         * paths inside the folder. Files are read when they are asked for.
         */
        public Builder root(String spaceId, Path folder) {
            roots.put(spaceId, folder);
            return this;
        }

        /**
         * Serves a small organisation of two knowledge bases with folders three deep, {@code Sales} in space 854 and
         * {@code Engineering} in space 860, with some 250 nodes: CSV, TSV, JSON, text and log files, online documents,
         * a folder shortcut. Some files have several versions; the size that the wiki gives for
         * {@code sensor_readings.csv} is wrong, as it happens in reality.
         *
         * <p>Files of space 854 with fixed ids: 798 {@code sales_2026.csv} (two versions), 799 {@code app.log},
         * 800 {@code empty.csv}, 801 {@code stores_gb18030.csv}, 802 {@code inventory.tsv}, 803
         * {@code budget_2026.xlsx}.
         *
         * <p>These dentries of it always fail, and are not among {@link DingTalkEmulator#files}: 901
         * {@code fileArchived}, 902 {@code permissionDenied}, 903 {@code operationNotSupported}, 904
         * {@code dentryDownloadProtocolNotSupport}, 905 {@code orgAuthLevelNotEnough}, 906 {@code paramError}, 907
         * {@code systemError}, 908 {@code unknownError}, 909 {@code operationTimeout}.
         */
        public Builder samples() {
            this.hasSamples = true;
            return this;
        }

        /** Serves these files. */
        public Builder file(EmulatedFile... more) {
            files.addAll(List.of(more));
            return this;
        }

        /** What tokens, signatures and limits take for the time. */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /** How long a signature is valid; 900 seconds by default. */
        public Builder expirationSeconds(int seconds) {
            this.expirationSeconds = seconds;
            return this;
        }

        /** Calls of each API within any one second; 20 by default, as in the standard edition. */
        public Builder callsPerSecond(int calls) {
            this.callsPerSecond = calls;
            return this;
        }

        /** Calls of each API of the wiki within any one second; as many as of the others by default. */
        public Builder wikiCallsPerSecond(int calls) {
            this.wikiCallsPerSecond = calls;
            return this;
        }

        /**
         * A further app, with tokens and call limits of its own. The first is the one that {@link #appKey} and
         * {@link #describe} name, in place of the app that there is by default.
         *
         * @param withoutScopes permission scopes that this app lacks, for example {@code Wiki.Node.Read}
         */
        public Builder app(String key, String secret, String... withoutScopes) {
            apps.add(new App(key, secret, Set.of(withoutScopes), new TokenIssuer(() -> clock.instant())));
            return this;
        }

        /** Takes a permission scope, for example {@code Wiki.Node.Read}, from the app that there is by default. */
        public Builder withoutScope(String scope) {
            missingScopes.add(scope);
            return this;
        }

        /** Makes all lists behave oddly. */
        public Builder oddPaging(OddPaging... more) {
            oddities.addAll(List.of(more));
            return this;
        }

        /** Calls with a token within one month; without a limit by default, while the standard edition has 5000. */
        public Builder monthlyQuota(long calls) {
            this.monthlyQuota = calls;
            return this;
        }

        /**
         * A further header that is signed and handed out with the others, for example
         * {@code x-oss-range-behavior: standard}.
         */
        public Builder signedHeader(String name, String value) {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (!lowerCase.startsWith("x-oss-")) {
                throw new IllegalArgumentException("only x-oss- headers are signed: " + name);
            }
            signedHeaders.put(lowerCase, value);
            return this;
        }

        /**
         * Starts to serve. If that is the samples alone, requests wait until these are made, which takes a moment.
         *
         * @throws IOException if the port is taken or a folder cannot be read
         */
        public DingTalkEmulator start() throws IOException {
            boolean isSamplesOnly = hasSamples && roots.isEmpty() && files.isEmpty();
            CompletableFuture<Served> served =
                    isSamplesOnly ? new CompletableFuture<>() : CompletableFuture.completedFuture(Served.of(draft()));
            LoopbackServer server = LoopbackServer.bind(port);
            DingTalkEmulator emulator = new DingTalkEmulator(this, served, server);
            CompletableFuture<FrontDoor> door = served.thenApply(emulator::frontDoor);
            server.start(exchange -> door.join().handle(exchange));
            if (isSamplesOnly) {
                server.work(() -> complete(served));
            }
            return emulator;
        }

        private void complete(CompletableFuture<Served> served) {
            try {
                served.complete(Served.of(draft()));
            } catch (IOException | RuntimeException | Error e) {
                served.completeExceptionally(e);
            }
        }

        private List<App> apps() {
            String key = APP_KEY_PREFIX + unique();
            return apps.isEmpty() ? List.of(new App(key, APP_SECRET, missingScopes, new TokenIssuer(clock))) : apps;
        }

        /** Not secret, so without the time that it takes to get ready for random numbers that nobody can guess. */
        private static UUID unique() {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            return new UUID(random.nextLong(), random.nextLong());
        }

        private OrganizationDraft draft() throws IOException {
            OrganizationDraft draft = new OrganizationDraft();
            if (hasSamples) {
                draft.addSamples();
            }
            for (Map.Entry<String, Path> root : roots.entrySet()) {
                draft.addRoot(root.getKey(), root.getValue());
            }
            files.forEach(draft::add);
            return draft;
        }

        private ToIntFunction<CallKind> limits() {
            int ofWiki = wikiCallsPerSecond == 0 ? callsPerSecond : wikiCallsPerSecond;
            int ofOthers = callsPerSecond;
            return kind -> kind.isWiki() ? ofWiki : ofOthers;
        }
    }
}
