package demo;

import com.google.gson.JsonObject;
import com.huawei.services.runtime.Context;
import com.huawei.services.runtime.entity.apig.APIGTriggerEvent;
import com.huawei.services.runtime.entity.apig.APIGTriggerResponse;
import com.huawei.services.runtime.entity.dis.DISTriggerEvent;
import com.huawei.services.runtime.entity.smn.SMNTriggerEvent;
import com.opentelekomcloud.services.functiongraph.runtime.core.RequestHandler;
import com.opentelekomcloud.services.functiongraph.runtime.events.timer.TimerTriggerEvent;
import java.io.UnsupportedEncodingException;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** One handler for each kind of event that the platform knows. */
public class Events implements RequestHandler<JsonObject, String> {

    public static class Person {
        private String name;
        private int age;
        private String nickname;
    }

    public String text(String event, Context context) {
        return event;
    }

    public JsonObject tree(JsonObject event, com.services.runtime.Context context) {
        return event;
    }

    public Map<String, Object> map(Map<String, Object> event, com.opentelekomcloud.services.runtime.Context context) {
        return event;
    }

    public Object object(Object event, Context context) {
        return event;
    }

    public Person person(Person event, Context context) {
        event.age++;
        return event;
    }

    public String people(List<Person> event, Context context) {
        return event.get(1).name;
    }

    public int number(int event) {
        return event + 1;
    }

    public void nothing(Object event, Context context) {}

    public static String standing(String event, Context context) {
        return "static " + event;
    }

    public APIGTriggerResponse apig(APIGTriggerEvent event, Context context) throws UnsupportedEncodingException {
        return new APIGTriggerResponse(
                200,
                Collections.singletonMap("Content-Type", "text/html"),
                event.getHttpMethod() + " " + event.getPath() + " " + event.getUserdata() + " <" + event.getRawBody()
                        + "> from " + event.getRequestContext().getSourceIp() + " "
                        + event.getQueryStringParameters().get("q"));
    }

    public String dis(DISTriggerEvent event, Context context) throws UnsupportedEncodingException {
        return event.getStreamName() + " " + event.getMessage().getRecords()[0].getRawData();
    }

    public String smn(SMNTriggerEvent event, Context context) {
        return event.getRecord()[0].getSmn().getTopicUrn() + " " + event;
    }

    public String timer(TimerTriggerEvent event, Context context) {
        return event.getTimeAsInstant() + " " + event.getUserEvent();
    }

    @Override
    public String handleRequest(JsonObject event, com.opentelekomcloud.services.runtime.Context context) {
        return "typed " + event;
    }
}
