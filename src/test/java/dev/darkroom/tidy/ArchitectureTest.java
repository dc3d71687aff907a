package dev.darkroom.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.darkroom.bus.Bus;
import dev.darkroom.protocol.BusMessage;
import io.vertx.core.eventbus.EventBus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The package diagram is the rule. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.darkroom");

  @Test
  void importsFollowTheDiagram() {
    classes()
        .should(
            adhereToPlantUmlDiagram(
                Path.of("src/site/packages.puml"),
                consideringOnlyDependenciesInAnyPackage("dev.darkroom..")))
        .check(CLASSES);
  }

  @Test
  void onlyTheBusPackageTouchesTheRawEventBus() {
    noClasses()
        .that()
        .resideOutsideOfPackage(Bus.class.getPackageName())
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(EventBus.class)
        .check(CLASSES);
  }

  @Test
  void theProtocolKnowsOnlyTheJdk() {
    classes()
        .that()
        .resideInAPackage(BusMessage.class.getPackageName())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", BusMessage.class.getPackageName())
        .check(CLASSES);
  }

  @Test
  void messagesAreRecords() {
    classes()
        .that()
        .implement(BusMessage.class)
        .and()
        .areNotInterfaces()
        .should()
        .beRecords()
        .check(CLASSES);
  }
}
