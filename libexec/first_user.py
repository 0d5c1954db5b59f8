"""first_user.py CHECKOUT [--cold]: does on a clean clone of CHECKOUT what its README says, word by word, as somebody would
who has just found it, and tells how long each step took.

The steps are the lines of the README's fenced blocks of kind `bash`, in order, all in the clone's root. A step is over when
its command ends, or when it says that Ctrl-C ends it; then it stays up for the steps behind it, as in a terminal of its own,
and is ended so when they are done. Fails when a step does. That the first invocation comes too late is told and fails
nothing, since it depends on what else the machine does.
"""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

FENCED = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STAYS = "Ctrl-C"
INVOKED = re.compile(r"^invoke\b.* -> ")
STEP_SECONDS = 20 * 60  # a first build downloads its libraries
END_SECONDS = 60
LIMIT_SECONDS = 3 * 60
SHOWN_LINES = 40


class StepFailed(Exception):
    pass


class Command:
    """A line of the README, run by a shell of its own in a session of its own, so that all that it starts can be ended."""

    def __init__(self, line, folder, environment):
        self.line = line
        self.output = []
        self.invoked = None
        self.stays = threading.Event()
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c", line],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.output.append(line)
            if self.invoked is None and INVOKED.search(line):
                self.invoked = time.monotonic() - self.began
            if STAYS in line:
                self.stays.set()

    def wait(self):
        """Until the step is over; seconds."""
        end = self.began + STEP_SECONDS
        while self.process.poll() is None and not self.stays.wait(0.05):
            if time.monotonic() > end:
                raise StepFailed(f"not done after {STEP_SECONDS} s")
        seconds = time.monotonic() - self.began
        if self.process.poll() is not None:
            self.reader.join(END_SECONDS)
            if self.process.returncode != 0:
                raise StepFailed(f"exit code {self.process.returncode}")
        return seconds

    def is_up(self):
        return self.process.poll() is None

    def interrupt(self):
        """Ctrl-C; seconds until it ended."""
        began = time.monotonic()
        os.killpg(self.process.pid, signal.SIGINT)
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            raise StepFailed(f"still there {END_SECONDS} s after Ctrl-C") from None
        return time.monotonic() - began

    def kill(self):
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait(END_SECONDS)


def commands(readme):
    """A line that ends with a backslash goes on with the next."""
    for block in FENCED.findall(readme):
        for line in block.replace("\\\n", " ").splitlines():
            if line.strip() and not line.startswith("#"):
                yield line.strip()


def environment(folder, cold):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FUNCGRAPH_")}
    kept["FUNCGRAPH_CONFIG"] = str(folder / "no-profiles.yaml")  # what the caller has logged in to is not a first user's
    if cold:
        kept["MAVEN_OPTS"] = f"-Dmaven.repo.local={folder / 'maven'}"
        kept["npm_config_cache"] = str(folder / "npm")
    return kept


def clone(checkout, target):
    began = time.monotonic()
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", checkout, target], check=True, timeout=STEP_SECONDS)
    return time.monotonic() - began


def main(checkout, cold):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="funcgraph-first-user-"))
    steps, running, code = [], [], 0
    try:
        tree = folder / "funcgraph"
        steps.append(("git clone", clone(checkout, tree)))
        lines = list(commands((tree / "README.md").read_text()))
        if not lines:
            raise StepFailed("the README has no commands")
        for line in lines:
            print(f"$ {line}", flush=True)
            command = Command(line, tree, environment(folder, cold))
            running.append(command)
            try:
                steps.append((line, command.wait()))
            except StepFailed as failed:
                sys.stdout.writelines(command.output[-SHOWN_LINES:])
                raise StepFailed(f"{line}: {failed}") from None
        for command in running:
            if command.is_up():
                steps.append((f"Ctrl-C for {command.line}", command.interrupt()))
            elif command.process.returncode != 0:
                raise StepFailed(f"{command.line}: ended by itself with {command.process.returncode}")
    except (StepFailed, subprocess.SubprocessError, OSError) as failed:
        print(f"failed: {failed}")
        code = 1
    finally:
        for command in running:
            command.kill()
        shutil.rmtree(folder, ignore_errors=True)
    table(steps)
    invoked = [command.invoked for command in running if command.invoked is not None]
    if invoked:
        verdict = "met" if invoked[0] <= LIMIT_SECONDS else "missed"
        print(f"\nfirst invocation after {invoked[0]:.1f} s, build included; the limit of {LIMIT_SECONDS} s is {verdict}")
    elif code == 0:
        print("\nfailed: nothing in the README invoked a function")
        code = 1
    return code


def table(steps):
    width = max((len(step) for step, _ in steps), default=0)
    print(f"\n{'STEP':<{width}}  SECONDS")
    for step, seconds in steps:
        print(f"{step:<{width}}  {seconds:7.1f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], "--cold" in sys.argv[2:]))
