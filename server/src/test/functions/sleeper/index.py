import subprocess
import time


def handler(event, context):
    if event["seconds"] > 0:
        subprocess.Popen(["sleep", "300"])
        print("going to sleep")
    time.sleep(event["seconds"])
    return "awake"
