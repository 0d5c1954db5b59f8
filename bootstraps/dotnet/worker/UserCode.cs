using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;

namespace Funcgraph.Worker
{
    /// <summary>
    /// Where the assemblies of a function come from: its code; the framework, unless the code brings a newer one; and the
    /// platform's own library when the code lacks it.
    /// </summary>
    internal sealed class UserCode : AssemblyLoadContext
    {
        private static readonly string[] PlatformAssemblies = { "HC.Serverless.Function.Common", "Funcgraph.Context" };

        private static readonly Dictionary<string, string> Framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(':')
            .Where(path => path.Length > 0)
            .GroupBy(path => Path.GetFileNameWithoutExtension(path))
            .ToDictionary(group => group.Key, group => group.First());

        private readonly string directory;
        private ConstructorInfo context;

        public UserCode(string directory)
        {
            this.directory = directory;
        }

        public static string PlatformDirectory => Path.Combine(AppContext.BaseDirectory, "platform");

        public Assembly Program(string name)
        {
            return LoadFromAssemblyPath(Path.Combine(directory, name + ".dll"));
        }

        public bool Has(string name)
        {
            return File.Exists(Path.Combine(directory, name + ".dll"));
        }

        /// <summary>The context as the function's own interface.</summary>
        public object ContextFor(CallFacts facts)
        {
            if (context == null)
            {
                Type type = LoadFromAssemblyName(new AssemblyName("Funcgraph.Context")).GetType("Funcgraph.Context.FunctionContext", true);
                context = type.GetConstructor(new[] { typeof(CallFacts) });
            }
            return context.Invoke(new object[] { facts });
        }

        protected override Assembly Load(AssemblyName name)
        {
            string own = Path.Combine(directory, name.Name + ".dll");
            string framework;
            if (Framework.TryGetValue(name.Name, out framework))
            {
                return File.Exists(own) && IsNewer(own, framework) ? LoadFromAssemblyPath(own) : null;
            }
            if (File.Exists(own))
            {
                return LoadFromAssemblyPath(own);
            }
            return PlatformAssemblies.Contains(name.Name)
                ? LoadFromAssemblyPath(Path.Combine(PlatformDirectory, name.Name + ".dll"))
                : null;
        }

        protected override IntPtr LoadUnmanagedDll(string name)
        {
            string own = new[] { name, name + ".so", "lib" + name + ".so" }
                .Select(file => Path.Combine(directory, file))
                .FirstOrDefault(File.Exists);
            return own == null ? IntPtr.Zero : LoadUnmanagedDllFromPath(own);
        }

        private static bool IsNewer(string own, string framework)
        {
            try
            {
                return GetAssemblyName(own).Version > GetAssemblyName(framework).Version;
            }
            catch (BadImageFormatException)
            {
                return false;
            }
        }
    }
}
