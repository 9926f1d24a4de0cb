// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The two knowledge bases of {@link DingTalkEmulator.Builder#samples()}: the same in every run. Made once and then only
 * read.
 */
final class SampleOrganization {
    static final String SALES = SampleFiles.SPACE;
    static final String ENGINEERING = "860";

    private static final Instant NEW_YEAR = Instant.parse("2026-01-05T01:30:00Z");
    private static final List<String> REGIONS = List.of("华东", "华北", "华南", "西南");
    private static final int MONTHS = 6;
    private static final int MEETINGS = 120;
    private static final int LOG_DAYS = 31;
    private static final int NOTES = 10;

    private final List<EmulatedFile> files = new ArrayList<>();
    private final List<Dentry> dentries = new ArrayList<>();

    private SampleOrganization() {}

    static SampleOrganization create() {
        SampleOrganization samples = new SampleOrganization();
        samples.addSales();
        samples.addEngineering();
        return samples;
    }

    static List<Workspace> workspaces() {
        return List.of(
                new Workspace(SALES, "Sales", "Orders, stores and stock", "TEAM", People.OPERATOR, Set.of(), NEW_YEAR),
                new Workspace(
                        ENGINEERING,
                        "Engineering",
                        "Logs, measurements and meetings",
                        "TEAM",
                        People.OPERATOR,
                        Set.of(People.COLLEAGUE),
                        NEW_YEAR.plus(Duration.ofDays(9))));
    }

    List<EmulatedFile> files() {
        return files;
    }

    /** Without the root folders. */
    List<Dentry> dentries() {
        return dentries;
    }

    private void addSales() {
        folder(SALES, "601", "0", "Reports");
        folder(SALES, "610", "0", "Archive");
        folder(SALES, "611", "0", "Planning");
        for (EmulatedFile file : SampleFiles.files()) {
            files.add(file);
            dentries.add(Dentry.file(SALES, file.dentryId(), "0", file.name(), NEW_YEAR));
        }
        folder(SALES, "602", "601", "2026");
        for (int region = 0; region < REGIONS.size(); region++) {
            addRegion(region);
        }
        bare(SALES, "651", "611", "Sales handbook.adoc", 18_240);
        bare(SALES, "652", "611", "Targets 2026.axls", 9_312);
        bare(SALES, "653", "611", "Engineering logs.dlink", 0);
        List<String> names = List.of(
                "orders_2024.csv",
                "salaries.csv",
                "Old handbook.adoc",
                "contract.pdf",
                "partners.csv",
                "broken.csv",
                "lost.csv",
                "unknown.csv",
                "slow.csv");
        for (FailingDentry failing : SampleFiles.failing()) {
            String name = names.get(Integer.parseInt(failing.dentryId()) - 901);
            bare(SALES, failing.dentryId(), "610", name, 4_096);
        }
    }

    /** A file a month; the last one has been corrected twice. */
    private void addRegion(int region) {
        String folder = Integer.toString(603 + region);
        folder(SALES, folder, "602", REGIONS.get(region));
        for (int month = 1; month <= MONTHS; month++) {
            int number = region * MONTHS + month;
            List<FileVersion> versions = new ArrayList<>();
            Instant written = Instant.parse("2026-0%d-28T09:%02d:41Z".formatted(month, number));
            for (int version = 1; version <= (month == MONTHS ? 3 : 1); version++) {
                Instant time = written.plus(Duration.ofHours(version * 5L));
                versions.add(new FileVersion(version, orders(region, month, version), time));
            }
            String name = "orders_2026_%02d.csv".formatted(month);
            file(SALES, Integer.toString(810 + number), folder, name, versions);
        }
    }

    private static ObjectBytes orders(int region, int month, int version) {
        return new DeferredBytes(() -> SampleText.orders(REGIONS.get(region), region * MONTHS + month, month, version));
    }

    private void addEngineering() {
        folder(ENGINEERING, "2001", "0", "Meetings");
        folder(ENGINEERING, "2002", "0", "Logs");
        folder(ENGINEERING, "2003", "0", "Exports");
        folder(ENGINEERING, "2004", "0", "Notes");
        bare(ENGINEERING, "2011", "0", "Architecture.adoc", 32_768);
        bare(ENGINEERING, "2012", "0", "Capacity.axls", 12_288);
        addMeasurements();
        for (int i = 1; i <= MEETINGS; i++) {
            addMeeting(i);
        }
        folder(ENGINEERING, "2005", "2002", "2026");
        folder(ENGINEERING, "2006", "2005", "03");
        for (int day = 1; day <= LOG_DAYS; day++) {
            addLog(day);
        }
        for (int month = 1; month <= MONTHS; month++) {
            addExports(month);
        }
        for (int i = 1; i <= NOTES; i++) {
            addNote(i);
        }
    }

    private void addMeeting(int number) {
        Instant time = NEW_YEAR.plus(Duration.ofHours(30L * number));
        String name = "Meeting %03d.adoc".formatted(number);
        dentries.add(Dentry.file(ENGINEERING, Integer.toString(3000 + number), "2001", name, time)
                .withSize(2_000 + number * 37L % 900)
                .withOwner(number % 3 == 1 ? People.COLLEAGUE : People.OPERATOR));
    }

    private void addLog(int day) {
        String date = "2026-03-%02d".formatted(day);
        Instant time = Instant.parse(date + "T15:59:59Z");
        one(Integer.toString(4000 + day), "2006", "app-" + date + ".log", () -> SampleText.log(date, day), time);
    }

    private void addExports(int month) {
        Instant time = Instant.parse("2026-0%d-27T02:00:07Z".formatted(month));
        String events = "events_2026_%02d.json".formatted(month);
        String stock = "stock_2026_%02d.tsv".formatted(month);
        one(Integer.toString(4100 + month), "2003", events, () -> SampleText.events(month), time);
        one(Integer.toString(4110 + month), "2003", stock, () -> SampleText.stock(month), time);
    }

    private void addNote(int number) {
        Instant time = NEW_YEAR.plus(Duration.ofDays(11L * number));
        String name = "note_%02d.txt".formatted(number);
        one(Integer.toString(4200 + number), "2004", name, () -> SampleText.note(number), time);
    }

    private void addMeasurements() {
        List<FileVersion> versions = new ArrayList<>();
        for (int version = 1; version <= 5; version++) {
            Instant time = Instant.parse("2026-0%d-15T06:20:33Z".formatted(version));
            versions.add(new FileVersion(version, readings(version), time));
        }
        file(ENGINEERING, "2021", "0", "sensor_readings.csv", versions);
        dentries.add(dentries.remove(dentries.size() - 1).withWikiSize(1_024));
        Instant time = Instant.parse("2026-02-11T08:45:12Z");
        one("2022", "0", "floor_plan.png", SampleText::image, time);
        one("2023", "0", "backup.zip", SampleText::archive, time.plusSeconds(86));
    }

    private static ObjectBytes readings(int version) {
        return new DeferredBytes(() -> SampleText.readings(version));
    }

    private void folder(String spaceId, String dentryId, String parentId, String name) {
        dentries.add(Dentry.folder(spaceId, dentryId, parentId, name, NEW_YEAR));
    }

    private void bare(String spaceId, String dentryId, String parentId, String name, long size) {
        dentries.add(Dentry.file(spaceId, dentryId, parentId, name, NEW_YEAR).withSize(size));
    }

    private void one(String dentryId, String parentId, String name, Supplier<ObjectBytes> source, Instant time) {
        file(ENGINEERING, dentryId, parentId, name, List.of(new FileVersion(1, new DeferredBytes(source), time)));
    }

    private void file(String spaceId, String dentryId, String parentId, String name, List<FileVersion> versions) {
        files.add(new EmulatedFile(spaceId, dentryId, name, "application/octet-stream", versions));
        dentries.add(Dentry.file(spaceId, dentryId, parentId, name, NEW_YEAR));
    }
}
