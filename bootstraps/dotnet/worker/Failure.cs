using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Funcgraph.Json;

namespace Funcgraph.Worker
{
    /// <summary>An error that is reported by code and body.</summary>
    internal sealed class Failure : Exception
    {
        public const int EntryNotFound = 4001;
        public const int Raised = 4002;
        public const int ResponseTooLarge = 4004;
        public const int ResultInvalid = 4007;
        public const int LoadFailed = 4009;
        public const int InitializerFailed = 4201;
        public const int OutOfMemory = 4205;

        private const int MaxMessageChars = 32 * 1024;
        private const int MaxStackLines = 64;
        private const int MaxStackLineChars = 1024;

        private readonly int code;

        public Failure(int code, string message, string type, IEnumerable<string> stack) : base(message)
        {
            this.code = code;
            Body = Encoding.UTF8.GetBytes(JsonWriter.Write(new Dictionary<string, object>
            {
                { "errorMessage", Shortened(message, MaxMessageChars) },
                { "errorType", Shortened(type, 256) },
                { "stackTrace", stack.Take(MaxStackLines).Select(line => Shortened(line, MaxStackLineChars)).ToArray() },
            }));
        }

        public byte[] Body { get; }

        public string Header(bool leaving)
        {
            return "{\"code\":" + code + (leaving ? ",\"leaving\":true}" : "}");
        }

        /// <summary>A Failure that tells of <paramref name="thrown"/>; a Failure stays as it is.</summary>
        public static Failure Of(int code, string prefix, Exception thrown)
        {
            var known = thrown as Failure;
            if (known != null)
            {
                return known;
            }
            if (thrown is OutOfMemoryException)
            {
                return new Failure(OutOfMemory, "runtime memory limit exceeded", "MemoryError", new string[0]);
            }
            return new Failure(code, prefix + MessageOf(thrown), thrown.GetType().FullName, StackOf(thrown));
        }

        private static string MessageOf(Exception thrown)
        {
            try
            {
                return thrown.Message ?? "";
            }
            catch (Exception)
            {
                return "<message cannot be shown>";
            }
        }

        private static IEnumerable<string> StackOf(Exception thrown)
        {
            var lines = new List<string>();
            for (Exception one = thrown; one != null && lines.Count < MaxStackLines; one = one.InnerException)
            {
                if (one != thrown)
                {
                    lines.Add("caused by " + one.GetType().FullName + ": " + MessageOf(one));
                }
                lines.AddRange((one.StackTrace ?? "").Split('\n').Select(line => line.Trim()).Where(IsShown));
            }
            return lines;
        }

        private static bool IsShown(string line)
        {
            return line.StartsWith("at ") && !line.StartsWith("at Funcgraph.Worker.") && !line.StartsWith("at System.Reflection.");
        }

        private static string Shortened(string text, int chars)
        {
            return text.Length <= chars ? text : text.Substring(0, chars);
        }
    }
}
