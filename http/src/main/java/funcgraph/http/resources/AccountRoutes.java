package funcgraph.http.resources;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.QuotasResponse;
import funcgraph.contract.TrustedAgencyResponse;
import funcgraph.engine.control.QuotaReport;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.ErrorMapper;
import funcgraph.http.exchange.Route;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What clients ask about a project as a whole (functiongraph-api 2.8, 2.9). */
public final class AccountRoutes {

    private final QuotaReport quotas;
    private final Function<String, List<String>> agencies;

    /**
     * Makes the routes.
     *
     * @param agencies names of those that functions of the project of that id may name
     */
    public AccountRoutes(QuotaReport quotas, Function<String, List<String>> agencies) {
        this.quotas = quotas;
        this.agencies = agencies;
    }

    public Answer quotas(ApiRequest request) {
        var lines = quotas.of(request.parameter(Route.PROJECT)).stream()
                .map(line -> new QuotasResponse.Resource(
                        line.quota(), line.used(), line.type(), line.unit().isEmpty() ? null : line.unit()))
                .toList();
        return Answer.ok(new QuotasResponse(new QuotasResponse.Quotas(lines)));
    }

    /** No feature is switched by the account here. */
    public Answer features(ApiRequest ignored) {
        return Answer.ok(Map.of());
    }

    public Answer trustedAgencies(ApiRequest request) {
        return Answer.ok(agencies.apply(request.parameter(Route.PROJECT)).stream()
                .map(TrustedAgencyResponse::new)
                .toList());
    }

    /** There are no service bridges here. */
    public Answer bridgeVersions(ApiRequest ignored) {
        return Answer.ok(List.of());
    }

    /** Applications are made from templates of another service, so there are none. */
    public Answer applications(ApiRequest ignored) {
        return Answer.ok(Map.of("applications", List.of(), "next_marker", 0, "count", 0));
    }

    public Answer application(ApiRequest request) {
        return ErrorMapper.error(
                ErrorCode.NO_SUCH_APPLICATION,
                "there is no application '" + request.parameter("application_id") + "'",
                request.requestId());
    }

    public Answer applicationTemplates(ApiRequest ignored) {
        return Answer.ok(Map.of("templates", List.of(), "next_marker", 0, "count", 0));
    }

    public Answer applicationTemplate(ApiRequest request) {
        return ErrorMapper.error(
                ErrorCode.NO_SUCH_TEMPLATE,
                "there is no application template '" + request.parameter("template_id") + "'",
                request.requestId());
    }
}
