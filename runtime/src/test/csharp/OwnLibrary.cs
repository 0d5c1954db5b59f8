using System.Reflection;

// An older copy of the library, as a function brings it along: fewer members, another version, something of its own.
[assembly: AssemblyVersion("1.2.3.4")]

namespace HC.Serverless.Function.Common
{
    public interface IFunctionContext
    {
        string RequestId { get; }

        IFunctionLogger Logger { get; }
    }

    public interface IFunctionLogger
    {
        void Logf(string format, params object[] args);
    }

    public static class OnlyHere
    {
        public const string Word = "own";
        public static string Said = "own library";
    }
}
