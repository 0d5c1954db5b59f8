using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using HC.Serverless.Function.Common;

/// One function for all columns of the matrix. It reads its event by hand, since JSON is not part of .NET Core 2.
namespace Demo
{
    public class Matrix
    {
        static readonly List<string> Started = new List<string>();

        public static void Main(string[] arguments)
        {
        }

        public void Initialize(IFunctionContext context)
        {
            Started.Add(context.GetUserData("key"));
        }

        public Stream Handle(Stream input, IFunctionContext context)
        {
            string text = new StreamReader(input, Encoding.UTF8).ReadToEnd();
            if (text.Contains("\"echo\""))
            {
                int from = text.IndexOf("\"value\":") + 8;
                return Answer(text.Substring(from, text.LastIndexOf('}') - from).Trim());
            }
            if (text.Contains("\"context\""))
            {
                return Answer("{\"request\":\"" + context.RequestId + "\",\"name\":\"" + context.FunctionName + "\",\"key\":\""
                    + context.GetUserData("key") + "\",\"memory\":" + context.MemoryLimitInMb + ",\"left\":"
                    + context.RemainingTimeInMilliSeconds + "}");
            }
            if (text.Contains("\"environment\""))
            {
                return Answer("{\"name\":\"" + Environment.GetEnvironmentVariable("RUNTIME_FUNC_NAME") + "\",\"key\":\""
                    + Environment.GetEnvironmentVariable("key") + "\",\"root\":\""
                    + Environment.GetEnvironmentVariable("RUNTIME_CODE_ROOT") + "\"}");
            }
            if (text.Contains("\"initialized\""))
            {
                return Answer("[\"" + string.Join("\",\"", Started.ToArray()) + "\"]");
            }
            if (text.Contains("\"log\""))
            {
                context.Logger.Log("a line of the log");
                return Answer("null");
            }
            if (text.Contains("\"raise\""))
            {
                throw new InvalidOperationException("deliberate");
            }
            if (text.Contains("\"sleep\""))
            {
                Thread.Sleep(60000);
            }
            if (text.Contains("\"eat\""))
            {
                var eaten = new List<byte[]>();
                for (;;)
                {
                    var piece = new byte[1 << 20];
                    for (int at = 0; at < piece.Length; at += 4096)
                    {
                        piece[at] = 1;
                    }
                    eaten.Add(piece);
                }
            }
            if (text.Contains("\"exit\""))
            {
                Environment.Exit(3);
            }
            return Answer(Written());
        }

        static string Written()
        {
            var written = new List<string>();
            foreach (var path in new[] { "/opt/function/code/x", "/usr/x", "/tmp/x" })
            {
                try
                {
                    File.WriteAllText(path, "");
                    written.Add(path);
                }
                catch (Exception)
                {
                }
            }
            return written.Count == 0 ? "[]" : "[\"" + string.Join("\",\"", written.ToArray()) + "\"]";
        }

        static Stream Answer(string json)
        {
            return new MemoryStream(Encoding.UTF8.GetBytes(json));
        }
    }
}
