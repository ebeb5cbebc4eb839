package dev.batchwright.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The walls between the rooms, and a planted leak that shows that they stand.
class RoomsTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // Suites that modules share as test-jars are no part of their rooms.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.batchwright");

  private static final List<String> STAGES = List.of("plan", "map", "reduce", "publish", "report");

  private static final String BATCH = "dev.batchwright.batch.";

  @ParameterizedTest
  @ValueSource(strings = {"plan", "map", "reduce", "publish", "report"})
  void stagesMeetInS3AndNeverInCode(String stage) {
    stageKnowsNoOther(stage, BATCH).check(CLASSES);
  }

  @Test
  void aPlantedLeakBetweenStagesIsFound() {
    JavaClasses planted = new ClassFileImporter().importPackages("dev.batchwright.tests.planted");
    assertThatThrownBy(
            () -> stageKnowsNoOther("map", "dev.batchwright.tests.planted.").check(planted))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("LeakyMapper");
  }

  @Test
  void whatLooksAtRunsAfterwardsIsNoPartOfThem() {
    noClasses()
        .that()
        .resideInAnyPackage(STAGES.stream().map(it -> BATCH + it + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BATCH + "verify..", BATCH + "clean..")
        .because("a run must not need what is for operators")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(
            BATCH + "verify..", BATCH + "clean..", BATCH + "replay..", BATCH + "table..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(STAGES.stream().map(it -> BATCH + it + "..").toArray(String[]::new))
        .because("they share what is in model, storage and commit")
        .check(CLASSES);
  }

  @Test
  void theDataPlaneKnowsNoLambdaNoStatesAndNoTarget() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.batchwright.batch..", "dev.batchwright.job..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.amazonaws..",
            "software.amazon.lambda..",
            "dev.batchwright.states..",
            "dev.batchwright.local..",
            "dev.batchwright.functions..",
            "dev.batchwright.cli..")
        .because("a stage is the same on every target")
        .check(CLASSES);
  }

  @Test
  void onlyStorageKnowsTheS3Client() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.batchwright.batch..", "dev.batchwright.job..")
        .and()
        .resideOutsideOfPackage("dev.batchwright.batch.storage..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .because("stages see the storage port; its faults are injected there")
        .check(CLASSES);
  }

  @Test
  void theStatesEngineStandsAlone() {
    noClasses()
        .that()
        .resideInAPackage("dev.batchwright.states..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "software.amazon..",
            "com.amazonaws..",
            "dev.batchwright.batch..",
            "dev.batchwright.job..",
            "dev.batchwright.local..",
            "dev.batchwright.functions..",
            "dev.batchwright.cli..")
        .because("it is a library for any Java team with state machines")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.batchwright.states..")
        .and()
        .resideOutsideOfPackage("dev.batchwright.states.junit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.batchwright.states.junit..", "org.junit..", "org.opentest4j..")
        .because("tests know the engine, not the other way round")
        .check(CLASSES);
  }

  @Test
  void theJUnitExtensionKnowsTheEngineAndJUnitOnly() {
    classes()
        .that()
        .resideInAPackage("dev.batchwright.states.junit..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.batchwright.states..",
            "com.fasterxml.jackson..",
            "org.junit.jupiter.api..",
            "org.junit.platform.commons..",
            "org.opentest4j..",
            "org.jspecify.annotations..")
        .because("it comes with nothing that a test project has not got")
        .check(CLASSES);
  }

  @Test
  void theEmbeddedTargetKnowsNoJobAndNoClient() {
    noClasses()
        .that()
        .resideInAPackage("dev.batchwright.local..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.batchwright.batch..",
            "dev.batchwright.job..",
            "dev.batchwright.functions..",
            "dev.batchwright.cli..")
        .because("it runs what the template names, not what it was compiled with")
        .check(CLASSES);
  }

  @Test
  void handlersKnowOnlyTheDataPlane() {
    noClasses()
        .that()
        .resideInAPackage("dev.batchwright.functions..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.batchwright.states..", "dev.batchwright.local..", "dev.batchwright.cli..")
        .check(CLASSES);
  }

  @Test
  void nobodyKnowsTheSimulation() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.batchwright.simulation..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.batchwright.simulation..")
        .because("what is simulated runs without it")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.batchwright.simulation.faults..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.batchwright.batch..", "dev.batchwright.states..", "dev.batchwright.local..")
        .because("faults are put in at the protocol, whoever speaks it")
        .check(CLASSES);
  }

  @Test
  void packagesOfAModuleFormNoCycle() {
    slices().matching("dev.batchwright.states.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("dev.batchwright.local.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("dev.batchwright.batch.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  private static ArchRule stageKnowsNoOther(String stage, String root) {
    String[] others =
        STAGES.stream()
            .filter(other -> !other.equals(stage))
            .map(other -> root + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(root + stage + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .because("stages meet in S3, never in code: what they share is in model, storage, commit")
        .allowEmptyShould(false);
  }
}
