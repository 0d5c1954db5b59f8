using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace Funcgraph.Worker
{
    /// <summary>
    /// What is said on one wire: one INIT, then calls by their id, each on a thread. The thread that dispatches only reads
    /// frames, so it sees at once when the server goes away.
    /// </summary>
    internal sealed class Session
    {
        private readonly List<int> open = new List<int>();
        private readonly Crew crew;
        private readonly Wire wire;
        private readonly Action beforeInit;
        private volatile Function function;
        private int initId = -1;
        private bool initializing;

        public Session(Wire wire, Crew crew, Action beforeInit)
        {
            this.wire = wire;
            this.crew = crew;
            this.beforeInit = beforeInit;
        }

        /// <summary>Reads a frame and has it seen to.</summary>
        public void Next()
        {
            Frame frame = wire.Read();
            if (frame.Kind == Kind.Init && initId < 0)
            {
                initId = frame.CallId;
                crew.Do(() => Specialise(frame));
            }
            else if (frame.Kind == Kind.Call && function != null)
            {
                lock (open)
                {
                    open.Add(frame.CallId);
                }
                crew.Do(() => Serve(frame));
            }
            else if (frame.Kind == Kind.Stop && (function != null || initId < 0))
            {
                crew.Do(Stop);
            }
            else
            {
                Wire.Leave();
            }
        }

        private void Specialise(Frame frame)
        {
            beforeInit();
            Dictionary<string, object> spec = frame.Header;
            try
            {
                foreach (var variable in CallFacts.Map(spec, "environment"))
                {
                    SetVariable(variable.Key, (string)variable.Value);
                }
                TimeZoneInfo.ClearCachedData(); // TZ may be among them
                string directory = CallFacts.Text(spec, "workDirectory");
                if (directory.Length > 0)
                {
                    Directory.SetCurrentDirectory(directory); // a rehearsal has none
                }
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

        /// <summary>For .NET, which keeps variables of its own, and for native code, which does not see those.</summary>
        public static void SetVariable(string name, string value)
        {
            Environment.SetEnvironmentVariable(name, value);
            Native.SetVariable(name, value);
        }

        private void Serve(Frame frame)
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

        private void Answer(Kind kind, int callId, string header, byte[] payload)
        {
            lock (open)
            {
                if (!open.Remove(callId))
                {
                    return; // the process is about to end, and has said so
                }
                wire.Write(kind, callId, header, payload);
                Monitor.PulseAll(open);
            }
        }

        /// <summary>Lets the calls end that are open, then the function, then the process. The server sets the time.</summary>
        private void Stop()
        {
            lock (open)
            {
                while (open.Count > 0)
                {
                    Monitor.Wait(open);
                }
            }
            function?.PreStop();
            Native.Exit(0);
        }

        /// <summary>User code exits the process, or an exception on a thread of its own is about to.</summary>
        public void Leave(Func<int, string, Failure> reason)
        {
            lock (open)
            {
                foreach (int callId in open)
                {
                    Failure failure = reason(Failure.Raised, "function invocation exception, error: ");
                    wire.Write(Kind.Error, callId, failure.Header(true), failure.Body);
                }
                if (initId >= 0 && function == null)
                {
                    Failure failure = initializing
                        ? reason(Failure.InitializerFailed, "function initialization exception: ")
                        : reason(Failure.LoadFailed, "cannot load the function: ");
                    wire.Write(Kind.InitFailed, initId, failure.Header(true), failure.Body);
                }
                Native.Exit(1); // nothing is known about its state any more
            }
        }
    }
}
