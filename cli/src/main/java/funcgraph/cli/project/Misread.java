package funcgraph.cli.project;

import java.util.List;

/** A file of the user's cannot be understood; the message names the file, the field and what is allowed. */
public final class Misread extends RuntimeException {

    public Misread(String message) {
        super(message);
    }

    static Misread of(String file, List<String> problems) {
        return new Misread(String.join(
                "\n", problems.stream().map(each -> file + ": " + each).toList()));
    }
}
