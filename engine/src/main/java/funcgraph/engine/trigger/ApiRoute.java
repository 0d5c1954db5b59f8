package funcgraph.engine.trigger;

import funcgraph.domain.FunctionUrn;
import funcgraph.domain.trigger.ApiSpec;

/** An API of the gateway, and the function behind it. {@code triggerId} is the API's id as well. */
public record ApiRoute(String triggerId, String functionId, FunctionUrn urn, ApiSpec api) {}
