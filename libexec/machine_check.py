"""machine_check.py JOURNAL: looks, inside an emulated machine, at how the packaged service runs under systemd and with control
groups of version 2. Prints what it finds, `all is well` at the end, and writes the service's journal to the file JOURNAL.

The machine is emulated, ten to twenty times slower than a real one; so are the bounds of the waits."""

import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import urllib.request

GROUPS = pathlib.Path("/sys/fs/cgroup")
DATA = "/var/lib/funcgraph"
HEALTH = "http://127.0.0.1:8080/health"
PATIENCE = 300

BEGAN = time.monotonic()

SOURCE = '''
import os
import signal


def add(event, context):
    return {"sum": event["a"] + event["b"], "uid": os.getuid()}


def eat(event, context):
    return len(bytearray(os.urandom(1 << 20) * event["mb"]))


def multiply(event, context):
    """As many processes as there can be; at most so many that the machine outlives a limit that does not hold."""
    children = []
    refused = ""
    for _ in range(1500):
        try:
            child = os.fork()
        except OSError as e:
            refused = e.strerror
            break
        if child == 0:
            signal.pause()
        children.append(child)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return {"children": len(children), "refused": refused}
'''


class Wrong(Exception):
    pass


def say(text):
    print("%5d s  %s" % (time.monotonic() - BEGAN, text))


def expect(truth, text, found=""):
    if not truth:
        raise Wrong(("it is not so: %s %s" % (text, found)).rstrip())
    say(text)


def run(*command, seconds=PATIENCE):
    """Runs a command to its end, and gives its status and all that it printed."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, text=True
    )
    return done.returncode, done.stdout.strip()


def must(*command, seconds=PATIENCE):
    status, text = run(*command, seconds=seconds)
    if status != 0:
        raise Wrong("%s ended with status %d: %s" % (" ".join(command), status, text))
    return text


def client(*words, seconds=PATIENCE):
    return run("funcgraph", *words, "--data", DATA, seconds=seconds)


def called(name, event):
    """What a function answers."""
    status, text = client("invoke", name, json.dumps(event))
    if status != 0:
        raise Wrong("the call of %s ended with status %d: %s" % (name, status, text))
    return json.loads(text)


def shown(key):
    return must("systemctl", "show", "--value", "--property", key, "funcgraph")


def journal(*words):
    return must("journalctl", "--no-pager", "--output", "cat", *words)


def wait_for_health(old_pid=None):
    began = time.monotonic()
    restarts = shown("NRestarts")
    while time.monotonic() - began < PATIENCE:
        if shown("ActiveState") == "failed" or (old_pid is None and shown("NRestarts") != restarts):
            break
        try:
            with urllib.request.urlopen(HEALTH, timeout=30) as answer:
                if answer.status == 200 and shown("MainPID") != old_pid:
                    return time.monotonic() - began
        except OSError:
            pass
        time.sleep(1)
    raise Wrong("the server does not answer; the unit is %s, %s" % (shown("ActiveState"), shown("Result")))


def groups_of_workers():
    """All groups that a server has made for workers, wherever they are: two levels, the server's and the worker's."""
    return [group for group in GROUPS.glob("**/funcgraph-*/w*") if group.is_dir()]


def value(group, name):
    return (group / name).read_text().strip()


def group_with(memory_mb):
    found = [group for group in groups_of_workers() if value(group, "memory.max") == str(memory_mb << 20)]
    if not found:
        told = {str(group): value(group, "memory.max") for group in groups_of_workers()}
        raise Wrong("no group has %d MB: %s" % (memory_mb, told))
    return found[0]


def check_start():
    kinds = {line.split()[2] for line in open("/proc/mounts") if " /sys/fs/cgroup" in line}
    expect(kinds == {"cgroup2"}, "control groups of version 2 alone: %s" % ", ".join(sorted(kinds)))
    expect(pathlib.Path("/proc/1/comm").read_text() == "systemd\n", must("systemctl", "--version").splitlines()[0])
    must("systemctl", "start", "funcgraph")
    seconds = wait_for_health()
    expect(shown("ActiveState") == "active", "the unit as packaged is active, and healthy after %d s" % seconds)
    text = journal("--unit", "funcgraph")
    expect("ready http://" in text, "the server says that it is ready")
    expect("plain processes" not in text, "no word of plain processes")
    expect("functions run in sandboxes: bubblewrap, control groups v2" in text, "sandboxes with control groups v2")
    expect("functions have no network" not in text, "no word of functions without a network")
    expect("AOT" not in text, "the start-up cache fits")


def check_calls():
    place = pathlib.Path("/var/tmp/functions")
    place.mkdir()
    (place / "index.py").write_text(SOURCE)
    for name, memory in (("add", 128), ("eat", 128), ("multiply", 1024)):
        (place / "funcgraph.yaml").write_text(
            "name: %s\nruntime: Python3.9\nhandler: index.%s\nmemory_size: %d\ntimeout: 240\n" % (name, name, memory)
        )
        status, text = client("deploy", str(place))
        if status != 0:
            raise Wrong("the client does not deploy: " + text)
    answer = called("add", {"a": 19, "b": 23})
    expect(answer == {"sum": 42, "uid": 1003}, "a deployed function answers %s" % json.dumps(answer))


def check_limits():
    group = group_with(128)
    unit = GROUPS / shown("ControlGroup").lstrip("/")
    expect(unit in group.parents, "workers are below the unit: %s" % group.relative_to(GROUPS))
    limits = [value(group, name) for name in ("memory.max", "memory.swap.max", "cpu.max", "pids.max")]
    # 128 MB have 128 / 128 * 100 + 200 thousandths of a processor.
    expect(limits == ["134217728", "0", "30000 100000", "1024"], "its limits are %s" % ", ".join(limits))
    expect(int(value(group, "pids.current")) > 0, "its processes are in it: %s" % value(group, "pids.current"))


def check_memory():
    expect(called("eat", {"mb": 20}) == 20 << 20, "20 MB fit into 128")
    status, text = client("invoke", "eat", '{"mb": 300}')
    expect(status == 4 and "runtime memory limit exceeded: 128 MB" in text, "300 MB do not: %s" % text)
    expect("Memory cgroup out of memory" in journal("--dmesg"), "the kernel says that it ended the process")
    expect(called("eat", {"mb": 20}) == 20 << 20, "the next call works")


def check_processes():
    answer = called("multiply", {})
    expect(answer["refused"] and 900 < answer["children"] < 1024, "a function that multiplies: %s" % json.dumps(answer))
    events = value(group_with(1024), "pids.events")
    expect(events.split()[1] != "0", "the kernel refused more: pids.events says %s" % events)
    expect(called("add", {"a": 1, "b": 2})["sum"] == 3, "others are called after it")


def processes_of_functions():
    return [
        status.parent.name
        for status in pathlib.Path("/proc").glob("[0-9]*/status")
        if "\nUid:\t1003\t" in read_if_there(status)
    ]


def read_if_there(file):
    try:
        return file.read_text()
    except OSError:
        return ""


def check_restart():
    before = shown("MainPID")
    must("systemctl", "restart", "funcgraph")
    wait_for_health(before)
    expect(called("add", {"a": 2, "b": 2})["sum"] == 4, "after a restart functions are still there")
    before = shown("MainPID")
    os.kill(int(before), signal.SIGKILL)
    wait_for_health(before)
    expect(called("add", {"a": 3, "b": 3})["sum"] == 6, "a killed server is started again, and functions are still there")
    left = [str(group) for group in groups_of_workers() if group.parent.name == "funcgraph-" + before]
    expect(not left, "no control group is left of the killed one", left)


def check_stop():
    must("systemctl", "stop", "funcgraph")
    ends = [shown(key) for key in ("ActiveState", "Result", "ExecMainStatus")]
    expect(ends == ["inactive", "success", "0"], "stopped: %s" % ", ".join(ends))
    expect("permits out 0, leases out 0, workers alive 0" in journal("--unit", "funcgraph"), "the server let go of all")
    left = [str(group) for group in GROUPS.glob("**/*funcgraph*") if group.is_dir()]
    expect(not left, "no control group is left", left)
    left = processes_of_functions()
    expect(not left, "no process is left", left)
    expect("funcgraph" not in must("findmnt", "--list", "--noheadings", "--output", "TARGET"), "no mount is left")


def main():
    try:
        for check in (check_start, check_calls, check_limits, check_memory, check_processes, check_restart, check_stop):
            check()
        print("all is well")
        return 0
    except (Wrong, subprocess.TimeoutExpired, OSError) as wrong:
        say("failed: %s" % wrong)
        return 1
    finally:
        with open(sys.argv[1], "w") as out:
            subprocess.run(["journalctl", "--no-pager", "--unit", "funcgraph"], stdout=out, timeout=PATIENCE)
            subprocess.run(["journalctl", "--no-pager", "--dmesg", "--lines", "60"], stdout=out, timeout=PATIENCE)


sys.exit(main())
