import time


def handler(event, context):
    hoard = []
    for _ in range(event["megabytes"] // 16):
        hoard.append(b"x" * (16 << 20))
    time.sleep(event["seconds"])
    return len(hoard)
