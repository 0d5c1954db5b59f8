using System;
using System.IO;

// What C# functions are compiled against (runtimes 1.5 and 1.6). Names and shapes are the real platform's.
namespace HC.Serverless.Function.Common
{
    /// <summary>What a function is told about its call.</summary>
    public interface IFunctionContext
    {
        /// <summary>The same for all attempts at one call.</summary>
        string RequestId { get; }

        string ProjectId { get; }

        string PackageName { get; }

        string FunctionName { get; }

        string FunctionVersion { get; }

        /// <summary>Memory the function has, in MB.</summary>
        int MemoryLimitInMb { get; }

        /// <summary>CPU the function has, in thousandths of a core.</summary>
        int CpuNumber { get; }

        /// <summary>This and the other credentials are empty for a function without an agency.</summary>
        string AccessKey { get; }

        string SecretKey { get; }

        string SecurityAccessKey { get; }

        string SecuritySecretKey { get; }

        string SecurityToken { get; }

        string Token { get; }

        string WorkflowID { get; }

        string WorkflowRunID { get; }

        string WorkflowStateID { get; }

        /// <summary>Milliseconds until the call is ended, never below 0.</summary>
        int RemainingTimeInMilliSeconds { get; }

        IFunctionLogger Logger { get; }

        /// <summary>A variable of the function, or <paramref name="defvalue"/> when it has none of that name.</summary>
        string GetUserData(string key, string defvalue = "");
    }

    /// <summary>Lines of the call's log.</summary>
    public interface IFunctionLogger
    {
        void Log(string message);

        /// <summary>Formats as <see cref="string.Format(string, object[])"/> does.</summary>
        void Logf(string format, params object[] args);
    }

    /// <summary>Turns events into objects and objects into results.</summary>
    public interface IFunctionSerializer
    {
        T Deserialize<T>(Stream ins);

        Stream Serialize<T>(T value);
    }

    /// <summary>Names the serializer of a method, or of all handlers in an assembly.</summary>
    [AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Method, Inherited = false)]
    public sealed class FunctionSerializerAttribute : Attribute
    {
        public FunctionSerializerAttribute(Type serializerType)
        {
            SerializerType = serializerType;
        }

        public Type SerializerType { get; set; }
    }
}
