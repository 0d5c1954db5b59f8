package funcgraph.engine.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.domain.FunctionKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgenciesTest {

    private static final FunctionKey FUNCTION =
            new FunctionKey(SomeIdentities.FIRST.id(), "default", "acts-for-others");

    private final MovingClock clock = new MovingClock(SomeIdentities.NOW);
    private final Identities identities = new Identities(settings(agency("reader", "FunctionGraph:function:get*")));
    private final TemporaryKeys keys = new TemporaryKeys(identities, SomeIdentities.KEY, clock, SomeIdentities.ids());
    private final Tokens tokens = new Tokens(identities, SomeIdentities.KEY, clock, SomeIdentities.ids());
    private final Agencies agencies = new Agencies(identities, keys, tokens, clock);

    private static AgencySettings agency(String name, String... actions) {
        return new AgencySettings(name, List.of("local"), List.of(actions), Duration.ofMinutes(30));
    }

    private static IdentitySettings settings(AgencySettings... declared) {
        return new IdentitySettings(
                "local",
                SomeIdentities.DOMAIN,
                List.of(SomeIdentities.FIRST, SomeIdentities.SECOND),
                List.of(SomeIdentities.admin("password")),
                List.of(declared));
    }

    @Test
    void keys_and_token_have_the_agencys_rights_in_the_functions_project_alone() {
        var credentials = agencies.credentials("reader", FUNCTION).orElseThrow();
        var pair = credentials.keys();
        var found = (KeyLookup.Found) keys.find(pair.accessKey(), pair.securityToken());
        var token = ((TokenCheck.Good) tokens.check(credentials.token())).token();
        for (var caller : List.of(found.caller(), token.caller())) {
            assertThat(caller.may(Action.SHOW_CONFIG)).isTrue();
            assertThat(caller.may(Action.INVOKE)).isFalse();
            assertThat(caller.mayActIn(SomeIdentities.FIRST.id())).isTrue();
            assertThat(caller.mayActIn(SomeIdentities.SECOND.id())).isFalse();
        }
    }

    @Test
    void same_function_sees_the_same_pair_for_ten_minutes() {
        var first = agencies.credentials("reader", FUNCTION).orElseThrow();
        clock.advance(Duration.ofMinutes(9));
        assertThat(agencies.credentials("reader", FUNCTION)).contains(first);
        clock.advance(Duration.ofMinutes(2));
        assertThat(agencies.credentials("reader", FUNCTION).orElseThrow()).isNotEqualTo(first);
        var other = new FunctionKey(FUNCTION.projectId(), "default", "other");
        assertThat(agencies.credentials("reader", other).orElseThrow()).isNotEqualTo(first);
    }

    @Test
    void they_expire() {
        var credentials = agencies.credentials("reader", FUNCTION).orElseThrow();
        clock.advance(Duration.ofMinutes(31));
        assertThat(keys.find(credentials.keys().accessKey(), credentials.keys().securityToken()))
                .isInstanceOf(KeyLookup.NotFound.class);
        assertThat(tokens.check(credentials.token())).isInstanceOf(TokenCheck.Bad.class);
    }

    @Test
    void unknown_agency_and_one_of_another_project_give_nothing() {
        assertThat(agencies.credentials("cffservice", FUNCTION)).isEmpty();
        assertThat(agencies.credentials("reader", new FunctionKey(SomeIdentities.SECOND.id(), "default", "f")))
                .isEmpty();
        assertThat(agencies.isDeclared("reader", SomeIdentities.FIRST.id())).isTrue();
        assertThat(agencies.isDeclared("reader", SomeIdentities.SECOND.id())).isFalse();
    }

    @Test
    void agency_is_no_user_and_its_credentials_make_no_longer_lived_ones() {
        var token = ((TokenCheck.Good) tokens.check(
                        agencies.credentials("reader", FUNCTION).orElseThrow().token()))
                .token();
        assertThat(identities.userNamed("agency/reader")).isEmpty();
        assertThat(identities.users()).extracting(User::name).containsExactly("admin");
        assertThatThrownBy(() -> keys.issue(token.caller(), TemporaryKeys.LONGEST))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_wrong_with_an_agency_is_said() {
        var wrong = new AgencySettings("", List.of("nowhere"), List.of("everything"), Duration.ofMinutes(1));
        assertThat(settings(wrong, agency("twice", "*"), agency("twice", "*")).problems())
                .hasSize(5)
                .allMatch(problem -> problem.startsWith("iam.agencies["));
    }
}
