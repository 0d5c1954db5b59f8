package funcgraph.server.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The data plane runs on event loops and the store blocks, so of all classes of {@code engine.invoke} at most one, with
 * those nested in it, may use the store; and it must call {@code requireOffLoop}, which refuses to go on where it would block a loop.
 */
final class OneDoorToTheStore extends ArchCondition<JavaClass> {
    private static final String GUARD = "requireOffLoop";

    private final String store;
    private final TreeSet<String> doors = new TreeSet<>();
    private final TreeMap<String, Boolean> leavesTheLoop = new TreeMap<>();

    OneDoorToTheStore(String store) {
        super("reach %s through one class that leaves the event loop", store);
        this.store = store;
    }

    @Override
    public void init(Collection<JavaClass> all) {
        doors.clear();
        leavesTheLoop.clear();
        for (JavaClass type : all) {
            if (usesStore(type)) {
                doors.add(outermost(type));
            }
            leavesTheLoop.merge(outermost(type), hops(type), Boolean::logicalOr);
        }
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!usesStore(type)) {
            return;
        }
        if (doors.size() > 1) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " is one of several doors: " + doors));
        }
        if (!leavesTheLoop.getOrDefault(outermost(type), false)) {
            events.add(
                    SimpleConditionEvent.violated(type, type.getName() + " uses the store and never calls " + GUARD));
        }
    }

    private boolean usesStore(JavaClass type) {
        return dependencies(type).anyMatch(this::isStore);
    }

    private boolean isStore(JavaClass target) {
        return target.getPackageName().equals(store) || target.getPackageName().startsWith(store + ".");
    }

    private static boolean hops(JavaClass type) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTarget().getName().equals(GUARD));
    }

    private static Stream<JavaClass> dependencies(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream().map(Dependency::getTargetClass);
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(OneDoorToTheStore::outermost).orElse(type.getName());
    }
}
