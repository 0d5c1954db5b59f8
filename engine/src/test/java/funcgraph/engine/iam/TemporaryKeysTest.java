package funcgraph.engine.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.domain.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemporaryKeysTest {

    private final MovingClock clock = new MovingClock(SomeIdentities.NOW);
    private final Identities identities = SomeIdentities.identities();
    private final Ids ids = SomeIdentities.ids();
    private final TemporaryKeys keys = keys(identities);
    private final Caller dev =
            identities.userNamed("dev").orElseThrow().caller(new Scope.OneProject(SomeIdentities.FIRST), Proof.TOKEN);

    @Test
    void any_node_finds_the_secret_key_that_was_handed_out() {
        var pair = keys.issue(dev, TemporaryKeys.SHORTEST);
        var found = found(keys(SomeIdentities.identities()).find(pair.accessKey(), pair.securityToken()));
        assertThat(found.key().getEncoded()).isEqualTo(pair.secretKey().getBytes(StandardCharsets.UTF_8));
        assertThat(found.caller().userName()).isEqualTo("dev");
        assertThat(found.caller().project()).contains(SomeIdentities.FIRST);
        assertThat(found.caller().proof()).isEqualTo(Proof.TEMPORARY_KEYS);
        assertThat(pair.accessKey()).matches("HST[A-Z2-7]{17}");
        assertThat(pair.secretKey()).hasSize(40);
    }

    @Test
    void the_secret_key_is_not_in_the_security_token() {
        var pair = keys.issue(dev, TemporaryKeys.SHORTEST);
        var claims = new String(
                Base64.getUrlDecoder().decode(pair.securityToken().split("\\.", -1)[1]), StandardCharsets.UTF_8);
        assertThat(claims).contains(pair.accessKey()).doesNotContain(pair.secretKey());
    }

    @Test
    void each_pair_is_another() {
        var one = keys.issue(dev, TemporaryKeys.SHORTEST);
        var two = keys.issue(dev, TemporaryKeys.SHORTEST);
        assertThat(one.accessKey()).isNotEqualTo(two.accessKey());
        assertThat(one.secretKey()).isNotEqualTo(two.secretKey());
        assertThat(notFound(keys.find(one.accessKey(), two.securityToken()))).contains("belongs to another access key");
        assertThat(notFound(keys.find("AKDEV", two.securityToken()))).contains("belongs to another access key");
    }

    @Test
    void it_ends_when_its_time_is_over_even_when_it_was_seen_before() {
        var pair = keys.issue(dev, Duration.ofMinutes(15));
        found(keys.find(pair.accessKey(), pair.securityToken()));
        clock.advance(Duration.ofMinutes(15));
        assertThat(notFound(keys.find(pair.accessKey(), pair.securityToken()))).contains("expired");
        assertThat(notFound(keys(identities).find(pair.accessKey(), pair.securityToken())))
                .contains("expired");
    }

    @Test
    void every_altered_character_of_the_security_token_is_noticed() {
        var pair = keys.issue(dev, TemporaryKeys.SHORTEST);
        var text = pair.securityToken();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            notFound(keys.find(pair.accessKey(), text.substring(0, i) + other + text.substring(i + 1)));
        }
    }

    @Test
    void a_token_is_no_security_token() {
        var token = new Tokens(identities, SomeIdentities.KEY, clock, SomeIdentities.ids())
                .issue(identities.userOf(dev), dev.scope(), List.of("password"));
        assertThat(notFound(keys.find("AKDEV", token.text()))).contains("not issued by this server");
    }

    @Test
    void a_changed_password_or_a_removed_user_ends_it() {
        var admin = identities.userNamed("admin").orElseThrow().caller(new Scope.EveryProject(), Proof.KEYS);
        var pair = keys.issue(admin, TemporaryKeys.LONGEST);
        var changed = keys(new Identities(SomeIdentities.settings(SomeIdentities.admin("new-password"))));
        assertThat(notFound(changed.find(pair.accessKey(), pair.securityToken())))
                .contains("have been changed");
        var removed = keys(new Identities(SomeIdentities.settings(SomeIdentities.developer())));
        assertThat(notFound(removed.find(pair.accessKey(), pair.securityToken())))
                .contains("does not exist");
    }

    @Test
    void temporary_keys_cannot_make_more_of_their_kind() {
        var pair = keys.issue(dev, TemporaryKeys.SHORTEST);
        var caller = found(keys.find(pair.accessKey(), pair.securityToken())).caller();
        assertThatThrownBy(() -> keys.issue(caller, TemporaryKeys.SHORTEST))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lifetimes_outside_15_minutes_to_24_hours_are_refused() {
        for (var lifetime : List.of(Duration.ZERO, Duration.ofSeconds(899), Duration.ofSeconds(86401))) {
            assertThatThrownBy(() -> keys.issue(dev, lifetime)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void without_its_security_token_a_temporary_access_key_is_unknown() {
        var pair = keys.issue(dev, TemporaryKeys.SHORTEST);
        assertThat(notFound(new AccessKeys(identities, keys).find(pair.accessKey(), null)))
                .contains("X-Security-Token");
    }

    private TemporaryKeys keys(Identities of) {
        return new TemporaryKeys(of, SomeIdentities.KEY, clock, ids);
    }

    private static KeyLookup.Found found(KeyLookup lookup) {
        assertThat(lookup).isInstanceOf(KeyLookup.Found.class);
        return (KeyLookup.Found) lookup;
    }

    private static String notFound(KeyLookup lookup) {
        assertThat(lookup).isInstanceOf(KeyLookup.NotFound.class);
        return ((KeyLookup.NotFound) lookup).reason();
    }
}
