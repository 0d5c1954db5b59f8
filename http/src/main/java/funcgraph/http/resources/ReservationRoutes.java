package funcgraph.http.resources;

import funcgraph.contract.ErrorCode;
import funcgraph.contract.reserved.ListReservedConfigsResponse;
import funcgraph.contract.reserved.ListReservedInstancesResponse;
import funcgraph.contract.reserved.Paging;
import funcgraph.contract.reserved.ReservedInstancesBody;
import funcgraph.domain.FunctionUrn;
import funcgraph.domain.reserved.KeptReservation;
import funcgraph.engine.reserve.Reservations;
import funcgraph.http.exchange.Answer;
import funcgraph.http.exchange.ApiRequest;
import funcgraph.http.exchange.Rejected;
import funcgraph.http.exchange.Route;
import funcgraph.http.json.Json;
import java.util.List;
import java.util.Map;

/** The routes of reserved instances (functiongraph-api 2.8). Existence is checked before a body is read. */
public final class ReservationRoutes {

    private static final int USUAL = 100;
    private static final int MOST = 500;

    private final Reservations reservations;
    private final String region;

    public ReservationRoutes(Reservations reservations, String region) {
        this.reservations = reservations;
        this.region = region;
    }

    public Answer put(ApiRequest request) {
        var urn = urn(request.parameter("function_urn"), request);
        reservations.requireTarget(urn);
        var asked = ReservationBodies.read(Json.bind(Json.object(request.body()), ReservedInstancesBody.class));
        reservations.put(urn, asked);
        return Answer.ok(ReservationBodies.view(asked));
    }

    /** What is asked for. Terraform reads on until a page is empty. */
    public Answer configs(ApiRequest request) {
        var page = Page.of(request.query(), wanted(request, "function_urn"));
        return Answer.ok(new ListReservedConfigsResponse(
                page.shown().stream().map(this::config).toList(), page.paging(), page.count()));
    }

    /** What there is. */
    public Answer instances(ApiRequest request) {
        var page = Page.of(request.query(), wanted(request, "urn"));
        return Answer.ok(new ListReservedInstancesResponse(
                page.shown().stream().map(this::instances).toList(), page.paging(), page.count()));
    }

    private List<KeptReservation> wanted(ApiRequest request, String parameter) {
        var urn = request.query().getOrDefault(parameter, "");
        return urn.isEmpty()
                ? reservations.ofProject(request.parameter(Route.PROJECT))
                : reservations.ofFunction(urn(urn, request));
    }

    private FunctionUrn urn(String text, ApiRequest request) {
        return FunctionUrn.parse(text, region, request.parameter(Route.PROJECT));
    }

    private String urn(KeptReservation of) {
        return FunctionUrn.unqualified(region, of.function()) + ":" + of.qualifier();
    }

    private ListReservedConfigsResponse.Item config(KeptReservation of) {
        boolean alias = of.qualifier().startsWith("!");
        return new ListReservedConfigsResponse.Item(
                urn(of),
                alias ? "alias" : "version",
                alias ? of.qualifier().substring(1) : of.qualifier(),
                of.reservation().count(),
                of.reservation().idleMode(),
                ReservationBodies.tactics(of.reservation()));
    }

    private ListReservedInstancesResponse.Item instances(KeptReservation of) {
        var presence = reservations.presence(of);
        return new ListReservedInstancesResponse.Item(
                urn(of), presence.present(), presence.wanted(), presence.trouble());
    }

    /** A part of a list that is there whole. */
    private record Page(List<KeptReservation> shown, Paging paging, int count) {

        static Page of(Map<String, String> query, List<KeptReservation> all) {
            int marker = number(query, "marker", 0);
            int asked = number(query, "limit", USUAL);
            int limit = asked == 0 ? USUAL : Math.min(asked, MOST);
            int from = Math.min(marker, all.size());
            var shown = all.subList(from, Math.min(from + limit, all.size()));
            return new Page(
                    shown,
                    new Paging((long) marker + shown.size(), Math.max(0, marker - limit), shown.size()),
                    all.size());
        }

        private static int number(Map<String, String> query, String name, int absent) {
            var text = query.getOrDefault(name, "");
            if (text.isEmpty()) {
                return absent;
            }
            try {
                int value = Integer.parseInt(text);
                if (value >= 0) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Answered below, like a number out of range.
            }
            throw new Rejected(
                    ErrorCode.INVALID_QUERY,
                    name + " is '" + text + "'; allowed: a number from 0 to " + Integer.MAX_VALUE);
        }
    }
}
