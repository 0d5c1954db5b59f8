package funcgraph.http;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.contract.ErrorCode;
import funcgraph.engine.iam.Action;
import funcgraph.http.async.AsyncRoutes;
import funcgraph.http.exchange.Route;
import funcgraph.http.functions.AliasRoutes;
import funcgraph.http.functions.ApiProfile;
import funcgraph.http.functions.FunctionRoutes;
import funcgraph.http.functions.VersionRoutes;
import funcgraph.http.invoke.InvokeRoutes;
import funcgraph.http.metrics.HealthRoutes;
import funcgraph.http.metrics.MetricRoutes;
import funcgraph.http.metrics.StatisticRoutes;
import funcgraph.http.observe.AuditRoutes;
import funcgraph.http.observe.LogRoutes;
import funcgraph.http.observe.LtsRoutes;
import funcgraph.http.resources.AccountRoutes;
import funcgraph.http.resources.DependencyRoutes;
import funcgraph.http.resources.ReservationRoutes;
import funcgraph.http.resources.SideRoutes;
import funcgraph.http.resources.TagRoutes;
import funcgraph.http.resources.TemplateRoutes;
import funcgraph.http.resources.Templates;
import funcgraph.http.resources.TestEventRoutes;
import funcgraph.http.resources.TransferRoutes;
import funcgraph.http.triggers.NotificationRoutes;
import funcgraph.http.triggers.TriggerRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompatibilityDocumentTest {

    // The table only keeps hold of what its routes call, so parts that can do nothing are enough to list it.
    private static final FunctionRoutes FUNCTIONS = new FunctionRoutes(null, null, ApiProfile.CURRENT, "r");
    private static final VersionRoutes VERSIONS = new VersionRoutes(null, null, null, "r");
    private static final AliasRoutes ALIASES = new AliasRoutes(null, null, "r");
    private static final InvokeRoutes INVOKE = new InvokeRoutes(null, null, "r");
    private static final AsyncRoutes ASYNC = new AsyncRoutes(null, null, null, ZoneOffset.UTC, "r");
    private static final TriggerRoutes TRIGGERS = new TriggerRoutes(null, null, null, "r");
    private static final NotificationRoutes NOTIFICATIONS = new NotificationRoutes(null, "");
    private static final IamRoutes IAM = new IamRoutes(null);
    private static final RuntimeRoutes RUNTIMES = new RuntimeRoutes(List::of, null);

    private static final ResourceRoutes RESOURCES = new ResourceRoutes(
            new DependencyRoutes(null, null),
            new TestEventRoutes(null, "r"),
            new TagRoutes(null, "r"),
            new SideRoutes(null, null, null, "r"),
            new AccountRoutes(null, project -> List.of()),
            new TemplateRoutes(new Templates()),
            new TransferRoutes(null, new FunctionRoutes(null, null, ApiProfile.CURRENT, "r"), null, "r", 0),
            new ReservationRoutes(null, "r"));

    private static final MeasureRoutes MEASURES = new MeasureRoutes(
            new MetricRoutes(null, null, null, null, null, "r"),
            new StatisticRoutes(null, null, null, "r"),
            new HealthRoutes(null, () -> "", () -> null, ""));

    private static final ObserveRoutes OBSERVE = new ObserveRoutes(
            new LogRoutes(null, null, "r"), new AuditRoutes(null), new LtsRoutes(null, null, null, "r"));

    private static final Unserved UNSERVED = new Unserved(null, "r");

    private final String document = read();

    @Test
    void every_route_is_listed_with_its_action() {
        assertThat(routes())
                .filteredOn(route -> !Unserved.isOne(route))
                .allSatisfy(route -> assertThat(document).contains(row(route)));
    }

    @Test
    void every_operation_of_the_sdks_is_listed_with_whether_it_is_served() {
        assertThat(SdkOperation.ALL).hasSizeGreaterThan(90).allSatisfy(operation -> {
            var serving = routes().stream().filter(operation::isServedBy).toList();
            assertThat(serving).hasSize(1);
            assertThat(document)
                    .contains("| %s | `%s` | %s | %s |"
                            .formatted(
                                    operation.method(),
                                    operation.template(),
                                    operation.name(),
                                    Unserved.isOne(serving.getFirst()) ? "501" : "yes"));
        });
    }

    @Test
    void every_error_code_is_listed_with_its_status_and_standard_text() {
        assertThat(Stream.of(ErrorCode.values()))
                .allSatisfy(code -> assertThat(document)
                        .contains(
                                "| %s | %d | %s |".formatted(code.wireCode(), code.httpStatus(), code.standardText())));
    }

    static List<Route> routes() {
        return Routes.table(
                        FUNCTIONS,
                        VERSIONS,
                        ALIASES,
                        INVOKE,
                        ASYNC,
                        TRIGGERS,
                        NOTIFICATIONS,
                        IAM,
                        RUNTIMES,
                        RESOURCES,
                        MEASURES,
                        OBSERVE,
                        UNSERVED,
                        0)
                .routes();
    }

    private static String row(Route route) {
        Action action = route.action();
        return "| %s | `%s` | %s|"
                .formatted(route.method(), route.template(), action == null ? "" : action.wireName() + " ");
    }

    private static String read() {
        try {
            return Files.readString(Path.of(System.getProperty("funcgraph.root"), "docs", "compatibility.md"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
