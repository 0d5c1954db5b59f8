using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using Funcgraph.Json;

namespace Funcgraph.Worker
{
    /// <summary>
    /// What runs inside a .NET worker: it starts without code, is specialised once, and then serves calls by their id, each
    /// on a thread. The main thread only reads frames, so it sees at once when the server goes away.
    /// </summary>
    internal static class Program
    {
        private static readonly HashSet<int> Open = new HashSet<int>();
        private static readonly Crew Crew = new Crew();
        private static Wire wire;
        private static Function function;
        private static int initId = -1;
        private static bool initializing;

        private static int Main()
        {
            string path = Take("FUNCGRAPH_SOCKET");
            string secret = Take("FUNCGRAPH_SECRET");
            var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true });
            Console.SetOut(output);
            Console.SetError(output);
            WarmUp();
            wire = new Wire(path);
            AppDomain.CurrentDomain.ProcessExit += (sender, e) => Leaving("the function called Environment.Exit()", "ProcessExit", null);
            AppDomain.CurrentDomain.UnhandledException += (sender, e) => Unhandled(e.ExceptionObject);
            wire.Write(Kind.Hello, 0, JsonWriter.Write(new Dictionary<string, object>
            {
                { "secret", secret },
                { "version", Version() },
            }), null);
            while (true)
            {
                Dispatch(wire.Read());
            }
        }

        private static string Take(string name)
        {
            string value = Environment.GetEnvironmentVariable(name);
            SetVariable(name, null);
            return value;
        }

        private static void SetVariable(string name, string value)
        {
            Environment.SetEnvironmentVariable(name, value);
            Native.SetVariable(name, value);
        }

        private static void WarmUp()
        {
            using (var done = new ManualResetEventSlim())
            {
                Crew.Do(() =>
                {
                    Function.WarmUp();
                    Failure.Of(Failure.Raised, "", new InvalidOperationException("warm-up"));
                    done.Set();
                });
                done.Wait();
            }
        }

        /// <summary>The directory of the framework is named by its version.</summary>
        private static string Version()
        {
            return Path.GetFileName(Path.GetDirectoryName(typeof(object).Assembly.Location));
        }

        private static void Dispatch(Frame frame)
        {
            if (frame.Kind == Kind.Init && initId < 0)
            {
                initId = frame.CallId;
                Crew.Do(() => Specialise(frame));
            }
            else if (frame.Kind == Kind.Call && function != null)
            {
                lock (Open)
                {
                    Open.Add(frame.CallId);
                }
                Crew.Do(() => Serve(frame));
            }
            else if (frame.Kind == Kind.Stop && function != null)
            {
                Crew.Do(Stop);
            }
            else
            {
                Wire.Leave();
            }
        }

        private static void Specialise(Frame frame)
        {
            Dictionary<string, object> spec = frame.Header;
            try
            {
                foreach (var variable in CallFacts.Map(spec, "environment"))
                {
                    SetVariable(variable.Key, (string)variable.Value);
                }
                Directory.SetCurrentDirectory(CallFacts.Text(spec, "workDirectory"));
                var made = new Function(spec);
                made.Initialize(() =>
                {
                    initializing = true;
                    wire.Write(Kind.Loaded, frame.CallId, "", null);
                });
                function = made;
                wire.Write(Kind.Ready, frame.CallId, "", null);
            }
            catch (Exception e)
            {
                Failure failure = Failure.Of(Failure.LoadFailed, "cannot load the function: ", e);
                wire.Write(Kind.InitFailed, frame.CallId, failure.Header(false), failure.Body);
            }
        }

        private static void Serve(Frame frame)
        {
            try
            {
                byte[] result = function.Call(frame.Header, frame.Payload);
                Answer(Kind.Result, frame.CallId, "", result);
            }
            catch (Exception e)
            {
                Failure failure = Failure.Of(Failure.Raised, "function invocation exception, error: ", e);
                Answer(Kind.Error, frame.CallId, failure.Header(false), failure.Body);
            }
        }

        private static void Answer(Kind kind, int callId, string header, byte[] payload)
        {
            lock (Open)
            {
                if (!Open.Remove(callId))
                {
                    return; // the process is about to end, and has said so
                }
                wire.Write(kind, callId, header, payload);
                Monitor.PulseAll(Open);
            }
        }

        /// <summary>Lets the calls end that are open, then the function, then the process. The server sets the time.</summary>
        private static void Stop()
        {
            lock (Open)
            {
                while (Open.Count > 0)
                {
                    Monitor.Wait(Open);
                }
            }
            function.PreStop();
            Native.Exit(0);
        }

        private static void Unhandled(object thrown)
        {
            Console.Out.WriteLine("Unhandled exception: " + thrown);
            Leaving(null, null, thrown as Exception ?? new InvalidOperationException("something was thrown that is no exception"));
        }

        /// <summary>Reports whatever waits, then ends the process: nothing is known about its state any more.</summary>
        private static void Leaving(string message, string type, Exception thrown)
        {
            lock (Open)
            {
                foreach (int callId in Open)
                {
                    Failure failure = Reason(Failure.Raised, "function invocation exception, error: ", message, type, thrown);
                    wire.Write(Kind.Error, callId, failure.Header(true), failure.Body);
                }
                if (initId >= 0 && function == null)
                {
                    Failure failure = initializing
                        ? Reason(Failure.InitializerFailed, "function initialization exception: ", message, type, thrown)
                        : Reason(Failure.LoadFailed, "cannot load the function: ", message, type, thrown);
                    wire.Write(Kind.InitFailed, initId, failure.Header(true), failure.Body);
                }
                Native.Exit(1);
            }
        }

        private static Failure Reason(int code, string prefix, string message, string type, Exception thrown)
        {
            return thrown != null
                ? Failure.Of(code, prefix, thrown)
                : new Failure(code, prefix + message, type, new string[0]);
        }
    }
}
