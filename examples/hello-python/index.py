"""The function of `./funcgraph quickstart`: two handlers that greet, each in its own way.

Which of them runs, how long it may take, with how much memory and with which user data: all of that is metadata, and
changes without a new upload through PUT /v2/{project_id}/fgs/functions/{function_urn}/config.
"""


def hello(event, context):
    return greet(event, context, mark=".")


def cheer(event, context):
    return greet(event, context, mark="!").upper()


def greet(event, context, mark):
    greeting = context.getUserData("greeting") or "Hello"
    name = event.get("name", "world")
    memory = context.getMemorySize()
    return f"{greeting}, {name}{mark} I have {memory} MB."
