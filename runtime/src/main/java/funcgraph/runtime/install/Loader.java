package funcgraph.runtime.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a program finds the libraries that came with it. Debian's programs expect theirs in the system's folders, and those
 * of a newer suite a newer C library, too. A variable such as {@code LD_LIBRARY_PATH} would reach every child of user
 * code, so a script with the program's name starts the dynamic loader by its own name and tells it alone. That works at
 * any place where the tree is seen.
 */
final class Loader {

    /** Below a home, as in Debian's packages. */
    static final Path LIBRARIES = Path.of("lib/x86_64-linux-gnu");

    private static final String NAME = "ld-linux-x86-64.so.2";
    private static final String SYSTEMS = "/lib64/" + NAME;

    private Loader() {}

    /** Moves all libraries of unpacked packages below {@code home}, with links that lead nowhere else. */
    static void collect(Path root, Path home) throws IOException {
        for (String folder : new String[] {"usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu"}) {
            Path unpacked = root.resolve(folder);
            if (Files.isDirectory(unpacked)) {
                Trees.ownWhatLinksLeadTo(unpacked, root);
                Trees.merge(unpacked, home.resolve(LIBRARIES));
            }
        }
    }

    /**
     * Puts a script in the place of {@code bin/name}, which becomes {@code bin/name.bin}.
     *
     * @param ownLibrary whether the C library came with it
     * @param arguments what stands before the caller's, in the shell's words; {@code $here} is the folder {@code bin}
     */
    static void wrap(Path home, String name, boolean ownLibrary, String arguments) throws IOException {
        Path bin = home.resolve("bin");
        Files.move(bin.resolve(name), bin.resolve(name + ".bin"));
        String loader = ownLibrary ? "$here/../" + LIBRARIES + "/" + NAME : SYSTEMS;
        Trees.script(
                bin.resolve(name), """
                #!/bin/sh
                here=${0%%/*}
                exec "%s" --library-path "$here/../%s" --argv0 "$0" "$here/%s.bin"%s "$@"
                """.formatted(loader, LIBRARIES, name, arguments.isEmpty() ? "" : " " + arguments));
    }

    /**
     * The same for a program that looks for its home from where the kernel says that it is, which is where the loader is:
     * the loader lies beside it, as {@code bin/ld.so}.
     *
     * @param program relative to the home, such as {@code bin/java}
     */
    static void wrapByPlace(Path home, String program) throws IOException {
        Path file = home.resolve(program);
        Path loader = home.resolve("bin/ld.so");
        if (!Files.exists(loader)) {
            Files.copy(home.resolve(LIBRARIES).resolve(NAME), loader);
        }
        Path real = Path.of(file + ".bin");
        Files.move(file, real);
        Trees.script(file, """
                #!/bin/sh
                here=${0%%/*}
                exec "$here/../bin/ld.so" --library-path "$here/../%s" "$here/%s" "$@"
                """.formatted(LIBRARIES, real.getFileName()));
    }
}
