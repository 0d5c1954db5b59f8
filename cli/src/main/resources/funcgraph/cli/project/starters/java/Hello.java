package example;

import java.util.Collections;
import java.util.Map;

/** A second parameter may be the platform's Context; it needs the platform's SDK to compile, and this does not. */
public class Hello {

    public Map<String, String> handle(Map<String, Object> event) {
        Object name = event.containsKey("name") ? event.get("name") : "world";
        System.out.println("greeting " + name);
        String greeting = System.getenv().getOrDefault("greeting", "Hello");
        return Collections.singletonMap("message", greeting + ", " + name + "!");
    }
}
