package funcgraph.server;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.engine.iam.Identities;
import funcgraph.engine.iam.Project;
import funcgraph.engine.iam.UserSettings;
import funcgraph.server.config.Config;
import funcgraph.server.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstIdentityTest {

    @TempDir
    Path directory;

    @Test
    void a_new_identity_is_random_and_its_project_is_named_like_the_region() throws IOException {
        var one = FirstIdentity.make(config("").api(), new SecureRandom());
        var other = FirstIdentity.make(config("").api(), new SecureRandom());
        assertThat(one.projectId()).matches("[0-9a-f]{32}").isNotEqualTo(other.projectId());
        assertThat(one.accessKey()).matches("[A-Z0-9]{20}").isNotEqualTo(other.accessKey());
        assertThat(one.secretKey()).matches("[A-Za-z0-9]{40}").isNotEqualTo(other.secretKey());
        assertThat(one.password()).hasSize(32).isNotEqualTo(other.password());
        assertThat(one.projectName()).isEqualTo(one.region()).isEqualTo("cn-north-1");
    }

    @Test
    void names_and_ids_of_the_configuration_are_taken() throws IOException {
        var made = FirstIdentity.make(
                config("api: {project_id: p1, project_name: one, domain_id: d1, domain_name: acme, user_name: root}\n")
                        .api(),
                new SecureRandom());
        assertThat(List.of(made.projectId(), made.projectName(), made.domainId(), made.domainName(), made.userName()))
                .containsExactly("p1", "one", "d1", "acme", "root");
    }

    @Test
    void the_first_identity_stays_valid_beside_the_configured_ones() throws IOException {
        var config = config("""
                projects: [{id: p2, name: two}]
                users: [{name: ann, password: x, projects: [p2], actions: ['*']}]
                """);
        var first = FirstIdentity.make(config.api(), new SecureRandom());
        var identities = new Identities(FirstIdentity.settings(config, first));
        assertThat(identities.projects()).extracting(Project::id).containsExactly("p2", first.projectId());
        assertThat(identities.userNamed("ann")).isPresent();
        assertThat(identities.userWithAccessKey(first.accessKey())).isPresent();
    }

    @Test
    void a_configured_project_may_take_the_name_or_be_the_first_one() throws IOException {
        var config = config("projects: [{id: p2, name: cn-north-1}]\n");
        var first = FirstIdentity.make(config.api(), new SecureRandom());
        var renamed = FirstIdentity.besides(config.projects(), first);
        assertThat(renamed.projectName())
                .isEqualTo("cn-north-1_" + first.projectId().substring(0, 8));
        assertThat(FirstIdentity.settings(config, renamed).problems()).isEmpty();

        var same = List.of(new Project(first.projectId(), "mine"));
        assertThat(FirstIdentity.besides(same, first)).isEqualTo(first);
    }

    @Test
    void a_kept_identity_is_not_changed_by_other_names_but_the_difference_is_told() throws IOException {
        var kept = FirstIdentity.make(config("api: {project_id: p1}\n").api(), new SecureRandom());
        assertThat(FirstIdentity.differences(config("api: {project_id: p1}\n").api(), kept))
                .isEmpty();
        assertThat(FirstIdentity.differences(
                        config("api: {project_id: p2, user_name: root}\n").api(), kept))
                .hasSize(2)
                .allMatch(text -> text.contains("credentials.json"));
    }

    @Test
    void problems_of_users_are_found_before_anything_starts() throws IOException {
        var file = Files.writeString(directory.resolve("bad.yaml"), """
                projects: [{id: p2, name: two}]
                users:
                - {name: ann, projects: [p3], actions: ['*']}
                - {name: funcgraph, password: x, projects: ['*'], actions: [everything]}
                """);
        var settings = Settings.read(List.of("--config", file.toString()), Set.of(), Map.of(), config -> List.of());
        assertThat(String.join("\n", FirstIdentity.problems(Config.of(settings))))
                .contains("users[0]", "p3", "users[1].actions", "everything", "'funcgraph' is used twice");
    }

    @Test
    void no_user_is_shown_with_a_secret() throws IOException {
        var config = config("users: [{name: ann, password: s3cret, projects: ['*'], actions: ['*']}]\n");
        assertThat(config.users()).extracting(UserSettings::password).containsExactly("s3cret");
        assertThat(config.toString()).doesNotContain("s3cret");
    }

    private Config config(String yaml) throws IOException {
        var file = Files.writeString(directory.resolve("funcgraph.yaml"), yaml);
        return Config.of(
                Settings.read(List.of("--config", file.toString()), Set.of(), Map.of(), FirstIdentity::problems));
    }
}
