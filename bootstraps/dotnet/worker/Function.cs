using System;
using System.Collections.Generic;
using System.IO;

namespace Funcgraph.Worker
{
    /// <summary>The function that this worker has become.</summary>
    internal sealed class Function
    {
        private const string Initialization = "function initialization exception: ";

        private readonly Dictionary<string, object> spec;
        private readonly UserCode code;
        private readonly Dictionary<Type, object> instances = new Dictionary<Type, object>();
        private readonly Entry handler;

        /// <exception cref="Failure">when the handler cannot be had</exception>
        public Function(Dictionary<string, object> spec)
        {
            this.spec = spec;
            code = new UserCode(CallFacts.Text(spec, "codeDirectory"));
            handler = Entry.Find(code, CallFacts.Text(spec, "handler"), instances);
        }

        /// <summary>Runs the initializer, if there is one, before which it calls <paramref name="loaded"/>.</summary>
        public void Initialize(Action loaded)
        {
            string name = CallFacts.Text(spec, "initializer");
            if (name.Length > 0)
            {
                Entry initializer = Entry.Find(code, name, instances);
                loaded();
                var facts = new CallFacts(spec, new Dictionary<string, object>(), spec["initializerTimeoutSeconds"]);
                initializer.Run(new byte[0], facts, Failure.InitializerFailed, Initialization);
            }
        }

        public byte[] Call(Dictionary<string, object> call, byte[] payload)
        {
            var facts = new CallFacts(spec, call, spec["timeoutSeconds"]);
            return handler.Run(payload, facts, Failure.Raised, "function invocation exception, error: ");
        }

        /// <summary>What goes wrong in the pre-stop handler can only be told to the log.</summary>
        public void PreStop()
        {
            string name = CallFacts.Text(spec, "preStop");
            if (name.Length == 0)
            {
                return;
            }
            try
            {
                object seconds;
                var facts = new CallFacts(spec, new Dictionary<string, object>(),
                    spec.TryGetValue("preStopTimeoutSeconds", out seconds) ? seconds : 90);
                Entry.Find(code, name, instances).Run(new byte[0], facts, Failure.Raised, "");
            }
            catch (Exception e)
            {
                Console.Out.WriteLine("pre-stop exception: " + e.Message);
            }
        }
    }
}
