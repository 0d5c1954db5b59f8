package funcgraph.store;

import java.util.Optional;

/**
 * Which functions of a project are meant.
 *
 * @param packageName this package alone, exactly as written
 * @param nameContains names that hold this text, upper and lower case told apart; an empty text is held by all
 */
public record FunctionFilter(String projectId, Optional<String> packageName, Optional<String> nameContains) {

    public FunctionFilter {
        nameContains = nameContains.filter(text -> !text.isEmpty());
    }

    public static FunctionFilter ofProject(String projectId) {
        return new FunctionFilter(projectId, Optional.empty(), Optional.empty());
    }
}
