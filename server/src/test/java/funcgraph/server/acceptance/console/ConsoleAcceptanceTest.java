package funcgraph.server.acceptance.console;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The web console, in a real browser on a real server. {@code console/e2e/flows.mjs} holds what is done there, {@code
 * pages.mjs} what is looked at. {@code ./dev console} tries the list with 10,000 functions, which take a minute to make.
 */
class ConsoleAcceptanceTest {

    private static final String MANY = System.getProperty("funcgraph.console.many", "200");
    private static final String SCREENSHOTS = "funcgraph.console.screenshots";

    private static PackagedServer server;
    private static ConsoleProject console;

    @BeforeAll
    static void start() {
        console = ConsoleProject.installed();
        server =
                PackagedServer.prepare().config("quotas:\n  functions: 20000\n").start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void its_sources_are_sound_and_every_text_is_there_in_both_languages() {
        console.checkTypes();
    }

    @Test
    void a_user_does_with_it_what_users_do() {
        var lines = console.run(server, Map.of("CONSOLE_MANY", MANY), "flows");

        lines.forEach(System.out::println);
        assertThat(lines).hasSizeGreaterThan(15).allMatch(line -> line.startsWith("ok "));
    }

    @Test
    void no_page_has_a_serious_finding_of_axe_in_either_theme() {
        var lines = console.run(server, Map.of(), "accessible");

        assertThat(lines).hasSizeGreaterThan(28).allMatch(line -> line.startsWith("ok "));
    }

    @Test
    @EnabledIfSystemProperty(named = SCREENSHOTS, matches = ".+")
    void its_pictures_are_made_again() {
        try (var fresh = PackagedServer.start()) {
            var lines = console.run(fresh, Map.of(), "screenshots", System.getProperty(SCREENSHOTS));

            assertThat(lines).allMatch(line -> line.startsWith("ok "));
        }
    }
}
