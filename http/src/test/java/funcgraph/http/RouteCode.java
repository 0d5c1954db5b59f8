package funcgraph.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the handler of a route reads, as its compiled code says: the records it binds bodies to, the query parameters,
 * headers and fields it asks for by name, and the error codes it names. It follows calls inside {@code funcgraph.http}, and
 * so does not see what a deeper floor refuses.
 */
record RouteCode(Set<String> records, Set<String> query, Set<String> headers, Set<String> fields, Set<String> codes) {

    /** The word of a table that takes no method: only GET is free. */
    private static final String FREE = "free";

    private static final Set<String> TABLE_WORDS = Set.of("plain", "code", "call", "event", "own", "open", FREE);
    private static final String HTTP = "funcgraph/http/";
    /** Below them nothing is read from a request; the log service's query is read from a body, by a reader of queries. */
    private static final List<String> NOT_FOLLOWED = List.of(
            "funcgraph/http/json/",
            "funcgraph/http/exchange/",
            "funcgraph/http/auth/",
            "funcgraph/http/observe/LtsRoutes$Asked");

    private static final String QUERY = "funcgraph/http/exchange/Query";
    private static final Set<String> QUERY_READS = Set.of("text", "time", "number", "flag");

    private record Method(String owner, String name, String descriptor) {}

    /** The code behind each route that is listed in the classes of this package, by {@code METHOD template}. */
    static Map<String, RouteCode> all(String... tables) {
        var found = new TreeMap<String, RouteCode>();
        for (var table : tables) {
            for (var method : model(HTTP + table).methods()) {
                method.code().ifPresent(code -> collect(code.elementList(), found));
            }
        }
        return found;
    }

    private static void collect(List<CodeElement> code, Map<String, RouteCode> found) {
        var texts = new ArrayList<String>();
        Method handler = null;
        for (var element : code) {
            switch (element) {
                case ConstantInstruction constant
                when constant.constantValue() instanceof String text -> texts.add(text);
                case InvokeDynamicInstruction lambda -> handler = implementation(lambda);
                case InvokeInstruction call
                when TABLE_WORDS.contains(call.name().stringValue())
                        && call.owner().asInternalName().startsWith(HTTP) -> {
                    if (call.name().equalsString(FREE)) {
                        texts.addFirst("GET");
                    }
                    if (handler != null && texts.size() >= 2) {
                        var route = texts.get(texts.size() - 2) + " " + texts.getLast();
                        found.put(route, of(handler));
                    }
                    texts.clear();
                }
                default -> {}
            }
        }
    }

    private static RouteCode of(Method handler) {
        var code = new RouteCode(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        var seen = new HashSet<Method>();
        var open = new ArrayDeque<Method>(List.of(handler));
        while (!open.isEmpty()) {
            var next = open.pop();
            if (seen.add(next)
                    && next.owner.startsWith(HTTP)
                    && (next.owner.equals(QUERY) || NOT_FOLLOWED.stream().noneMatch(next.owner::startsWith))) {
                open.addAll(code.read(next));
            }
        }
        return code;
    }

    /** Notes what one method reads; the answer is what it calls. */
    private List<Method> read(Method method) {
        var called = new ArrayList<Method>();
        var texts = new ArrayList<String>();
        var type = new ArrayList<String>();
        for (var element : elements(method)) {
            switch (element) {
                case ConstantInstruction constant
                when constant.constantValue() instanceof String text -> texts.add(text);
                case ConstantInstruction constant
                when constant.constantValue() instanceof ClassDesc of ->
                    type.add(of.descriptorString().replaceAll("^L|;$", ""));
                case FieldInstruction field
                when field.owner().asInternalName().equals("funcgraph/contract/ErrorCode") ->
                    codes.add(field.name().stringValue());
                case InvokeDynamicInstruction lambda -> {
                    var implementation = implementation(lambda);
                    if (implementation != null) {
                        called.add(implementation);
                    }
                }
                case InvokeInstruction call -> {
                    note(call, texts, type);
                    called.add(new Method(
                            call.owner().asInternalName(),
                            call.name().stringValue(),
                            call.type().stringValue()));
                    texts.clear();
                }
                // What is kept in a variable is no word of the next call.
                case StoreInstruction ignored -> texts.clear();
                default -> {}
            }
        }
        return called;
    }

    private void note(InvokeInstruction call, List<String> texts, List<String> types) {
        var owner = call.owner().asInternalName();
        var name = call.name().stringValue();
        var descriptor = call.type().stringValue();
        boolean binds = (owner.equals("funcgraph/http/json/Json") && name.equals("bind"))
                || (owner.equals("funcgraph/http/iam/IamJson") && name.equals("read"));
        if (binds && !types.isEmpty()) {
            records.add(types.removeLast().replaceAll(".*/", "").replace('$', '_'));
        }
        var named = texts.stream().filter(one -> !one.isEmpty()).toList();
        if (named.isEmpty()) {
            return;
        }
        // get and path take one word, before which others may wait; the others take the name first.
        var text = Set.of("get", "path").contains(name) ? named.getLast() : named.getFirst();
        boolean ofMap = owner.equals("java/util/Map")
                && Set.of("get", "getOrDefault", "containsKey").contains(name);
        boolean reads = descriptor.startsWith("(Ljava/util/Map;Ljava/lang/String;")
                || (descriptor.startsWith("(Lfuncgraph/http/exchange/ApiRequest;Ljava/lang/String;")
                        && asksTheQuery(new Method(owner, name, descriptor)));
        boolean asks = owner.equals(QUERY) && QUERY_READS.contains(name) && !isHeader(text);
        if (ofMap || reads || asks) {
            query.add(text);
        } else if (owner.equals("funcgraph/http/exchange/ApiRequest") && name.equals("header")) {
            headers.add(text);
        } else if (owner.startsWith("tools/jackson/databind/") && name.equals("path")) {
            fields.add(text);
        }
    }

    /** Headers are written with capitals, parameters of queries are not. */
    private static boolean isHeader(String name) {
        return !name.equals(name.toLowerCase(Locale.ROOT));
    }

    private static boolean asksTheQuery(Method method) {
        return elements(method).stream()
                .anyMatch(element -> element instanceof InvokeInstruction call
                        && call.owner().asInternalName().equals("funcgraph/http/exchange/ApiRequest")
                        && call.name().equalsString("query"));
    }

    private static List<CodeElement> elements(Method method) {
        return model(method.owner).methods().stream()
                .filter(one -> one.methodName().stringValue().equals(method.name)
                        && one.methodType().stringValue().equals(method.descriptor))
                .flatMap(one -> one.code().stream())
                .flatMap(code -> code.elementList().stream())
                .toList();
    }

    private static Method implementation(InvokeDynamicInstruction lambda) {
        for (var argument : lambda.invokedynamic().bootstrap().arguments()) {
            if (argument instanceof MethodHandleEntry handle) {
                var to = handle.reference();
                return new Method(
                        to.owner().asInternalName(),
                        to.name().stringValue(),
                        to.type().stringValue());
            }
        }
        return null;
    }

    private static final Map<String, ClassModel> MODELS = new HashMap<>();

    private static ClassModel model(String internalName) {
        return MODELS.computeIfAbsent(internalName, name -> {
            try (var file = RouteCode.class.getResourceAsStream("/" + name + ".class")) {
                return ClassFile.of().parse(file.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
