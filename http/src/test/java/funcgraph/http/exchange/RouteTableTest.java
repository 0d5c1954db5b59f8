package funcgraph.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import funcgraph.contract.ErrorCode;
import funcgraph.http.exchange.RouteTable.Match;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private final RouteTable table = new RouteTable(List.of(
            route("GET", "/v2/{project_id}/fgs/functions"),
            route("POST", "/v2/{project_id}/fgs/functions"),
            route("DELETE", "/v2/{project_id}/fgs/functions/{function_urn}"),
            route("PUT", "/v2/{project_id}/fgs/functions/{function_urn}/config"),
            route("GET", "/v2/{project_id}/fgs/functions/statistics"),
            route("GET", "/v3")));

    @Test
    void parameters_are_decoded_and_an_encoded_slash_stays_inside_its_segment() {
        var match = table.match("PUT", "/v2/p/fgs/functions/urn%3Afss%2Fx/config");

        assertThat(parameters(match)).isEqualTo(Map.of("project_id", "p", "function_urn", "urn:fss/x"));
    }

    @Test
    void a_plus_sign_in_a_path_is_a_plus_sign() {
        assertThat(parameters(table.match("DELETE", "/v2/p/fgs/functions/a+b"))).containsEntry("function_urn", "a+b");
    }

    @Test
    void a_literal_segment_goes_before_a_parameter_and_the_parameter_is_tried_when_it_leads_nowhere() {
        assertThat(template(table.match("GET", "/v2/p/fgs/functions/statistics")))
                .isEqualTo("/v2/{project_id}/fgs/functions/statistics");
        assertThat(template(table.match("PUT", "/v2/p/fgs/functions/statistics/config")))
                .isEqualTo("/v2/{project_id}/fgs/functions/{function_urn}/config");
    }

    @Test
    void another_method_is_told_which_are_allowed() {
        assertThat(table.match("PATCH", "/v2/p/fgs/functions"))
                .isEqualTo(new Match.OtherMethods(Set.of("GET", "POST")));
    }

    @Test
    void an_unknown_path_is_no_path() {
        assertThat(table.match("GET", "/v2/p/fgs")).isEqualTo(new Match.NoPath());
        assertThat(table.match("GET", "/v2//fgs/functions")).isEqualTo(new Match.NoPath());
        assertThat(table.match("GET", "/")).isEqualTo(new Match.NoPath());
        assertThat(table.match("GET", "/v2/p/fgs/functions/x/config/y")).isEqualTo(new Match.NoPath());
    }

    @Test
    void a_slash_at_the_end_is_forgiven() {
        assertThat(template(table.match("GET", "/v3/"))).isEqualTo("/v3");
    }

    @Test
    void a_segment_that_is_not_percent_encoded_utf_8_is_named() {
        assertThat(table.match("DELETE", "/v2/p/fgs/functions/%zz")).isEqualTo(new Match.BadPath("%zz"));
        assertThat(table.match("DELETE", "/v2/p/fgs/functions/%ff")).isEqualTo(new Match.BadPath("%ff"));
    }

    @Test
    void two_routes_of_one_method_and_path_are_a_mistake_of_ours() {
        assertThatThrownBy(() -> new RouteTable(List.of(route("GET", "/v3"), route("GET", "/v3"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Route route(String method, String template) {
        return new Route(
                method,
                template,
                new Route.Access.Open(),
                0,
                ErrorCode.BODY_TOO_LARGE,
                new Route.Handler.Blocking(request -> Answer.noContent()));
    }

    private static Map<String, String> parameters(Match match) {
        return ((Match.Found) match).parameters();
    }

    private static String template(Match match) {
        return ((Match.Found) match).route().template();
    }
}
