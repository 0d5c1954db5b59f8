using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Funcgraph.Json;

namespace Funcgraph.Worker
{
    /// <summary>What runs inside a .NET worker: it starts without code, is specialised once, and then serves calls.</summary>
    internal static class Program
    {
        private static int Main()
        {
            string path = Take("FUNCGRAPH_SOCKET");
            string secret = Take("FUNCGRAPH_SECRET");
            OpenOutput();
            var crew = new Crew();
            var wire = new Wire(Native.Connect(path));
            var rehearsal = new Rehearsal(crew);
            var session = new Session(wire, crew, rehearsal.End);
            AppDomain.CurrentDomain.ProcessExit += (sender, e) => session.Leave(Exited);
            AppDomain.CurrentDomain.UnhandledException += (sender, e) => Unhandled(session, e.ExceptionObject);
            wire.Write(Kind.Hello, 0, "{\"secret\":\"" + secret + "\",\"version\":\"" + Version() + "\"}", null);
            rehearsal.Begin();
            while (true)
            {
                session.Next();
            }
        }

        private static string Take(string name)
        {
            string value = Environment.GetEnvironmentVariable(name);
            Session.SetVariable(name, null);
            return value;
        }

        /// <summary>Output and errors go the same way, in the order in which they are written.</summary>
        private static void OpenOutput()
        {
            var writer = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
            TextWriter output = TextWriter.Synchronized(writer);
            Console.SetOut(output);
            Console.SetError(output);
        }

        /// <summary>The directory of the framework is named by its version.</summary>
        private static string Version()
        {
            return Path.GetFileName(Path.GetDirectoryName(typeof(object).Assembly.Location));
        }

        private static Failure Exited(int code, string prefix)
        {
            return new Failure(code, prefix + "the function called Environment.Exit()", "ProcessExit", new string[0]);
        }

        private static void Unhandled(Session session, object thrown)
        {
            Console.Out.WriteLine("Unhandled exception: " + thrown);
            Exception exception = thrown as Exception ?? new InvalidOperationException("what was thrown is no exception");
            session.Leave((code, prefix) => Failure.Of(code, prefix, exception));
        }
    }
}
