# What the function of the matrix does where its program is its own: Custom and http.
import os
import time

# There is no initializer: what the program does before it asks for a call is its own.
started = [os.environ["key"]]


class Deliberate(Exception):
    pass


def act(event, call):
    wanted = event["do"]
    if wanted == "echo":
        return event["value"]
    if wanted == "context":
        return call
    if wanted == "environment":
        return {"name": os.environ["RUNTIME_FUNC_NAME"], "key": os.environ["key"], "root": os.environ["RUNTIME_CODE_ROOT"]}
    if wanted == "initialized":
        return started
    if wanted == "log":
        print("a line of the log", flush=True)
        return None
    if wanted == "raise":
        raise Deliberate("deliberate")
    if wanted == "sleep":
        time.sleep(60)
    if wanted == "eat":
        eaten = []
        while True:
            eaten.append(bytearray(1 << 20))
    if wanted == "exit":
        os._exit(3)
    if wanted == "write":
        written = []
        for path in ["/opt/function/code/x", "/usr/x", "/tmp/x"]:
            try:
                open(path, "w").close()
                written.append(path)
            except OSError:
                pass
        return written
