package funcgraph.domain;

import java.util.List;

/** Why a request of the control plane is not carried out. Nothing has been changed when one of these is answered. */
public sealed interface Refusal {

    /** The path's URN is none of the six forms. {@code why} names the part and what is allowed. */
    record BadUrn(String urn, String why) implements Refusal {}

    /** The URN names a project that is not the one of the path. */
    record ForeignProject(String projectId) implements Refusal {}

    /** No function of that name. */
    record NoFunction(FunctionKey key) implements Refusal {}

    /** The function has no such published version. */
    record NoVersion(FunctionKey key, String version) implements Refusal {}

    /** The function has no such alias. */
    record NoAlias(FunctionKey key, String alias) implements Refusal {}

    /** The name is taken in this package. */
    record FunctionExists(FunctionKey key) implements Refusal {}

    /** Only the head can be changed: published versions are immutable, aliases only move. */
    record NotTheHead(Qualifier qualifier) implements Refusal {}

    /** {@code latest} cannot be deleted by itself. */
    record HeadNotDeletable(FunctionKey key) implements Refusal {}

    /** The name is taken by another version. */
    record VersionExists(FunctionKey key, String version) implements Refusal {}

    /** The head is what {@code last} is, the version published last. */
    record NothingToPublish(FunctionKey key, String last) implements Refusal {}

    /** The head's code has another digest than the caller thinks. */
    record DigestMoved(String expected, String actual) implements Refusal {}

    /** The function already has as many versions as it may, the head included. */
    record TooManyVersions(int allowed) implements Refusal {}

    /** An alias sends some calls to the version, which cannot be deleted therefore. */
    record AdditionalVersion(String version, String alias) implements Refusal {}

    /** The name is taken by another alias. */
    record AliasExists(FunctionKey key, String alias) implements Refusal {}

    /** The version already has an alias, and it may have but one. */
    record VersionHasAlias(String version, String alias) implements Refusal {}

    /** The function already has as many aliases as it may. */
    record TooManyAliases(int allowed) implements Refusal {}

    /** Triggers hang on the alias, which cannot be deleted therefore. */
    record AliasHasTriggers(String alias) implements Refusal {}

    /** What a version or an alias is asked to be breaks one or more rules; never empty, in the order of the fields. */
    record BadPublication(List<Flaw> flaws) implements Refusal {
        public BadPublication {
            flaws = List.copyOf(flaws);
            if (flaws.isEmpty()) {
                throw new IllegalArgumentException("no flaw, no refusal");
            }
        }
    }

    /** One or more fields break a rule, in the page's order; never empty. */
    record BadFields(List<Violation> violations) implements Refusal {
        public BadFields {
            violations = List.copyOf(violations);
            if (violations.isEmpty()) {
                throw new IllegalArgumentException("no violation, no refusal");
            }
        }
    }

    /** The caller's {@code If-Match} revision no longer holds. */
    record RevisionMoved(long expected, long actual) implements Refusal {}

    /** The project already has as many functions as it may. */
    record TooManyFunctions(int allowed) implements Refusal {}

    /** The project's code would exceed its quota. */
    record TooMuchCode(long allowedBytes) implements Refusal {}

    /** A package is larger than its way of upload allows. {@code inline} tells inline code from archives. */
    record CodeTooLarge(boolean inline, long sizeBytes, long allowedBytes) implements Refusal {}

    /** The code has to be compiled and does not: {@code output} is what the compiler said. */
    record CodeNotBuilt(String output) implements Refusal {}

    /** The code has to be compiled and cannot be now; {@code why} names the remedy. */
    record NoBuilder(String why) implements Refusal {}

    /** The store could not begin; nothing was done, and the same request may be sent again. */
    record StoreBusy(String why) implements Refusal {}

    /** What else than functions, versions and aliases a refusal can be about. */
    enum Resource {
        DEPENDENCY,
        DEPENDENCY_NAME,
        EVENT
    }

    /** None of that id. */
    record NotThere(Resource resource, String id) implements Refusal {}

    /** The name is taken. */
    record Taken(Resource resource, String name) implements Refusal {}

    /** There already are as many as there may be. */
    record TooMany(Resource resource, int allowed) implements Refusal {}

    /** The project's logs have been turned on before. */
    record LogsAreOn() implements Refusal {}

    /** Functions or versions use the dependency version, which cannot be deleted therefore. */
    record DependencyInUse(String id) implements Refusal {}

    /** It belongs to another project, or, when it is to be changed, to everybody. */
    record ForeignDependency(String id) implements Refusal {}

    /** One or more rules are broken; never empty, in the order of the fields. */
    record Flawed(List<Flaw> flaws) implements Refusal {
        public Flawed {
            flaws = List.copyOf(flaws);
            if (flaws.isEmpty()) {
                throw new IllegalArgumentException("no flaw, no refusal");
            }
        }
    }

    /** No agency of that name serves the project, and functions may name only such as do. */
    record NoAgency(String name) implements Refusal {}

    /** The object store has no object at that URL. */
    record NoSuchObject(String url) implements Refusal {}

    /** The object store did not give the object in time or at all; nothing is known about the object itself. */
    record ObjectStoreFailed(String url, String why) implements Refusal {}

    /** What a request of the asynchronous API says is wrong; one sentence each, never empty. */
    record BadAsync(List<String> problems) implements Refusal {
        public BadAsync {
            problems = List.copyOf(problems);
        }
    }

    /** The function is disabled: nothing is accepted for it. */
    record FunctionDisabled(FunctionKey key) implements Refusal {}

    /** As many asynchronous invocations wait as may: of the function, or of all. */
    record QueueFull(boolean ofFunction, long capacity) implements Refusal {}

    /** An event that a trigger makes is larger than an asynchronous invocation takes. */
    record EventTooLarge(long sizeBytes, long allowedBytes) implements Refusal {}

    /** No asynchronous configuration was made for that version or alias. */
    record NoAsyncConfig(FunctionKey key, String qualifier) implements Refusal {}

    /** No asynchronous invocation of that id that could be cancelled. {@code why} says what there is instead. */
    record NotCancellable(String requestId, String why) implements Refusal {}

    /** There is no such type of trigger. */
    record NoTriggerType(String type) implements Refusal {}

    /** Something is wrong with a trigger, or it is not there. {@code why} is for the caller. */
    record BadTrigger(TriggerType type, TriggerFault fault, String why) implements Refusal {}

    /** The version or alias has as many triggers as it may. */
    record TooManyTriggers(int allowed) implements Refusal {}

    /** The project has as many triggers whose events are fetched as it may. */
    record TooManyPullTriggers(int allowed) implements Refusal {}

    /** More reserved instances than there may ever be. {@code why} says which limit it is. */
    record TooManyReserved(String why) implements Refusal {}

    /** A version and its alias cannot both have reserved instances. {@code other} is the one that has. */
    record ReservedElsewhere(String qualifier, String other) implements Refusal {}
}
