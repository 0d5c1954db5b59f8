package funcgraph.server.acceptance.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionAsMetricRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListFunctionStatisticsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListStatisticsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFuncReservedInstanceMetricsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionMetricsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.SlaReportsValue;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The official Java SDK, unmodified, reads what was counted (functiongraph-api 2.8). */
class StatisticsAcceptanceTest {

    private static final String CODE = """
            def handler(event, context):
                if event.get("fail"):
                    raise ValueError("no")
                return 1
            """;
    private static final int CALLS = 5;
    private static final int FAILURES = 2;
    private static final int REJECTIONS = 3;

    private static PackagedServer server;
    private static FunctionGraphClient client;
    private static String urn;

    @BeforeAll
    static void start() {
        for (var talkative : new String[] {"HuaweiCloud-SDK-Access", "com.huaweicloud"}) {
            ((Logger) LoggerFactory.getLogger(talkative)).setLevel(Level.ERROR);
        }
        server = PackagedServer.start();
        client = FunctionGraphClient.newBuilder()
                .withCredential(new BasicCredentials()
                        .withAk(known("access_key"))
                        .withSk(known("secret_key"))
                        .withProjectId(known("project_id")))
                .withEndpoint(server.endpoint().toString())
                .build();
        var api = Api.of(server);
        api.create(Sample.inline("f", "Python3.9", "index.handler", CODE)).ok();
        urn = api.urn("f");
        for (int i = 0; i < CALLS; i++) {
            api.invoke("f", i < FAILURES ? "{\"fail\": true}" : "{}");
        }
        // Who looks sees the instances of the moment; these end with the change that follows.
        api.send("GET", api.functions() + "/f/instancereports", Map.of(), new byte[0])
                .ok();
        api.updateConfig("f", "{\"strategy_config\": {\"concurrency\": 0}}").ok();
        for (int i = 0; i < REJECTIONS; i++) {
            api.invoke("f", "{}").refused(429, "FSS.0429");
        }
        // A minute that is over can be ranked, and so can one that a server wrote when it stopped.
        server = server.restart();
        client = FunctionGraphClient.newBuilder()
                .withCredential(new BasicCredentials()
                        .withAk(known("access_key"))
                        .withSk(known("secret_key"))
                        .withProjectId(known("project_id")))
                .withEndpoint(server.endpoint().toString())
                .build();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String known(String name) {
        return server.credentials().path(name).asString();
    }

    /** Of the steps of which something is known. */
    private static double sum(List<SlaReportsValue> values) {
        return values.stream()
                .mapToDouble(SlaReportsValue::getValue)
                .filter(value -> value >= 0)
                .sum();
    }

    @Test
    void a_functions_statistics_are_what_happened() {
        var found = client.listFunctionStatistics(
                new ListFunctionStatisticsRequest().withFuncUrn(urn).withPeriod("60"));
        assertThat(found.getCount()).hasSizeBetween(60, 61);
        assertThat(sum(found.getCount())).isEqualTo(CALLS);
        assertThat(sum(found.getFailCount())).isEqualTo(FAILURES);
        assertThat(sum(found.getFunctionErrorCount())).isEqualTo(FAILURES);
        assertThat(sum(found.getSystemErrorCount())).isZero();
        assertThat(sum(found.getRejectCount())).isEqualTo(REJECTIONS);
        assertThat(sum(found.getMaxDuration()))
                .isGreaterThanOrEqualTo(sum(found.getDuration()))
                .isPositive();
        assertThat(sum(found.getDuration())).isGreaterThanOrEqualTo(sum(found.getMinDuration()));
        assertThat(found.getCount()).anyMatch(value -> value.getValue() == -1);
    }

    @Test
    void its_report_has_its_instances_as_well() {
        var found = client.showFunctionMetrics(
                new ShowFunctionMetricsRequest().withFuncUrn(urn).withPeriod("1440"));
        assertThat(found.getCount()).hasSizeBetween(288, 289);
        assertThat(sum(found.getCount())).isEqualTo(CALLS);
        assertThat(sum(found.getInstanceNum())).isPositive();
        var instances =
                client.showFuncReservedInstanceMetrics(new ShowFuncReservedInstanceMetricsRequest().withFuncUrn(urn));
        assertThat(sum(instances.getInstanceNum())).isPositive();
        assertThat(sum(instances.getReservedInstanceNum())).isZero();
    }

    @Test
    void a_project_has_statistics_and_a_monthly_report() {
        var monitored = client.listStatistics(new ListStatisticsRequest()
                .withFilter(ListStatisticsRequest.FilterEnum.MONITOR_DATA)
                .withPeriod("120"));
        assertThat(sum(monitored.getStatistics().getCount())).isEqualTo(CALLS);
        var monthly = client.listStatistics(new ListStatisticsRequest()
                .withFilter(ListStatisticsRequest.FilterEnum.MONTHLY_REPORT)
                .withOption("2"));
        assertThat(monthly.getCount()).hasSize(3);
        assertThat(monthly.getCount().getLast().getValue().intValue()).isEqualTo(CALLS);
        assertThat(monthly.getGbs().getLast().getValue().doubleValue()).isPositive();
        assertThat(monthly.getStatistics()).isNull();
    }

    @Test
    void functions_are_ranked_by_their_failures() {
        var ranked = client.listFunctionAsMetric(new ListFunctionAsMetricRequest());
        assertThat(ranked.getCount()).isEqualTo(1);
        assertThat(ranked.getValues().getFirst().getKey()).isEqualTo(urn + ":latest");
        assertThat(ranked.getValues().getFirst().getValue().intValue()).isEqualTo(FAILURES);
        var unknown = catchThrowableOfType(
                ClientRequestException.class,
                () -> client.listFunctionAsMetric(new ListFunctionAsMetricRequest().withType("beauty")));
        assertThat(unknown.getErrorMsg()).contains("type is 'beauty'");
    }

    @Test
    void a_period_that_is_none_is_refused() {
        var refused = catchThrowableOfType(
                ClientRequestException.class,
                () -> client.listFunctionStatistics(
                        new ListFunctionStatisticsRequest().withFuncUrn(urn).withPeriod("0")));
        assertThat(refused.getHttpStatusCode()).isEqualTo(400);
        assertThat(refused.getErrorMsg()).contains("period is '0'");
    }
}
