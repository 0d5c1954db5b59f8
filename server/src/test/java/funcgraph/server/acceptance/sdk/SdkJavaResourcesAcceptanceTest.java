package funcgraph.server.acceptance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.huaweicloud.sdk.core.auth.BasicCredentials;
import com.huaweicloud.sdk.core.exception.ClientRequestException;
import com.huaweicloud.sdk.functiongraph.v2.FunctionGraphClient;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateDependencyRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateDependencyVersionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateEventRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.CreateEventRequestBody;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteDependencyVersionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.DeleteEventRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListDependenciesRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListDependencyVersionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ListEventsRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowDependencyVersionRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowEventRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.ShowFunctionConfigRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateEventRequest;
import com.huaweicloud.sdk.functiongraph.v2.model.UpdateEventRequestBody;
import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Sample;
import funcgraph.server.acceptance.Zips;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The official Java SDK, unmodified, on dependencies and test events (functiongraph-api 2.6, 2.9, 7.4). */
class SdkJavaResourcesAcceptanceTest {

    private static PackagedServer server;
    private static FunctionGraphClient client;

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
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String known(String name) {
        return server.credentials().path(name).asString();
    }

    @Test
    void a_dependency_from_upload_to_deletion() {
        var created = client.createDependencyVersion(new CreateDependencyVersionRequest()
                .withBody(new CreateDependencyRequestBody()
                        .withName("lib")
                        .withRuntime(CreateDependencyRequestBody.RuntimeEnum.PYTHON3_9)
                        .withDependType("zip")
                        .withDependFile(Base64.getEncoder().encodeToString(Zips.of("lib.py", "A = 1")))));
        assertThat(created.getVersion()).isEqualTo(1);
        assertThat(created.getLastModified()).isGreaterThan(1_000_000_000L);

        var listed = client.listDependencies(new ListDependenciesRequest());
        assertThat(listed.getCount()).isEqualTo(1);
        assertThat(listed.getDependencies().getFirst().getId()).isEqualTo(created.getDepId());
        var versions =
                client.listDependencyVersion(new ListDependencyVersionRequest().withDependId(created.getDepId()));
        assertThat(versions.getDependencies().getFirst().getId()).isEqualTo(created.getId());
        var shown = client.showDependencyVersion(new ShowDependencyVersionRequest()
                .withDependId(created.getDepId())
                .withVersion("1"));
        assertThat(shown.getEtag()).isEqualTo(created.getEtag());

        var api = Api.of(server);
        var request = Sample.python("user");
        request.putArray("depend_version_list").add(created.getId());
        api.create(request).ok();
        var function = client.showFunctionConfig(new ShowFunctionConfigRequest().withFunctionUrn(api.urn("user")));
        assertThat(function.getDependVersionList()).containsExactly(created.getId());
        assertThat(function.getDependencies().getFirst().getName()).isEqualTo("lib");

        var deletion = new DeleteDependencyVersionRequest()
                .withDependId(created.getDepId())
                .withVersion("1");
        var refused =
                catchThrowableOfType(ClientRequestException.class, () -> client.deleteDependencyVersion(deletion));
        assertThat(refused.getErrorCode()).isEqualTo("FSS.1033");
        api.delete("user").gone();
        client.deleteDependencyVersion(deletion);
    }

    @Test
    void a_test_event_from_creation_to_deletion() {
        var api = Api.of(server);
        api.create(Sample.python("tried")).ok();
        var urn = api.urn("tried");
        var created = client.createEvent(new CreateEventRequest()
                .withFunctionUrn(urn)
                .withBody(new CreateEventRequestBody().withName("first").withContent("e30=")));
        client.updateEvent(new UpdateEventRequest()
                .withFunctionUrn(urn)
                .withEventId(created.getId())
                .withBody(new UpdateEventRequestBody().withContent("MQ==")));
        var shown = client.showEvent(new ShowEventRequest().withFunctionUrn(urn).withEventId(created.getId()));
        assertThat(shown.getContent()).isEqualTo("MQ==");
        assertThat(shown.getLastModified()).isNotNull();
        assertThat(client.listEvents(new ListEventsRequest().withFunctionUrn(urn))
                        .getEvents())
                .extracting("name")
                .containsExactly("first");
        client.deleteEvent(new DeleteEventRequest().withFunctionUrn(urn).withEventId(created.getId()));
    }
}
