package funcgraph.runtime.install;

import java.io.IOException;
import java.util.List;

/** How the tree of a runtime is made out of packages. */
sealed interface Recipe permits NodeRecipe, DotnetRecipe, PythonRecipe, PhpRecipe, JavaRecipe, GoRecipe {

    /** What is fetched, for people. */
    String source();

    /** Fetches, and fills the home. */
    void layOut(Workplace at) throws InstallFailed, IOException;

    /** The interpreter, below the home. */
    String executable();

    /** What makes it say its version. */
    List<String> versionQuestion();
}
