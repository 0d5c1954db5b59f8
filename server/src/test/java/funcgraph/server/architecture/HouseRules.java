package funcgraph.server.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The rules on compiled classes, for a house that stands below a root package. The house is {@code funcgraph}; the
 * sinners live in a small house of their own, {@code funcgraph.sinners}, so that the very same rules are tried on both.
 */
final class HouseRules {
    private static final String[] SQL = {
        "java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..", "org.sqlite..", "org.postgresql.."
    };
    private static final String[] EVENT_LOOPS = {"io.vertx..", "io.netty.."};
    private static final String UNSPEAKABLE = ".*(Manager|Helper|Utils?|Common|Impl|Base|Info|Processor)";

    private final String root;

    private HouseRules(String root) {
        this.root = root;
    }

    static List<HouseRule> under(String root) {
        return new HouseRules(root).all();
    }

    private List<HouseRule> all() {
        var rules = new ArrayList<HouseRule>();
        for (Floor floor : Floor.values()) {
            rules.add(
                    new HouseRule(floor.module() + " sees only floors below it", seesOnlyBelow(floor), upward(floor)));
        }
        rules.add(new HouseRule("packages form no cycle", noCycles(), "Egg"));
        rules.add(new HouseRule("invoke never sees control", invokeWithoutControl(), "AsksControl"));
        rules.add(new HouseRule("SQL stays in store", sqlInStore(), "SpeaksSql"));
        rules.add(new HouseRule("event loops stay in http, server, runtime and invoke", eventLoops(), "ReturnsFuture"));
        rules.add(new HouseRule("only runtime starts processes", processesInRuntime(), "StartsProcess"));
        rules.add(new HouseRule("only runtime looks after processes", processesInRuntime(), "WatchesProcess"));
        rules.add(new HouseRule("invoke leaves the event loop to reach the store", storeDoor(), "BlocksTheLoop"));
        rules.add(new HouseRule("invoke reaches the store by one door", storeDoor(), "SecondDoor"));
        rules.add(new HouseRule("engine and domain read no clock", noClock(), "ReadsClock"));
        rules.add(new HouseRule("engine and domain draw no randomness", noRandomness(), "RollsDice"));
        rules.add(new HouseRule("names can be said aloud", names(), "FunctionManager"));
        rules.add(new HouseRule("accessors have no get-prefix", noGetters(), "HasGetter"));
        rules.add(new HouseRule("only programs write to standard output", standardOutput(), "Prints"));
        return rules;
    }

    private ArchRule seesOnlyBelow(Floor floor) {
        var unseen = floor.unseenModules().stream().map(this::in).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(in(floor.module()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(unseen)
                .allowEmptyShould(true);
    }

    private static String upward(Floor floor) {
        var module = floor.module();
        return "Upward" + module.substring(0, 1).toUpperCase(Locale.ROOT) + module.substring(1);
    }

    private ArchRule noCycles() {
        return slices().matching(root + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);
    }

    private ArchRule invokeWithoutControl() {
        return noClasses()
                .that()
                .resideInAPackage(in("engine.invoke"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("engine.control"))
                .allowEmptyShould(true);
    }

    private ArchRule sqlInStore() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("store"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SQL);
    }

    private ArchRule eventLoops() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("http"), in("server"), in("runtime"), in("engine.invoke"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(EVENT_LOOPS);
    }

    /**
     * The benchmark starts servers as a person would, so it is let off; and anybody may read the own pid, which says in a
     * lock file who holds it.
     */
    private ArchRule processesInRuntime() {
        var others = target(owner(assignableTo(ProcessHandle.class)))
                .or(target(owner(assignableTo(ProcessHandle.Info.class))))
                .and(DescribedPredicate.not(target(nameMatching("current|pid"))));
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("runtime"), in("bench"))
                .should()
                .dependOnClassesThat(assignableTo(ProcessBuilder.class).or(assignableTo(Process.class)))
                .orShould()
                .callMethodWhere(others)
                .orShould()
                .callMethodWhere(called(Runtime.class, "exec"));
    }

    private ArchRule storeDoor() {
        return classes()
                .that()
                .resideInAPackage(in("engine.invoke"))
                .should(new OneDoorToTheStore(root + ".store"))
                .allowEmptyShould(true);
    }

    /** Not {@code System.nanoTime}: it measures a span, and tells nobody what time it is. */
    private ArchRule noClock() {
        var wallClock = called(System.class, "currentTimeMillis")
                .or(called(Clock.class, "system.*"))
                .or(target(owner(DescribedPredicate.describe(
                                "java.time", type -> type.getPackageName().equals("java.time"))))
                        .and(target(nameMatching("now")))
                        .and(DescribedPredicate.describe(
                                "without a clock",
                                call -> call.getTarget().getRawParameterTypes().isEmpty())));
        return pure().callMethodWhere(wallClock).allowEmptyShould(true);
    }

    private ArchRule noRandomness() {
        return pure().callMethodWhere(called(UUID.class, "randomUUID")
                        .or(called(Math.class, "random"))
                        .or(called(ThreadLocalRandom.class, "current")))
                .orShould()
                .callConstructorWhere(target(owner(assignableTo(Random.class))))
                .allowEmptyShould(true);
    }

    private ClassesShould pure() {
        return noClasses().that().resideInAnyPackage(in("engine"), in("domain")).should();
    }

    private ArchRule names() {
        return noClasses().that().resideInAPackage(root + "..").should().haveNameMatching(UNSPEAKABLE);
    }

    /** A getter that a library's interface asks for is not ours to name. */
    private ArchRule noGetters() {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(root + "..")
                .should(new NoGetPrefix());
    }

    private ArchRule standardOutput() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(in("server"), in("cli"), in("bench"))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err");
    }

    private static DescribedPredicate<JavaCall<?>> called(Class<?> type, String method) {
        return target(owner(assignableTo(type))).and(target(nameMatching(method)));
    }

    private String in(String part) {
        return root + "." + part + "..";
    }
}
