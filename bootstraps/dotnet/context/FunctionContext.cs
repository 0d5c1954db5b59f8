using System;
using System.Globalization;
using Funcgraph.Worker;
using HC.Serverless.Function.Common;

namespace Funcgraph.Context
{
    /// <summary>
    /// Shows <see cref="CallFacts"/> as the interface that the function was compiled against. This assembly is loaded once
    /// for each function, beside the copy of HC.Serverless.Function.Common that the function uses.
    /// </summary>
    public sealed class FunctionContext : IFunctionContext
    {
        private readonly CallFacts facts;

        public FunctionContext(CallFacts facts)
        {
            this.facts = facts;
            Logger = new FunctionLogger(facts);
        }

        public string RequestId => facts.OfCall("requestId");

        public string ProjectId => facts.OfFunction("projectId");

        public string PackageName => facts.OfFunction("package");

        public string FunctionName => facts.OfFunction("function");

        public string FunctionVersion => facts.OfFunction("version");

        public int MemoryLimitInMb => facts.NumberOfFunction("memoryMb");

        public int CpuNumber => facts.NumberOfFunction("cpuMillicores");

        public string AccessKey => facts.Credential("accessKey");

        public string SecretKey => facts.Credential("secretKey");

        public string SecurityAccessKey => facts.Credential("securityAccessKey");

        public string SecuritySecretKey => facts.Credential("securitySecretKey");

        public string SecurityToken => facts.Credential("securityToken");

        public string Token => facts.Credential("token");

        public string WorkflowID => facts.OfCall("workflowId");

        public string WorkflowRunID => facts.OfCall("workflowRunId");

        public string WorkflowStateID => facts.OfCall("workflowStateId");

        public int RemainingTimeInMilliSeconds => facts.RemainingMillis;

        public IFunctionLogger Logger { get; }

        public string GetUserData(string key, string defvalue = "")
        {
            return facts.UserData(key) ?? defvalue;
        }
    }

    public sealed class FunctionLogger : IFunctionLogger
    {
        private readonly CallFacts facts;

        public FunctionLogger(CallFacts facts)
        {
            this.facts = facts;
        }

        public void Log(string message)
        {
            facts.Log(message);
        }

        public void Logf(string format, params object[] args)
        {
            facts.Log(args == null || args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args));
        }
    }
}
