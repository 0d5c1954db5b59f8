package funcgraph.engine.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final MovingClock clock = new MovingClock(SomeIdentities.NOW);
    private final Passwords passwords = new Passwords(SomeIdentities.identities(), clock);

    @Test
    void the_right_password_names_the_user() {
        var right = (PasswordCheck.Right) passwords.check("dev", "dev-password");
        assertThat(right.user().name()).isEqualTo("dev");
    }

    @Test
    void a_wrong_password_and_an_unknown_name_get_the_same_answer() {
        assertThat(passwords.check("dev", "x")).isEqualTo(passwords.check("nobody", "x"));
        assertThat(passwords.check("", "")).isEqualTo(new PasswordCheck.Wrong());
    }

    @Test
    void a_user_without_a_password_cannot_sign_in_with_an_empty_one() {
        var settings = new UserSettings("robot", null, "AK", "SK", List.of("*"), List.of());
        var robots = new Passwords(new Identities(SomeIdentities.settings(settings)), clock);
        assertThat(robots.check("robot", "")).isEqualTo(new PasswordCheck.Wrong());
        assertThat(robots.check("robot", "null")).isEqualTo(new PasswordCheck.Wrong());
    }

    @Test
    void after_ten_wrong_passwords_even_the_right_one_must_wait() {
        fail("dev", 10);
        assertThat(passwords.check("dev", "dev-password")).isEqualTo(new PasswordCheck.TooMany(Duration.ofSeconds(6)));
        clock.advance(Duration.ofSeconds(6));
        assertThat(passwords.check("dev", "dev-password")).isInstanceOf(PasswordCheck.Right.class);
    }

    @Test
    void one_user_does_not_slow_another_down() {
        fail("dev", 10);
        assertThat(passwords.check("admin", "admin-password")).isInstanceOf(PasswordCheck.Right.class);
    }

    @Test
    void right_passwords_cost_nothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(passwords.check("dev", "dev-password")).isInstanceOf(PasswordCheck.Right.class);
        }
    }

    @Test
    void unknown_names_are_limited_like_known_ones() {
        fail("nobody", 10);
        assertThat(passwords.check("nobody", "x")).isInstanceOf(PasswordCheck.TooMany.class);
    }

    @Test
    void a_flood_of_names_does_not_free_a_user() {
        fail("dev", 10);
        for (int i = 0; i < 5000; i++) {
            passwords.check("name" + i, "x");
        }
        assertThat(passwords.check("dev", "dev-password")).isInstanceOf(PasswordCheck.TooMany.class);
    }

    private void fail(String name, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(passwords.check(name, "wrong")).isEqualTo(new PasswordCheck.Wrong());
        }
    }
}
