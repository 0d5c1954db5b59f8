<?php

namespace Funcgraph\Worker;

/** What the handler is told about its call (runtimes 1.5). Sizes are text, as in the variables they come from. */
final class Context
{
    private $spec;
    private $call;
    private $ends;
    private $logger;

    public function __construct(array $spec, array $call)
    {
        $this->spec = $spec;
        $this->call = $call;
        $this->ends = microtime(true) + ($call['timeoutSeconds'] ?? $spec['timeoutSeconds']);
        $this->logger = new Logger($call['requestId'] ?? '');
    }

    public function getRequestID()
    {
        return $this->call['requestId'] ?? '';
    }

    public function getRemainingTimeInMilliSeconds()
    {
        return (int) (($this->ends - microtime(true)) * 1000);
    }

    public function getRunningTimeInSeconds()
    {
        return $this->spec['timeoutSeconds'];
    }

    public function getUserData($key)
    {
        return $this->spec['userData'][$key] ?? null;
    }

    public function getFunctionName()
    {
        return $this->spec['function'];
    }

    public function getVersion()
    {
        return $this->spec['version'];
    }

    public function getMemorySize()
    {
        return (string) $this->spec['memoryMb'];
    }

    public function getCPUNumber()
    {
        return (string) $this->spec['cpuMillicores'];
    }

    public function getProjectID()
    {
        return $this->spec['projectId'];
    }

    public function getPackage()
    {
        return $this->spec['package'];
    }

    public function getAlias()
    {
        return $this->call['alias'] ?? '';
    }

    public function getLogger()
    {
        return $this->logger;
    }

    public function getAccessKey()
    {
        return $this->credential('accessKey');
    }

    public function getSecretKey()
    {
        return $this->credential('secretKey');
    }

    public function getSecurityAccessKey()
    {
        return $this->credential('securityAccessKey');
    }

    public function getSecuritySecretKey()
    {
        return $this->credential('securitySecretKey');
    }

    public function getSecurityToken()
    {
        return $this->credential('securityToken');
    }

    public function getToken()
    {
        return $this->credential('token');
    }

    private function credential($name)
    {
        return $this->call['credentials'][$name] ?? '';
    }

    public function getWorkflowID()
    {
        return $this->call['workflowId'] ?? '';
    }

    public function getWorkflowRunID()
    {
        return $this->call['workflowRunId'] ?? '';
    }

    public function getWorkflowStateID()
    {
        return $this->call['workflowStateId'] ?? '';
    }

    public function getInstanceID()
    {
        return $this->spec['instanceId'] ?? '';
    }

    public function getInvokeID()
    {
        return $this->getRequestID();
    }

    public function getTraceID()
    {
        return $this->call['traceId'] ?? $this->getRequestID();
    }

    public function getInvokeProperty()
    {
        return $this->call['invokeProperty'] ?? [];
    }

    /** Credentials are not for print_r and var_dump. */
    public function __debugInfo()
    {
        return ['requestId' => $this->getRequestID(), 'function' => $this->getFunctionName()];
    }
}
