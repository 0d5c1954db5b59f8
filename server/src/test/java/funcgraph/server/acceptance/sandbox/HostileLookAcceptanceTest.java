package funcgraph.server.acceptance.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import funcgraph.server.PackagedServer;
import funcgraph.server.acceptance.Api;
import funcgraph.server.acceptance.Hostile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a hostile function tries to see, to reach and to become, in a sandbox; needs root and bubblewrap. */
class HostileLookAcceptanceTest {

    private static final String REFUSED = "PermissionError";
    private static final String ABSENT = "FileNotFoundError";

    private static PackagedServer server;
    private static Hostile function;

    @BeforeAll
    static void start() {
        server = PackagedServer.prepare().config("sandbox: {required: true}\n").start();
        var api = Api.of(server);
        function = Hostile.create(api, "hostile", "{}");
        Hostile.create(api, "victim", "{\"user_data\": \"{\\\"secret\\\": \\\"victims-own-secret\\\"}\"}")
                .isWell();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String quoted(Object path) {
        return "\"" + path + "\"";
    }

    @Test
    void data_directory_and_credentials_do_not_exist() {
        var data = server.data().toAbsolutePath();
        assertThat(function.run("answer = tried(lambda: os.listdir(%s))".formatted(quoted(data)))
                        .asString())
                .isEqualTo(ABSENT);
        assertThat(function.run("answer = tried(lambda: open(%s).read())".formatted(quoted(data + "/credentials.json")))
                        .asString())
                .isEqualTo(ABSENT);
        assertThat(function.run("answer = tried(lambda: os.listdir('/proc/1/root/' + %s))".formatted(quoted(data)))
                        .asString())
                .isIn(REFUSED, ABSENT);
    }

    @Test
    void code_of_other_functions_does_not_exist() {
        var found = function.run("""
                answer = []
                for root, dirs, files in os.walk("/"):
                    if root == "/":
                        dirs[:] = [d for d in dirs if d not in ("proc", "usr")]
                    if "runtime" in root:
                        continue
                    answer += [os.path.join(root, f) for f in files if f == "index.py"]
                """);
        assertThat(found.toString()).isEqualTo("[\"/opt/function/code/index.py\"]");
    }

    @Test
    void other_processes_do_not_exist_and_those_there_are_tell_nothing() {
        var seen = function.run("""
                answer = []
                for pid in filter(str.isdigit, os.listdir("/proc")):
                    for file in ("cmdline", "environ", "maps"):
                        answer.append(tried(lambda: open("/proc/%s/%s" % (pid, file), errors="replace").read()))
                """).toString();
        assertThat(seen).doesNotContain("victims-own-secret", ".jar", "credentials.json");
        assertThat(function.run("answer = len(list(filter(str.isdigit, os.listdir('/proc'))))")
                        .intValue())
                .isLessThanOrEqualTo(4);
        assertThat(function.run("answer = tried(lambda: os.kill(1, 9)) + tried(lambda: os.kill(-1, 0))")
                        .asString())
                .startsWith(REFUSED);
    }

    @Test
    void doors_of_the_server_are_gone_once_there_is_code() {
        var seen = function.run("""
                answer = [os.listdir("/opt/function"), [line.split()[-1] for line in open("/proc/net/unix") if "/" in line or "@" in line]]
                """);
        assertThat(seen.get(0).toString()).doesNotContain("door");
        assertThat(seen.get(1).toString()).doesNotContain("@");
        assertThat(function.run("""
                s = socket.socket(socket.AF_UNIX)
                answer = [tried(lambda: s.connect(p)) for p in ("/opt/function/door", %s)]
                """.formatted(
                                        quoted(server.data().toAbsolutePath().resolve("run/door-0.sock"))))
                        .toString())
                .isEqualTo("[\"%1$s\",\"%1$s\"]".formatted(ABSENT));
    }

    @Test
    void loopback_and_metadata_addresses_are_out_of_reach() throws IOException {
        try (var listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
            var answers = function.run(
                    """
                    def reach(host, port):
                        with socket.create_connection((host, port), timeout=1):
                            return "reached"
                    answer = [tried(lambda: reach("127.0.0.1", %1$d)), tried(lambda: reach("::1", %1$d)),
                              tried(lambda: reach("127.0.0.1", %2$d)), tried(lambda: reach("169.254.169.254", 80))]
                    """.formatted(listener.getLocalPort(), server.endpoint().getPort()));
            assertThat(answers).hasSize(4).noneMatch(answer -> answer.asString().equals("reached"));
        }
    }

    @Test
    void system_calls_that_have_broken_sandboxes_are_refused() {
        // mount, unshare of user and network, ptrace, keyctl, add_key, bpf, io_uring_setup, pivot_root, setns,
        // perf_event_open, userfaultfd, kexec_load, init_module, open_by_handle_at, swapon, reboot
        var results = function.run("""
                libc = ctypes.CDLL(None, use_errno=True)
                calls = [(165, b"none", b"/tmp", b"tmpfs", 0, 0), (272, 0x10000000), (272, 0x40000000), (101, 16, 1, 0, 0),
                         (250, 0, 0), (248, b"user", b"a", b"b", 1, -2), (321, 0, 0, 0), (425, 1, 0), (155, b"/tmp", b"/tmp"),
                         (308, 0, 0), (298, 0, 0, -1, -1, 0), (323, 0), (246, 0, 0, 0, 0), (175, 0, 0, b""), (304, 0, 0, 0),
                         (167, b"/tmp", 0), (169, 0, 0, 0, 0)]
                answer = [libc.syscall(*call) for call in calls]
                """);
        assertThat(results).hasSize(17).allMatch(result -> result.intValue() == -1);
    }

    @Test
    void user_cannot_become_another_nor_change_the_kernel() {
        var results = function.run("""
                answer = [tried(lambda: os.setuid(0)), tried(lambda: os.setgid(0)), tried(lambda: os.setgroups([0])),
                          tried(lambda: os.chroot("/tmp")), tried(lambda: os.mknod("/tmp/x", 0o20600, 0x103)),
                          tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)),
                          tried(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW)),
                          tried(lambda: open("/proc/sys/kernel/hostname", "w")),
                          tried(lambda: open("/proc/sys/net/ipv4/ip_forward", "w")),
                          tried(lambda: open("/proc/sysrq-trigger", "w")),
                          tried(lambda: os.nice(-5))]
                """);
        assertThat(results)
                .allMatch(result -> result.asString().equals(REFUSED)
                        || result.asString().equals("OSError")
                        || result.asString().equals(ABSENT));
        assertThat(function.run("answer = [os.path.exists(p) for p in ('/dev/mem', '/dev/kmsg', '/dev/kvm', '/sys')]")
                        .toString())
                .isEqualTo("[false,false,false,false]");
    }

    @Test
    void setuid_programs_stay_what_their_caller_is() {
        var seen = function.run("""
                r = subprocess.run(["/usr/bin/su", "-c", "id -u"], capture_output=True, text=True, stdin=subprocess.DEVNULL)
                answer = [r.returncode != 0, r.stdout.strip(), os.statvfs("/usr").f_flag & os.ST_NOSUID != 0,
                          [l.split()[1] for l in open("/proc/self/status") if l.startswith(("NoNewPrivs", "CapEff", "CapBnd"))]]
                """);
        assertThat(seen.toString()).isEqualTo("[true,\"\",true,[\"0000000000000000\",\"0000000000000000\",\"1\"]]");
    }
}
