"""What a handler is told about its call."""

from __future__ import absolute_import

import time

# User code may replace what it finds in modules; what is needed for each call is taken before it is loaded.
now = time.time


class Context(object):
    """What the handler is told about its call (runtimes 1.5). Sizes and times are in the units of the real one."""

    def __init__(self, program, call, seconds):
        self._program = program
        self._spec = program.spec
        self._call = call
        self._logger = None
        self._ends = now() + seconds

    def getRequestID(self):
        return self._call.get("requestId", "")

    def getRemainingTimeInMilliSeconds(self):
        return int((self._ends - now()) * 1000)

    def getRunningTimeInSeconds(self):
        return self._spec["timeoutSeconds"] * 1000

    def getUserData(self, key):
        return self._spec["userData"].get(key)

    def getFunctionName(self):
        return self._spec["function"]

    def getVersion(self):
        return self._spec["version"]

    def getMemorySize(self):
        return str(self._spec["memoryMb"])

    def getCPUNumber(self):
        return str(self._spec["cpuMillicores"])

    def getProjectID(self):
        return self._spec["projectId"]

    def getPackage(self):
        return self._spec["package"]

    def getAlias(self):
        return self._call.get("alias", "")

    def getLogger(self):
        if self._logger is None:
            self._logger = self._program.logger(self.getRequestID())
        return self._logger

    def _credential(self, name):
        return (self._call.get("credentials") or {}).get(name) or ""

    def getAccessKey(self):
        return self._credential("accessKey")

    def getSecretKey(self):
        return self._credential("secretKey")

    def getSecurityAccessKey(self):
        return self._credential("securityAccessKey")

    def getSecuritySecretKey(self):
        return self._credential("securitySecretKey")

    def getSecurityToken(self):
        return self._credential("securityToken")

    def getToken(self):
        return self._credential("token")

    def getWorkflowID(self):
        return self._call.get("workflowId", "")

    def getWorkflowRunID(self):
        return self._call.get("workflowRunId", "")

    def getWorkflowStateID(self):
        return self._call.get("workflowStateId", "")

    def get_state(self):
        return self._program.state

    def set_state(self, value):
        self._program.state = value

    def get_instance_id(self):
        return self._program.instance_id

    def set_instance_id(self, value):
        self._program.instance_id = value

    def get_invoke_id(self):
        return self.getRequestID()

    def get_trace_id(self):
        return self._call.get("traceId") or self.getRequestID()

    def get_invoke_property(self):
        return self._call.get("invokeProperty", {})
