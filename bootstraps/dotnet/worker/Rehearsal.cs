using System;
using System.Collections.Generic;
using System.Text;
using Funcgraph.Json;

namespace Funcgraph.Worker
{
    /// <summary>
    /// While the worker waits for its function, it becomes a sample one and calls it, over a wire of its own: whatever the
    /// first real call needs of the runtime is then loaded and compiled, which takes 100 ms. It follows HELLO, because a
    /// worker that is wanted at once is wanted before that; INIT ends it at the next step, and what it compiles until then
    /// the real call finds compiled.
    /// </summary>
    internal sealed class Rehearsal
    {
        private const string Event = "{\"name\":\"x\",\"Count\":1,\"Open\":true,\"Width\":1.5,\"Made\":\"2020-01-01T00:00:00Z\",\"Sizes\":[1],"
            + "\"Labels\":{\"a\":\"b\"},\"Inner\":{\"Name\":null}}";
        private const string Sample = "Funcgraph.WarmUp::Funcgraph.WarmUp.Sample::";

        private readonly Crew crew;
        private volatile bool wanted;

        public Rehearsal(Crew crew)
        {
            this.crew = crew;
        }

        public void Begin()
        {
            crew.Do(Run);
        }

        public void End()
        {
            wanted = true;
        }

        private void Run()
        {
            foreach (string method in new[] { "Handler", "Fail", "Typed" })
            {
                if (wanted)
                {
                    return;
                }
                Play(method);
            }
        }

        private void Play(string method)
        {
            int[] both = Native.Pair();
            var server = new Wire(both[0]);
            var session = new Session(new Wire(both[1]), crew, () => { });
            server.Write(Kind.Init, 0, Spec(method), null);
            session.Next();
            Kind said = server.Read().Kind;
            while (said == Kind.Loaded)
            {
                said = server.Read().Kind;
            }
            for (int callId = 1; callId <= 2 && said == Kind.Ready && !wanted; callId++)
            {
                server.Write(Kind.Call, callId, "{\"requestId\":\"none\"}", Encoding.UTF8.GetBytes(Event));
                session.Next();
                server.Read();
            }
            Native.Close(both[0]);
            Native.Close(both[1]);
        }

        private static string Spec(string method)
        {
            return JsonWriter.Write(new Dictionary<string, object>
            {
                { "function", "sample" },
                { "codeDirectory", UserCode.PlatformDirectory },
                { "handler", Sample + method },
                { "initializer", Sample + "Initialize" },
                { "initializerTimeoutSeconds", 1 },
                { "timeoutSeconds", 1 },
                { "memoryMb", 128 },
                { "environment", new Dictionary<string, object> { { "FUNCGRAPH_SOCKET", "" } } },
            });
        }
    }
}
