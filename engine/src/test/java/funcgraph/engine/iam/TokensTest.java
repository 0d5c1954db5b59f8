package funcgraph.engine.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {

    private final MovingClock clock = new MovingClock(SomeIdentities.NOW);
    private final Identities identities = SomeIdentities.identities();
    private final User dev = identities.userNamed("dev").orElseThrow();
    private final Tokens tokens = tokens(identities, SomeIdentities.KEY);

    @Test
    void a_token_says_who_it_is_and_for_which_project() {
        var issued = issue();
        var token = good(tokens.check(issued.text()));
        assertThat(token).isEqualTo(issued);
        assertThat(token.caller().userName()).isEqualTo("dev");
        assertThat(token.caller().project()).contains(SomeIdentities.FIRST);
        assertThat(token.caller().mayActIn(SomeIdentities.SECOND.id())).isFalse();
        assertThat(token.caller().may(Action.INVOKE)).isTrue();
        assertThat(token.methods()).containsExactly("password");
        assertThat(Duration.between(token.issuedAt(), token.expiresAt())).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void a_token_of_the_account_is_good_in_no_project() {
        var token = good(tokens.check(
                tokens.issue(dev, new Scope.WholeDomain(), List.of("password")).text()));
        assertThat(token.caller().project()).isEmpty();
        assertThat(token.caller().mayActIn(SomeIdentities.FIRST.id())).isFalse();
    }

    @Test
    void another_node_with_the_same_key_accepts_it() {
        var other =
                tokens(SomeIdentities.identities(), SomeIdentities.key("a server key of at least thirty-two bytes"));
        assertThat(other.check(issue().text())).isInstanceOf(TokenCheck.Good.class);
    }

    @Test
    void it_ends_after_24_hours_even_when_it_was_seen_before() {
        var text = issue().text();
        clock.advance(Duration.ofHours(24).minusSeconds(2));
        assertThat(tokens.check(text)).isInstanceOf(TokenCheck.Good.class);
        clock.advance(Duration.ofSeconds(2));
        assertThat(bad(tokens.check(text))).contains("expired at 2026-11-25T08:45:52Z");
        assertThat(bad(tokens(identities, SomeIdentities.KEY).check(text))).contains("expired");
    }

    @Test
    void every_altered_character_is_noticed() {
        var text = issue().text();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            var altered = text.substring(0, i) + other + text.substring(i + 1);
            assertThat(tokens.check(altered)).as("character %d", i).isInstanceOf(TokenCheck.Bad.class);
        }
    }

    @Test
    void other_spellings_of_the_same_signature_are_refused() {
        var text = issue().text();
        var spellings = new ArrayList<>(List.of(text + "!", text + "=", text + " ", " " + text, text + "\n"));
        for (char last : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
            spellings.add(text.substring(0, text.length() - 1) + last);
        }
        spellings.remove(text);
        for (var spelling : spellings) {
            assertThat(tokens.check(spelling)).as("'%s'", spelling).isInstanceOf(TokenCheck.Bad.class);
        }
    }

    @Test
    void a_token_of_another_installation_is_refused() {
        var foreign = tokens(identities, SomeIdentities.key("another server key of thirty-two bytes or so"));
        var text =
                foreign.issue(dev, new Scope.WholeDomain(), List.of("password")).text();
        assertThat(bad(tokens.check(text))).contains("not issued by this server");
    }

    @Test
    void a_token_without_a_signature_is_refused() {
        var claims = new JWTClaimsSet.Builder().subject(dev.id()).build();
        assertThat(bad(tokens.check(new PlainJWT(claims).serialize()))).contains("not issued by this server");
    }

    @Test
    void a_security_token_is_no_token() {
        var key = new TemporaryKeys(identities, SomeIdentities.KEY, clock, SomeIdentities.ids())
                .issue(issue().caller(), TemporaryKeys.SHORTEST);
        assertThat(bad(tokens.check(key.securityToken()))).contains("not issued by this server");
    }

    @Test
    void text_that_is_no_token_at_all_is_refused() {
        for (var text : List.of("", "x", "a.b.c", "....", "é".repeat(9000))) {
            assertThat(tokens.check(text)).isInstanceOf(TokenCheck.Bad.class);
        }
    }

    @Test
    void a_removed_user_and_a_changed_password_end_it() {
        var admin = identities.userNamed("admin").orElseThrow();
        var text = tokens.issue(admin, new Scope.WholeDomain(), List.of("password"))
                .text();
        var without = new Identities(SomeIdentities.settings(SomeIdentities.developer()));
        assertThat(bad(tokens(without, SomeIdentities.KEY).check(text))).contains("user does not exist");
        var changed = new Identities(SomeIdentities.settings(SomeIdentities.admin("new-password")));
        assertThat(bad(tokens(changed, SomeIdentities.KEY).check(text))).contains("have been changed");
    }

    @Test
    void a_lost_project_ends_it() {
        var before = new UserSettings("eve", "pw", null, null, List.of("local", "second"), List.of("*"));
        var after = new UserSettings("eve", "pw", null, null, List.of("second"), List.of("*"));
        var then = new Identities(SomeIdentities.settings(before));
        var text = tokens(then, SomeIdentities.KEY)
                .issue(
                        then.userNamed("eve").orElseThrow(),
                        new Scope.OneProject(SomeIdentities.FIRST),
                        List.of("password"))
                .text();
        var now = tokens(new Identities(SomeIdentities.settings(after)), SomeIdentities.KEY);
        assertThat(bad(now.check(text))).contains("not a member of its project");
    }

    @Test
    void what_a_user_may_do_follows_the_configuration_not_the_token() {
        var before = new UserSettings("eve", "pw", null, null, List.of("*"), List.of("*"));
        var after = new UserSettings("eve", "pw", null, null, List.of("*"), List.of("FunctionGraph:function:list"));
        var then = new Identities(SomeIdentities.settings(before));
        var text = tokens(then, SomeIdentities.KEY)
                .issue(then.userNamed("eve").orElseThrow(), new Scope.WholeDomain(), List.of("password"))
                .text();
        var now = tokens(new Identities(SomeIdentities.settings(after)), SomeIdentities.KEY);
        assertThat(good(now.check(text)).caller().actions()).containsExactly(Action.LIST_FUNCTIONS);
    }

    @Test
    void another_scope_does_not_make_it_live_longer() {
        var old = issue();
        clock.advance(Duration.ofHours(23));
        var rescoped = tokens.rescope(old, new Scope.WholeDomain());
        assertThat(rescoped.expiresAt()).isEqualTo(old.expiresAt());
        assertThat(good(tokens.check(rescoped.text())).caller().scope()).isEqualTo(new Scope.WholeDomain());
    }

    private Token issue() {
        return tokens.issue(dev, new Scope.OneProject(SomeIdentities.FIRST), List.of("password"));
    }

    private Tokens tokens(Identities of, ServerKey key) {
        return new Tokens(of, key, clock, SomeIdentities.ids());
    }

    private static Token good(TokenCheck check) {
        assertThat(check).isInstanceOf(TokenCheck.Good.class);
        return ((TokenCheck.Good) check).token();
    }

    private static String bad(TokenCheck check) {
        assertThat(check).isInstanceOf(TokenCheck.Bad.class);
        return ((TokenCheck.Bad) check).reason();
    }
}
