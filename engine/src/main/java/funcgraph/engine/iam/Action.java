package funcgraph.engine.iam;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a user may be allowed to do, one per kind of request (functiongraph-api 3.5, end). */
public enum Action {
    LIST_FUNCTIONS("FunctionGraph:function:list"),
    SHOW_CONFIG("FunctionGraph:function:getConfig"),
    SHOW_CODE("FunctionGraph:function:getCode"),
    CREATE_FUNCTION("FunctionGraph:function:create"),
    DELETE_FUNCTION("FunctionGraph:function:delete"),
    UPDATE_CODE("FunctionGraph:function:updateCode"),
    UPDATE_CONFIG("FunctionGraph:function:updateConfig"),
    CREATE_VERSION("FunctionGraph:function:createVersion"),
    LIST_VERSIONS("FunctionGraph:function:listVersion"),
    CREATE_ALIAS("FunctionGraph:function:createAlias"),
    UPDATE_ALIAS("FunctionGraph:function:updateAlias"),
    DELETE_ALIAS("FunctionGraph:function:deleteAlias"),
    SHOW_ALIAS("FunctionGraph:function:getAlias"),
    LIST_ALIASES("FunctionGraph:function:listAlias"),
    INVOKE("FunctionGraph:function:invoke"),
    INVOKE_ASYNC("FunctionGraph:function:invokeAsync"),
    SHOW_ASYNC_CONFIG("FunctionGraph:function:getAsyncInvokeConfig"),
    UPDATE_ASYNC_CONFIG("FunctionGraph:function:updateAsyncInvokeConfig"),
    DELETE_ASYNC_CONFIG("FunctionGraph:function:deleteAsyncInvokeConfig"),
    LIST_ASYNC_CONFIGS("FunctionGraph:function:listAsyncInvokeConfig"),
    LIST_ASYNC_INVOCATIONS("FunctionGraph:function:listAsyncInvocations"),
    CANCEL_ASYNC("FunctionGraph:function:cancelAsyncInvocation"),
    ENABLE_ASYNC_LOG("FunctionGraph:function:enableAsyncStatusLog"),
    SHOW_ASYNC_LOG("FunctionGraph:function:getAsyncStatusLog"),
    LIST_TRIGGERS("FunctionGraph:trigger:listSpecifiedFunctionTriggers"),
    SHOW_TRIGGER("FunctionGraph:trigger:get"),
    DELETE_TRIGGERS("FunctionGraph:trigger:deleteSpecifiedFunctionTriggers"),
    CREATE_TRIGGER("FunctionGraph:trigger:create"),
    UPDATE_TRIGGER("FunctionGraph:trigger:update"),
    DELETE_TRIGGER("FunctionGraph:trigger:delete"),
    CREATE_DEPENDENCY("FunctionGraph:dependency:create"),
    LIST_DEPENDENCIES("FunctionGraph:dependency:list"),
    SHOW_DEPENDENCY("FunctionGraph:dependency:get"),
    UPDATE_DEPENDENCY("FunctionGraph:dependency:update"),
    DELETE_DEPENDENCY("FunctionGraph:dependency:delete"),
    CREATE_EVENT("FunctionGraph:function:createEvent"),
    LIST_EVENTS("FunctionGraph:function:listEvent"),
    SHOW_EVENT("FunctionGraph:function:getEvent"),
    UPDATE_EVENT("FunctionGraph:function:updateEvent"),
    DELETE_EVENT("FunctionGraph:function:deleteEvent"),
    CREATE_TAGS("FunctionGraph:function:createTag"),
    DELETE_TAGS("FunctionGraph:function:deleteTag"),
    LIST_TAGS("FunctionGraph:function:listTag"),
    EXPORT_FUNCTION("FunctionGraph:function:export"),
    IMPORT_FUNCTION("FunctionGraph:function:import"),
    LIST_TEMPLATES("FunctionGraph:function:listTemplate"),
    SHOW_QUOTAS("FunctionGraph:quota:list"),
    ENABLE_LOGS("FunctionGraph:function:enableLtsLog"),
    SHOW_LOG("FunctionGraph:function:getLtsLog"),
    SHOW_METRICS("FunctionGraph:function:getMetrics"),
    LIST_AUDIT("FunctionGraph:audit:list"),
    SHOW_TRACING("FunctionGraph:function:getTracing"),
    UPDATE_TRACING("FunctionGraph:function:updateTracing"),
    LIST_RESERVED("FunctionGraph:function:listReservedInstance"),
    UPDATE_RESERVED("FunctionGraph:function:updateReservedInstance");

    private final String wireName;

    Action(String wireName) {
        this.wireName = wireName;
    }

    /** The name in policies and in error messages, {@code FunctionGraph:function:updateConfig}. */
    public String wireName() {
        return wireName;
    }

    /** Whether it changes what is kept: showing and calling do not. */
    public boolean changes() {
        var verb = wireName.substring(wireName.lastIndexOf(':') + 1);
        return !verb.startsWith("list")
                && !verb.startsWith("get")
                && !verb.startsWith("invoke")
                && !verb.equals("export");
    }

    /** Every action that at least one of the patterns names. */
    static Set<Action> matching(Collection<ActionPattern> patterns) {
        var matched = EnumSet.noneOf(Action.class);
        for (var action : values()) {
            if (patterns.stream().anyMatch(pattern -> pattern.matches(action.wireName))) {
                matched.add(action);
            }
        }
        return Collections.unmodifiableSet(matched);
    }
}
