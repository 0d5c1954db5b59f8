package funcgraph.http.openapi;

import static funcgraph.contract.ErrorCode.INVALID_QUERY;
import static funcgraph.http.openapi.Operation.that;

import funcgraph.contract.FunctionReportResponse;
import funcgraph.contract.FunctionStatisticsResponse;
import funcgraph.contract.HealthResponse;
import funcgraph.contract.InstanceReportResponse;
import funcgraph.contract.MetricsResponse;
import funcgraph.contract.ProjectStatisticsResponse;
import funcgraph.contract.TopResponse;
import java.util.List;
import java.util.Map;

/** What is measured, and whether the server is well. */
final class MeasureOperations {

    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private MeasureOperations() {}

    static void addTo(Map<String, Operation> all) {
        all.put(
                "ShowFunctionCharts",
                charts("Shows a function's calls over time, those of all its versions together."));
        all.put("ShowProjectCharts", charts("Shows a project's calls over time."));
        all.put(
                "ListBusiestFunctions",
                that("Lists the functions of a project that are called most now.")
                        .asking("limit")
                        .giving(TopResponse.class));
        all.put(
                "ListFunctionStatistics",
                ofMinutes("Counts a function's calls of the last minutes.").giving(FunctionStatisticsResponse.class));
        all.put(
                "ShowFunctionMetrics",
                ofMinutes("Counts a function's calls of the last minutes, and its instances.")
                        .giving(FunctionStatisticsResponse.class));
        all.put(
                "ShowFuncReservedInstanceMetrics",
                that("Counts a function's instances of the last hour, minute by minute.")
                        .asking("marker", "limit")
                        .giving(InstanceReportResponse.class));
        all.put(
                "ListStatistics",
                that("Counts a project's calls of the last minutes, or what it used by months.")
                        .asking("filter", "period", "option")
                        .giving(ProjectStatisticsResponse.class));
        all.put(
                "ListFunctionAsMetric",
                that("Ranks a project's functions.")
                        .asking("type", "start_time", "end_time", "limit")
                        .giving(FunctionReportResponse.class));
        addServer(all);
    }

    private static Operation charts(String summary) {
        return that(summary).asking("from", "to", "step").giving(MetricsResponse.class);
    }

    /** How many minutes is in the path, and refused like a part of the query. */
    private static Operation ofMinutes(String summary) {
        return that(summary).refusing(INVALID_QUERY);
    }

    private static void addServer(Map<String, Operation> all) {
        var health = new Shape.Records(List.of(HealthResponse.class));
        all.put(
                "ShowServerMetrics",
                that("Shows the server's metrics in the text format of Prometheus; metrics.token may guard it.")
                        .reading(Operation.AUTHORIZATION)
                        .giving(200, new Shape.Anything("text/plain")));
        all.put(
                "ShowHealth",
                that("Shows how the parts of the server are; metrics.token may guard it.")
                        .reading(Operation.AUTHORIZATION)
                        .giving(200, health)
                        .givingWhenUnwell(health));
        all.put(
                "ShowLiveness",
                that("Says that the server runs.").giving(200, new Shape.Fields(Map.of("status", TEXT))));
        all.put(
                "ShowReadiness",
                that("Says whether requests should be sent to this server.")
                        .giving(200, new Shape.Fields(Map.of("status", TEXT)))
                        .givingWhenUnwell(new Shape.Fields(Map.of("status", TEXT, "reason", TEXT))));
    }
}
