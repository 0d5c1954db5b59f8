package funcgraph.worker;

import com.google.gson.JsonObject;
import com.huawei.services.runtime.Context;
import com.huawei.services.runtime.entity.timer.TimerTriggerEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The function that is rehearsed: one handler for each kind of event, and one that fails. */
public final class Piece {

    public void prepare(Context context) {
        context.setState(context.getUserData("a"));
    }

    public JsonObject tree(JsonObject event, Context context) {
        context.getLogger()
                .info(context.getRequestID() + context.getToken() + context.getRemainingTimeInMilliSeconds());
        event.addProperty("state", String.valueOf(context.getState()));
        return event;
    }

    public Map<String, Object> map(Map<String, Object> event, Context context) {
        return event;
    }

    public TimerTriggerEvent bean(TimerTriggerEvent event, Context context) {
        return event;
    }

    public String text(String event) {
        return event;
    }

    public @Nullable Object broken(Object event, Context context) {
        if (event instanceof Map) {
            throw new IllegalStateException("as rehearsed");
        }
        return event;
    }
}
