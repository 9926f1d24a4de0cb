// SPDX-License-Identifier: Apache-2.0
package io.github.dingtalksql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The tree is the architecture: what {@code docs/architecture.md} draws, checked. */
class ArchitectureTest {
    private static final String BASE = "io.github.dingtalksql";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(BASE);

    @Test
    void layersDependOneWay() {
        check(layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy(BASE + ".cli..")
                .layer("jdbc")
                .definedBy(BASE + ".jdbc..")
                .layer("schema")
                .definedBy(BASE + ".schema..")
                .layer("plan")
                .definedBy(BASE + ".plan..")
                .layer("content")
                .definedBy(BASE + ".content..")
                .layer("download")
                .definedBy(BASE + ".download..")
                .layer("remote")
                .definedBy(BASE + ".remote..")
                .layer("client")
                .definedBy(BASE + ".client..")
                .layer("emulator")
                .definedBy(BASE + ".emulator..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("jdbc")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("schema")
                .mayOnlyBeAccessedByLayers("jdbc", "cli")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("schema", "jdbc")
                .whereLayer("content")
                .mayOnlyBeAccessedByLayers("schema")
                .whereLayer("download")
                .mayOnlyBeAccessedByLayers("schema", "cli")
                .whereLayer("remote")
                .mayOnlyBeAccessedByLayers("content", "download", "schema")
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("remote", "schema")
                .whereLayer("emulator")
                .mayOnlyBeAccessedByLayers("jdbc", "cli"));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching(BASE + ".(*)..").should().beFreeOfCycles());
    }

    @Test
    void theEmulatorSharesNothingWithTheLayers() {
        check(noClasses()
                .that()
                .resideInAPackage(BASE + ".emulator..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage(BASE + "..")
                        .and(JavaClass.Predicates.resideOutsideOfPackage(BASE + ".emulator.."))));
    }

    @Test
    void everyLibraryLivesInOneOrTwoLayers() {
        check(onlyIn("org.apache.calcite..", "plan", "schema"));
        check(onlyIn("org.codehaus..", "plan"));
        check(onlyIn("com.google.common..", "plan", "schema"));
        check(onlyIn("okhttp3..", "client", "remote"));
        check(onlyIn("okio..", "client", "remote"));
        check(onlyIn("com.fasterxml.jackson..", "client", "content", "emulator"));
        check(onlyIn("org.apache.commons.csv..", "content"));
        check(onlyIn("sqlline..", "cli"));
        check(onlyIn("org.jline..", "cli"));
        check(onlyIn("java.sql..", "jdbc", "plan"));
    }

    @Test
    void onlyTheCommandLineWritesToStandardStreams() {
        check(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.as("no standard streams outside cli"));
    }

    private static ArchRule onlyIn(String library, String... layers) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(Arrays.stream(layers)
                        .map(layer -> BASE + "." + layer + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .as(library + " only in " + Arrays.toString(layers));
    }

    private static void check(ArchRule rule) {
        rule.check(
                rule.getDescription().startsWith("no standard streams")
                        ? CLASSES.that(JavaClass.Predicates.resideOutsideOfPackage(BASE + ".cli.."))
                        : CLASSES);
    }
}
