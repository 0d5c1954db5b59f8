package funcgraph.server;

import funcgraph.domain.trigger.ApiSpec;
import funcgraph.domain.trigger.Trigger;
import funcgraph.domain.trigger.TriggerSpec;
import funcgraph.engine.trigger.GatewayTable;
import funcgraph.http.ApiServer;
import funcgraph.server.config.Config;

/** Where APIs are called: known once the server listens, since a port may be any free one. */
final class GatewayAddress {

    private final Config.Gateway wanted;
    private volatile String root = "";

    GatewayAddress(Config.Gateway wanted) {
        this.wanted = wanted;
    }

    /**
     * The API listens.
     *
     * @param endpoint {@code http://HOST:PORT}
     */
    void listening(String endpoint) {
        if (!wanted.url().isEmpty()) {
            root = wanted.url().replaceFirst("/$", "");
        } else if (wanted.port() == 0) {
            root = endpoint + ApiServer.GATEWAY_PATH;
        } else {
            root = endpoint.substring(0, endpoint.lastIndexOf(':') + 1) + wanted.port();
        }
    }

    /** An API's {@code invoke_url}; parameters of its path stand in it as they are written. */
    String of(Trigger trigger) {
        return trigger.spec() instanceof TriggerSpec.Gateway(ApiSpec api)
                ? root + GatewayTable.prefix(trigger.function().projectId(), api) + api.path()
                : "";
    }
}
