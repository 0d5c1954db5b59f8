import os


def answer(entry, context):
    return {
        "entry": entry,
        "n": context.getUserData("n"),
        "environment": os.environ["n"],
        "memory": context.getMemorySize(),
    }


def even(event, context):
    return answer("even", context)


def odd(event, context):
    return answer("odd", context)
