package funcgraph.server.architecture;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** {@code function.memoryMb()}, not {@code function.getMemoryMb()}; except where a supertype has named the method. */
final class NoGetPrefix extends ArchCondition<JavaMethod> {
    NoGetPrefix() {
        super("have no get-prefix of their own");
    }

    @Override
    public void check(JavaMethod method, ConditionEvents events) {
        if (method.getName().matches("get[A-Z].*") && !isInherited(method)) {
            events.add(SimpleConditionEvent.violated(method, method.getFullName() + " has a get-prefix"));
        }
    }

    private static boolean isInherited(JavaMethod method) {
        var owner = method.getOwner();
        return Stream.concat(owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
                .flatMap(type -> type.getMethods().stream())
                .anyMatch(other -> other.getName().equals(method.getName()));
    }
}
