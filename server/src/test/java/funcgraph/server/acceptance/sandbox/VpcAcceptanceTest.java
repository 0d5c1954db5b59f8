package funcgraph.server.acceptance.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Deployed;
import funcgraph.server.acceptance.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Networks that the configuration declares, as functions name and join them. Needs root and bubblewrap to join. */
class VpcAcceptanceTest {

    private static PackagedServer server;
    private static Api api;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare().config("""
                        vpcs:
                        - {id: vpc-1, name: office, subnets: [
                            {id: sub-1, name: floor, cidr: 10.81.0.0/24, gateway: 10.81.0.1, dns: [10.81.0.2]},
                            {id: sub-2, cidr: 10.82.0.0/24}]}
                        - {id: vpc-2, subnets: []}
                        """).start();
        api = Api.of(server);
        api.create(Sample.inline("f", "Python3.9", "index.handler", """
                import socket
                def handler(event, context):
                    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                    try:
                        s.connect((event, 9))
                        return [s.getsockname()[0], open("/etc/resolv.conf").read()]
                    except OSError as e:
                        return ["unreachable", ""]
                """)).ok();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String vpc(String vpc, String subnet) {
        return "{\"func_vpc\": {\"vpc_id\": \"%s\", \"subnet_id\": \"%s\"}}".formatted(vpc, subnet);
    }

    @Test
    void unknown_networks_are_refused_with_their_codes() {
        assertThat(api.updateConfig("f", vpc("vpc-9", "sub-1"))
                        .refused(400, "FSS.1036")
                        .message())
                .contains("vpc-9", "vpc-1, vpc-2");
        assertThat(api.updateConfig("f", vpc("vpc-1", "sub-9"))
                        .refused(400, "FSS.1037")
                        .message())
                .contains("sub-9", "sub-1, sub-2");
        api.updateConfig("f", vpc("vpc-2", "sub-1")).refused(400, "FSS.1037");
    }

    @Test
    void function_joins_its_network_and_leaves_it_again() {
        var f = new Deployed(api, "f");
        var shown = f.change(vpc("vpc-1", "sub-1")).path("func_vpc");
        assertThat(shown.path("vpc_name").asString()).isEqualTo("office");
        assertThat(shown.path("cidr").asString()).isEqualTo("10.81.0.0/24");
        assertThat(shown.path("gateway").asString()).isEqualTo("10.81.0.1");
        var inside = f.result("\"10.81.0.77\"");
        assertThat(inside.get(0).asString()).startsWith("10.81.0.");
        assertThat(inside.get(1).asString()).isEqualTo("nameserver 10.81.0.2\n");
        f.change(vpc("vpc-1", "sub-2"));
        assertThat(f.result("\"10.82.0.77\"").get(0).asString()).startsWith("10.82.0.");
        assertThat(f.result("\"10.81.0.77\"").get(0).asString()).isEqualTo("unreachable");
        f.change("{\"func_vpc\": {}}");
        assertThat(f.result("\"10.82.0.77\"").get(0).asString()).doesNotStartWith("10.82.");
    }
}
