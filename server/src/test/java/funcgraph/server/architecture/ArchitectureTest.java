package funcgraph.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final String HOUSE = "funcgraph";
    private static final String SINNERS = "funcgraph.sinners";

    private static final JavaClasses HOUSE_CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOUSE);
    private static final JavaClasses SINNER_CLASSES = new ClassFileImporter().importPackages(SINNERS);

    static List<HouseRule> rulesOfTheHouse() {
        return HouseRules.under(HOUSE);
    }

    static List<HouseRule> rulesForSinners() {
        return HouseRules.under(SINNERS);
    }

    /** Without this, a floor missing from the class path would keep every rule. */
    @Test
    void every_floor_of_the_server_is_looked_at() {
        for (String module : Floor.SERVER.seenModules()) {
            assertThat(HOUSE_CLASSES.containPackage(HOUSE + "." + module))
                    .as(module)
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesOfTheHouse")
    void the_house_keeps_the_rule(HouseRule rule) {
        assertThat(rule.rule().evaluate(HOUSE_CLASSES).getFailureReport().getDetails())
                .as(rule.name())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rulesForSinners")
    void the_rule_bites_its_sinner(HouseRule rule) {
        assertThat(rule.rule().evaluate(SINNER_CLASSES).getFailureReport().getDetails())
                .as(rule.name())
                .anyMatch(detail -> detail.contains("." + rule.sinner()));
    }
}
