using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using HC.Serverless.Function.Common;

// The functions of DotnetBootstrapTest.
namespace Handlers
{
    public class Streams
    {
        private static readonly ManualResetEventSlim Gate = new ManualResetEventSlim();
        private readonly List<string> seen = new List<string>();

        public void Init(IFunctionContext context)
        {
            seen.Add("init of " + context.FunctionName);
        }

        public void Stop(IFunctionContext context)
        {
            Console.WriteLine("stopped after " + string.Join(", ", seen));
        }

        public void FailingInit(IFunctionContext context)
        {
            throw new ArgumentException("not today");
        }

        public Stream Seen(Stream input, IFunctionContext context)
        {
            return Text(string.Join(",", seen) + " in " + Directory.GetCurrentDirectory());
        }

        public static Stream Echo(Stream input, IFunctionContext context)
        {
            return input;
        }

        public Stream Written(Stream input, IFunctionContext context)
        {
            var memory = new MemoryStream();
            var writer = new StreamWriter(memory);
            writer.Write("from its start");
            writer.Flush();
            return memory;
        }

        public Stream Null(Stream input, IFunctionContext context)
        {
            return null;
        }

        public Stream Sized(Stream input, IFunctionContext context)
        {
            return new MemoryStream(new byte[int.Parse(Text(input))]);
        }

        public Stream Throw(Stream input, IFunctionContext context)
        {
            try
            {
                throw new FormatException("the cause");
            }
            catch (FormatException e)
            {
                throw new InvalidOperationException("no such thing", e);
            }
        }

        public Stream Exit(Stream input, IFunctionContext context)
        {
            Environment.Exit(3);
            return null;
        }

        public Stream ThrowElsewhere(Stream input, IFunctionContext context)
        {
            new Thread(() => { throw new InvalidOperationException("elsewhere"); }).Start();
            Thread.Sleep(Timeout.Infinite);
            return null;
        }

        public Stream Exhaust(Stream input, IFunctionContext context)
        {
            throw new OutOfMemoryException();
        }

        /// <summary>"wait" answers once a call with another event is there, too.</summary>
        public Stream Meet(Stream input, IFunctionContext context)
        {
            if (Text(input) == "wait")
            {
                Gate.Wait();
            }
            else
            {
                Gate.Set();
            }
            return Text(context.RequestId);
        }

        public Stream Sleep(Stream input, IFunctionContext context)
        {
            Thread.Sleep(Timeout.Infinite);
            return null;
        }

        public Stream Context(Stream input, IFunctionContext c)
        {
            return Text(string.Join("|", c.RequestId, c.ProjectId, c.PackageName, c.FunctionName, c.FunctionVersion, c.MemoryLimitInMb,
                c.CpuNumber, c.AccessKey, c.SecretKey, c.SecurityAccessKey, c.SecuritySecretKey, c.SecurityToken, c.Token,
                c.WorkflowID, c.WorkflowRunID, c.WorkflowStateID, c.RemainingTimeInMilliSeconds > 20000, c.GetUserData("color"),
                c.GetUserData("none"), c.GetUserData("none", "default"), Environment.GetEnvironmentVariable("color"),
                Environment.GetEnvironmentVariable("FUNCGRAPH_SECRET") == null));
        }

        public Stream Log(Stream input, IFunctionContext context)
        {
            context.Logger.Log("plain {0}");
            context.Logger.Logf("{0} and {1}", "one", 2.5);
            context.Logger.Log(new string('\u20ac', 40000));
            Console.Error.WriteLine("error");
            Console.WriteLine("output");
            return null;
        }

        public Stream Zone(Stream input, IFunctionContext context)
        {
            return Text(TimeZoneInfo.Local.BaseUtcOffset.ToString());
        }

        public Stream Sockets(Stream input, IFunctionContext context)
        {
            var start = new ProcessStartInfo("/bin/sh", "-c \"ls -l /proc/self/fd | grep -c /s.socket\\|socket: ; echo $color\"");
            start.RedirectStandardOutput = true;
            start.UseShellExecute = false;
            using (Process process = Process.Start(start))
            {
                string output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                return Text(output);
            }
        }

        private static string Text(Stream input)
        {
            return new StreamReader(input).ReadToEnd();
        }

        private static Stream Text(string text)
        {
            return new MemoryStream(Encoding.UTF8.GetBytes(text));
        }
    }

    public class Order
    {
        public string Name { get; set; }
        public int Count;
        public DateTime? When { get; set; }
        public Dictionary<string, decimal> Prices { get; set; }
        public List<Order> Parts { get; set; }
        public string[] Tags { get; set; }
    }

    class Typed
    {
        [FunctionSerializer(typeof(JsonSerializer))]
        public Order Json(Order order, IFunctionContext context)
        {
            order.Count++;
            return order;
        }

        [FunctionSerializer(typeof(JsonSerializer))]
        public async Task<Order> Later(Order order, IFunctionContext context)
        {
            await Task.Delay(1);
            order.Count += 10;
            return order;
        }

        public async Task<Stream> LaterStream(Stream input, IFunctionContext context)
        {
            await Task.Delay(1);
            return input;
        }

        public async Task Nothing(Stream input, IFunctionContext context)
        {
            await Task.Delay(1);
            throw new TimeoutException("too late");
        }

        [FunctionSerializer(typeof(Shouting))]
        public string Own(string text, IFunctionContext context)
        {
            return text + "?";
        }

        public string Plain(string text)
        {
            return text + "!";
        }

        public Dictionary<string, object> Free(object value, IFunctionContext context)
        {
            return new Dictionary<string, object> { { "got", value } };
        }

        [FunctionSerializer(typeof(JsonSerializer))]
        public Action Unwritable(Stream input, IFunctionContext context)
        {
            return () => { };
        }
    }

    public class Shouting : IFunctionSerializer
    {
        public T Deserialize<T>(Stream ins)
        {
            return (T)(object)new StreamReader(ins).ReadToEnd().ToUpperInvariant();
        }

        public Stream Serialize<T>(T value)
        {
            return new MemoryStream(Encoding.UTF8.GetBytes("<" + value + ">"));
        }
    }

    public class Broken
    {
        public Broken()
        {
            throw new NotSupportedException("made badly");
        }

        public Stream Handler(Stream input, IFunctionContext context)
        {
            return null;
        }
    }
}
