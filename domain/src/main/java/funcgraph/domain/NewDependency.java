package funcgraph.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants a dependency's new version to be. All is text as it was sent, {@code ""} when absent.
 *
 * @param file the decoded archive, empty when there is none, null when it could not be decoded
 */
public record NewDependency(
        String name, String runtime, String type, String link, byte @Nullable [] file, String description) {

    public static final String ZIP = "zip";
    public static final String OBS = "obs";

    private static final Pattern NAME = Pattern.compile("[A-Za-z]([A-Za-z0-9_.-]{0,94}[A-Za-z0-9])?");
    private static final String NAME_RULE =
            "1 to 96 letters, digits, '_', '.' or '-', beginning with a letter and ending with a letter or digit";

    /**
     * Finds all flaws, in the order of the fields.
     *
     * @param largestBytes of an archive that comes with the request
     */
    public List<Flaw> flaws(int longestDescription, long largestBytes) {
        var found = new ArrayList<Flaw>();
        if (!NAME.matcher(name).matches()) {
            found.add(new Flaw("name", name, NAME_RULE, Flaw.Rule.DEPENDENCY));
        }
        if (namedRuntime().isEmpty()) {
            found.add(new Flaw("runtime", runtime, RuntimeName.allowed(), Flaw.Rule.RUNTIME));
        }
        archive(largestBytes).ifPresent(found::add);
        if (description.codePointCount(0, description.length()) > longestDescription) {
            found.add(new Flaw(
                    "description",
                    description,
                    "at most " + longestDescription + " characters",
                    Flaw.Rule.DESCRIPTION));
        }
        return found;
    }

    public Optional<RuntimeName> namedRuntime() {
        return RuntimeName.parse(runtime);
    }

    private Optional<Flaw> archive(long largestBytes) {
        return switch (type) {
            case ZIP -> file(largestBytes);
            case OBS ->
                Urls.isObjectUrl(link)
                        ? Optional.empty()
                        : Optional.of(new Flaw("depend_link", link, Urls.ALLOWED, Flaw.Rule.DEPENDENCY));
            default -> Optional.of(new Flaw("depend_type", type, "zip, obs", Flaw.Rule.DEPENDENCY_TYPE));
        };
    }

    private Optional<Flaw> file(long largestBytes) {
        if (file == null || file.length == 0) {
            return Optional.of(new Flaw(
                    "depend_file", file == null ? "something else" : "", "base64 of a zip", Flaw.Rule.DEPENDENCY));
        }
        return file.length <= largestBytes
                ? Optional.empty()
                : Optional.of(new Flaw(
                        "depend_file",
                        file.length + " bytes",
                        "at most " + largestBytes + " bytes; a larger one by depend_link",
                        Flaw.Rule.FILE_SIZE));
    }
}
