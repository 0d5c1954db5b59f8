package funcgraph.engine.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.domain.FunctionKey;
import funcgraph.domain.TriggerType;
import funcgraph.domain.trigger.ApiSpec;
import funcgraph.domain.trigger.Trigger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GatewayTableTest {

    private static final FunctionKey KEY = new FunctionKey("p", "default", "hello");
    private static final String GROUP = GatewayTable.groupName("p", "g");

    private final GatewayTable table = new GatewayTable("r");

    @Test
    void a_normal_path_answers_itself_alone_and_a_prefix_all_below_it() {
        put("n", "GET", "NORMAL", "/a/b");
        put("s", "GET", "SWA", "/a");

        assertThat(find("GET", "/a/b")).isEqualTo("n {}");
        assertThat(find("GET", "/a/b/c")).isEqualTo("s {}");
        assertThat(find("GET", "/a")).isEqualTo("s {}");
        assertThat(find("GET", "/a/")).isEqualTo("s {}");
        assertThat(find("GET", "/ab")).isEmpty();
        assertThat(find("GET", "/")).isEmpty();
        assertThat(find("POST", "/a/b")).isEmpty();
    }

    @Test
    void the_root_can_be_an_api_and_a_prefix_of_everything() {
        put("root", "GET", "NORMAL", "/");
        put("all", "ANY", "SWA", "/");

        assertThat(find("GET", "/")).isEqualTo("root {}");
        assertThat(find("PUT", "/")).isEqualTo("all {}");
        assertThat(find("GET", "/x/y")).isEqualTo("all {}");
    }

    @Test
    void parameters_take_one_segment_and_a_rest_takes_all_that_follow() {
        put("user", "GET", "NORMAL", "/users/{id}");
        put("me", "GET", "NORMAL", "/users/me");
        put("post", "GET", "NORMAL", "/users/{id}/posts/{post}");
        put("files", "GET", "NORMAL", "/files/{name}/{proxy+}");

        assertThat(find("GET", "/users/7")).isEqualTo("user {id=7}");
        assertThat(find("GET", "/users/me")).isEqualTo("me {}");
        assertThat(find("GET", "/users/me/posts/3")).isEqualTo("post {id=me, post=3}");
        assertThat(find("GET", "/users/")).isEmpty();
        assertThat(find("GET", "/files/a/b/c%2Fd")).isEqualTo("files {name=a, proxy=b/c%2Fd}");
        assertThat(find("GET", "/files/a")).isEmpty();
    }

    @Test
    void a_whole_path_beats_a_prefix_and_then_the_own_method_beats_any() {
        put("any", "ANY", "NORMAL", "/x");
        put("prefix", "GET", "SWA", "/");
        put("get", "GET", "NORMAL", "/y");
        put("anyY", "ANY", "NORMAL", "/y");

        assertThat(find("GET", "/x")).isEqualTo("any {}");
        assertThat(find("GET", "/y")).isEqualTo("get {}");
        assertThat(find("POST", "/y")).isEqualTo("anyY {}");
        assertThat(find("GET", "/x/deeper")).isEqualTo("prefix {}");
    }

    @Test
    void the_longest_prefix_wins_also_behind_a_parameter() {
        put("short", "GET", "SWA", "/a");
        put("long", "GET", "SWA", "/a/{p}/c");

        assertThat(find("GET", "/a/b/c/d")).isEqualTo("long {p=b}");
        assertThat(find("GET", "/a/b/d")).isEqualTo("short {}");
    }

    @Test
    void groups_environments_and_projects_do_not_see_each_other() {
        put("a", "GET", "NORMAL", "/x");

        assertThat(table.find(GROUP, "RELEASE", "GET", "/x")).isNotNull();
        assertThat(table.find(GROUP, "test", "GET", "/x")).isNull();
        assertThat(table.find(GatewayTable.groupName("q", "g"), "RELEASE", "GET", "/x"))
                .isNull();
    }

    @Test
    void what_is_removed_or_moved_leaves_nothing_behind() {
        put("a", "GET", "NORMAL", "/x/{p}");
        put("b", "GET", "NORMAL", "/x/y");
        put("a", "POST", "SWA", "/z");
        assertThat(find("GET", "/x/q")).isEmpty();
        assertThat(find("POST", "/z/1")).isEqualTo("a {}");
        table.remove("b");
        assertThat(find("GET", "/x/y")).isEmpty();
        table.retain("f", qualifier -> false);
        assertThat(find("POST", "/z")).isEmpty();
        assertThat(table.size()).isZero();
    }

    @Test
    void only_the_apis_of_versions_that_are_gone_go() {
        table.put(trigger("old", "v1", data("GET", "NORMAL", "/old")));
        table.put(trigger("new", "latest", data("GET", "NORMAL", "/new")));

        table.retain("f", qualifier -> qualifier.equals("latest"));

        assertThat(find("GET", "/old")).isEmpty();
        assertThat(find("GET", "/new")).isEqualTo("new {}");
    }

    @Test
    void a_look_up_goes_over_as_many_nodes_with_ten_thousand_routes_as_with_ten() {
        var few = tree(10);
        var many = tree(10_000);

        for (var path : new String[] {"/users/7/files", "/route-3/x/files", "/users/nobody", "/none/of/them", "/"}) {
            assertThat(many.steps(path)).as(path).isEqualTo(few.steps(path)).isLessThan(8);
        }
    }

    private static ApiTree tree(int routes) {
        var tree = new ApiTree();
        for (int i = 0; i < routes; i++) {
            tree.put(route("a" + i, "/route-" + i + "/{id}/files"));
            tree.put(route("b" + i, "/users/user-" + i));
        }
        tree.put(route("c", "/users/{id}/files"));
        return tree;
    }

    private static ApiRoute route(String id, String path) {
        var api = (funcgraph.domain.trigger.TriggerSpec.Gateway)
                trigger(id, "latest", data("GET", "NORMAL", path)).spec();
        return new ApiRoute(
                id, "f", trigger(id, "latest", data("GET", "NORMAL", path)).urn("r"), api.api());
    }

    private void put(String id, String method, String match, String path) {
        table.put(trigger(id, "latest", data(method, match, path)));
    }

    private String find(String method, String path) {
        var found = table.find(GROUP, "RELEASE", method, path);
        return found == null ? "" : found.route().triggerId() + " " + new java.util.TreeMap<>(found.parameters());
    }

    private static Trigger trigger(String id, String qualifier, Map<String, Object> data) {
        return new Trigger(id, "f", KEY, qualifier, TriggerType.APIG, true, data, Instant.EPOCH, Instant.EPOCH);
    }

    private static Map<String, Object> data(String method, String match, String path) {
        var data = new HashMap<String, Object>();
        data.put("group_id", "g");
        data.put("env_id", ApiSpec.RELEASE_ID);
        data.put("auth", "NONE");
        data.put("protocol", "HTTP");
        data.put("name", "API");
        data.put("path", path);
        data.put("match_mode", match);
        data.put("req_method", method);
        return data;
    }
}
