package funcgraph.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {
    @Nested
    class The_checkout {
        private final TreeRules rules = new TreeRules(Path.of(System.getProperty("funcgraph.root", ".."))
                .toAbsolutePath()
                .normalize());

        @Test
        void has_no_overlong_file() {
            assertThat(rules.filesAreShort()).isEmpty();
        }

        @Test
        void names_no_machine_of_its_makers() {
            assertThat(rules.nothingNamesOneMachine()).isEmpty();
        }

        @Test
        void leaves_nothing_unfinished() {
            assertThat(rules.nothingIsLeftUnfinished()).isEmpty();
        }

        @Test
        void says_of_every_package_what_it_is_for() {
            assertThat(rules.everyPackageSaysWhatItIsFor()).isEmpty();
        }

        @Test
        void lists_its_modules_bottom_first() {
            assertThat(rules.modulesStandBottomFirst()).isEmpty();
        }

        @Test
        void gives_each_module_only_floors_below() {
            assertThat(rules.modulesListOnlyFloorsBelow()).isEmpty();
        }
    }

    @Nested
    class A_sinful_tree {
        @TempDir
        private Path root;

        @Test
        void is_caught_with_an_overlong_file() throws IOException {
            write("domain/src/main/java/funcgraph/domain/Long.java", "line\n".repeat(TreeRules.MAX_LINES + 1));

            assertThat(new TreeRules(root).filesAreShort())
                    .singleElement()
                    .asString()
                    .contains("Long.java has 501");
        }

        @Test
        void is_caught_naming_a_machine() throws IOException {
            write("README.md", "fine: target" + "/wo" + "rk/x\nsee " + "/wo" + "rk/main/README.md\n");
            write("package.json", "\"resolved\": \"https://registry." + "npmjs.org/x\"\n");

            assertThat(new TreeRules(root).nothingNamesOneMachine())
                    .anyMatch(line -> line.startsWith("README.md:2: see"))
                    .anyMatch(line -> line.startsWith("package.json:1:"))
                    .hasSize(2);
        }

        @Test
        void is_caught_unfinished() throws IOException {
            write("store/A.java", "// TO" + "DO later\n");

            assertThat(new TreeRules(root).nothingIsLeftUnfinished()).hasSize(1);
        }

        @Test
        void is_caught_with_a_package_that_says_nothing() throws IOException {
            write("domain/src/main/java/a/A.java", "");
            write("domain/src/main/java/b/B.java", "");
            write("domain/src/main/java/b/package-info.java", "package b;\n");

            assertThat(new TreeRules(root).everyPackageSaysWhatItIsFor())
                    .containsExactly(
                            "domain/src/main/java/a has no package-info.java",
                            "domain/src/main/java/b/package-info.java is not @NullMarked",
                            "domain/src/main/java/b/package-info.java does not say what the package is for");
        }

        @Test
        void is_caught_with_modules_out_of_order() throws IOException {
            write("pom.xml", "<module>domain</module>\n<module>contract</module>\n");

            assertThat(new TreeRules(root).modulesStandBottomFirst()).hasSize(1);
        }

        @Test
        void is_caught_with_a_module_that_looks_up() throws IOException {
            for (String module : Floor.allModules()) {
                write(module + "/pom.xml", dependency("domain"));
            }
            write("store/pom.xml", dependency("http"));
            write("engine/pom.xml", dependency("store") + dependency("domain"));

            assertThat(new TreeRules(root).modulesListOnlyFloorsBelow())
                    .extracting(violation -> violation.substring(0, violation.indexOf(' ')))
                    .containsExactly(
                            "contract/pom.xml", "domain/pom.xml", "store/pom.xml", "engine/pom.xml", "cli/pom.xml");
        }

        private void write(String file, String text) throws IOException {
            var path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        }

        private static String dependency(String module) {
            return """
                    <dependency>
                      <groupId>funcgraph</groupId>
                      <artifactId>%s</artifactId>
                    </dependency>
                    """.formatted(module);
        }
    }
}
