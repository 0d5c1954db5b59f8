package funcgraph.engine.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

    @Test
    void all_problems_are_found_at_once_and_show_no_secret() {
        var settings = new IdentitySettings(
                "",
                SomeIdentities.DOMAIN,
                List.of(new Project("p1", "one"), new Project("p1", "two"), new Project("p/3", "three")),
                List.of(
                        new UserSettings("a", "secret-a", "AK1", null, List.of("nowhere"), List.of("FunctionGraph")),
                        new UserSettings("a", null, null, null, List.of(), List.of()),
                        new UserSettings("c", "", "AK 2", "secret-c", List.of("*"), List.of("*"))));

        assertThat(settings.problems())
                .anyMatch(problem -> problem.startsWith("region ''"))
                .anyMatch(problem -> problem.contains("projects[1].id 'p1' is used twice"))
                .anyMatch(problem -> problem.contains("projects[2].id 'p/3' must be"))
                .anyMatch(problem -> problem.contains("users[0] has only one of access_key and secret_key"))
                .anyMatch(problem -> problem.contains("'nowhere'"))
                .anyMatch(problem -> problem.contains("users[0].actions: 'FunctionGraph' must be"))
                .anyMatch(problem -> problem.contains("users[1].name 'a' is used twice"))
                .anyMatch(problem -> problem.contains("users[1] can never prove who it is"))
                .anyMatch(problem -> problem.contains("users[1].projects is empty"))
                .anyMatch(problem -> problem.contains("users[2].password is empty"))
                .anyMatch(problem -> problem.contains("users[2].access_key 'AK 2' must be"))
                .noneMatch(problem -> problem.contains("secret-"));
        assertThatThrownBy(() -> new Identities(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p/3")
                .hasMessageContaining("nowhere");
    }

    @Test
    void two_users_cannot_share_an_access_key() {
        var other = new UserSettings("other", null, "AKDEV", "x", List.of("*"), List.of());
        assertThat(SomeIdentities.settings(SomeIdentities.developer(), other).problems())
                .containsExactly("users[1].access_key 'AKDEV' is used twice");
    }

    @Test
    void a_user_is_in_the_projects_it_names_by_id_or_name() {
        var identities = SomeIdentities.identities();
        assertThat(identities.userNamed("dev").orElseThrow().projects()).containsExactly(SomeIdentities.FIRST);
        assertThat(identities.userNamed("admin").orElseThrow().projects())
                .containsExactly(SomeIdentities.FIRST, SomeIdentities.SECOND);
    }

    @Test
    void the_region_finds_the_only_project_whatever_its_name() {
        var identities = SomeIdentities.identities();
        assertThat(identities.named("local", List.of(SomeIdentities.SECOND))).containsExactly(SomeIdentities.SECOND);
        assertThat(identities.named("local", identities.projects())).containsExactly(SomeIdentities.FIRST);
        assertThat(identities.named("elsewhere", List.of(SomeIdentities.SECOND)))
                .isEmpty();
    }

    @Test
    void user_ids_stay_the_same_and_differ_between_users() {
        var once = SomeIdentities.identities();
        var again = SomeIdentities.identities();
        assertThat(once.userNamed("dev").orElseThrow().id())
                .isEqualTo(again.userNamed("dev").orElseThrow().id())
                .isNotEqualTo(once.userNamed("admin").orElseThrow().id())
                .matches("[0-9a-f]{32}");
    }

    @Test
    void keys_are_good_in_each_project_of_their_user_and_in_no_other() {
        var keys = new AccessKeys(
                SomeIdentities.identities(),
                new TemporaryKeys(
                        SomeIdentities.identities(),
                        SomeIdentities.KEY,
                        new MovingClock(SomeIdentities.NOW),
                        SomeIdentities.ids()));
        var dev = ((KeyLookup.Found) keys.find("AKDEV", null)).caller();
        assertThat(dev.mayActIn(SomeIdentities.FIRST.id())).isTrue();
        assertThat(dev.mayActIn(SomeIdentities.SECOND.id())).isFalse();
        assertThat(dev.may(Action.INVOKE)).isTrue();
        assertThat(dev.may(Action.SHOW_CONFIG)).isTrue();
        assertThat(dev.may(Action.UPDATE_CONFIG)).isFalse();
        assertThat(keys.find("AKNOBODY", null)).isInstanceOf(KeyLookup.NotFound.class);
    }

    @Test
    void no_secret_is_in_any_text() {
        var settings = SomeIdentities.settings(SomeIdentities.admin("admin-password"));
        var identities = new Identities(settings);
        var user = identities.userNamed("admin").orElseThrow();
        var caller = user.caller(new Scope.EveryProject(), Proof.KEYS);
        var clock = new MovingClock(SomeIdentities.NOW);
        var token = new Tokens(identities, SomeIdentities.KEY, clock, SomeIdentities.ids())
                .issue(user, new Scope.WholeDomain(), List.of("password"));
        var temporary = new TemporaryKeys(identities, SomeIdentities.KEY, clock, SomeIdentities.ids());
        var key = temporary.issue(caller, TemporaryKeys.SHORTEST);
        var found = temporary.find(key.accessKey(), key.securityToken());

        assertThat(List.of(settings, identities, user, caller, SomeIdentities.KEY, token, key, found)
                        .toString())
                .doesNotContain(
                        "admin-password",
                        "sk-of-admin",
                        "thirty-two",
                        token.text(),
                        key.secretKey(),
                        key.securityToken());
    }
}
