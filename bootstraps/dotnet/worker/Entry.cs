using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Threading.Tasks;

namespace Funcgraph.Worker
{
    /// <summary>A method of the function: <c>ASSEMBLY::NAMESPACE.CLASS::METHOD</c>, and how an event becomes its argument.</summary>
    internal sealed class Entry
    {
        private const int MaxResponseBytes = 6291456;
        private const BindingFlags Wanted = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        private static readonly byte[] Nothing = new byte[0];

        private readonly UserCode code;
        private readonly MethodInfo method;
        private readonly object target;
        private readonly Serializer serializer;

        private Entry(UserCode code, MethodInfo method, object target)
        {
            this.code = code;
            this.method = method;
            this.target = target;
            serializer = Serializer.Of(method, code);
        }

        /// <param name="instances">of the classes seen so far: handler, initializer and pre-stop share theirs</param>
        public static Entry Find(UserCode code, string handler, Dictionary<Type, object> instances)
        {
            string[] parts = handler.Split(new[] { "::" }, StringSplitOptions.None);
            if (parts.Length != 3)
            {
                throw NotFound(handler, "it is not of the form ASSEMBLY::NAMESPACE.CLASS::METHOD");
            }
            if (!code.Has(parts[0]))
            {
                throw NotFound(handler, "there is no file " + parts[0] + ".dll in the code");
            }
            try
            {
                Type type = code.Program(parts[0]).GetType(parts[1], false);
                if (type == null)
                {
                    throw NotFound(handler, parts[0] + ".dll has no class '" + parts[1] + "'");
                }
                MethodInfo method = Method(type, parts[2], handler);
                return new Entry(code, method, method.IsStatic ? null : Instance(type, instances));
            }
            catch (TargetInvocationException e) when (e.InnerException != null)
            {
                throw Failure.Of(Failure.LoadFailed, "cannot load handler '" + handler + "': ", e.InnerException);
            }
            catch (Exception e)
            {
                throw Failure.Of(Failure.LoadFailed, "cannot load handler '" + handler + "': ", e);
            }
        }

        private static MethodInfo Method(Type type, string name, string handler)
        {
            MethodInfo[] named = type.GetMethods(Wanted).Where(it => it.Name == name).ToArray();
            MethodInfo found = named.FirstOrDefault(it => it.GetParameters().Any(IsContext)) ?? named.FirstOrDefault();
            if (found == null)
            {
                throw NotFound(handler, "the class '" + type.FullName + "' has no public method '" + name + "'");
            }
            bool oneEvent = found.GetParameters().Count(it => !IsContext(it)) <= 1;
            if (found.IsGenericMethodDefinition || !oneEvent || found.GetParameters().Length > 2)
            {
                throw NotFound(handler, "the method '" + name + "' must take an event and an IFunctionContext");
            }
            return found;
        }

        private static object Instance(Type type, Dictionary<Type, object> instances)
        {
            object instance;
            if (!instances.TryGetValue(type, out instance))
            {
                instance = Activator.CreateInstance(type, true);
                instances[type] = instance;
            }
            return instance;
        }

        private static bool IsContext(ParameterInfo parameter)
        {
            return parameter.ParameterType.Name == "IFunctionContext";
        }

        private static Failure NotFound(string handler, string why)
        {
            return new Failure(Failure.EntryNotFound, "cannot find handler '" + handler + "': " + why, "HandlerNotFound", new string[0]);
        }

        /// <summary>Runs the method and returns its result as bytes.</summary>
        /// <exception cref="Failure">with <paramref name="failureCode"/> when it throws</exception>
        public byte[] Run(byte[] payload, CallFacts facts, int failureCode, string failurePrefix)
        {
            object value;
            try
            {
                value = Awaited(Invoke(Arguments(payload, facts)));
            }
            catch (Exception e)
            {
                throw Failure.Of(failureCode, failurePrefix, e);
            }
            return Written(value);
        }

        private object[] Arguments(byte[] payload, CallFacts facts)
        {
            return method.GetParameters()
                .Select(it => IsContext(it) ? code.ContextFor(facts) : Event(it.ParameterType, payload))
                .ToArray();
        }

        private object Event(Type type, byte[] payload)
        {
            if (type.IsAssignableFrom(typeof(MemoryStream)) && type != typeof(object))
            {
                return new MemoryStream(payload, 0, payload.Length, false, true);
            }
            if (type == typeof(string) && !serializer.IsNamed)
            {
                return Encoding.UTF8.GetString(payload);
            }
            try
            {
                return serializer.Read(payload, type);
            }
            catch (Exception e)
            {
                throw new Failure(Failure.Raised, "the event cannot be read as " + type.FullName + ": " + e.Message,
                    e.GetType().FullName, new string[0]);
            }
        }

        private object Invoke(object[] arguments)
        {
            try
            {
                return method.Invoke(target, arguments);
            }
            catch (TargetInvocationException e) when (e.InnerException != null)
            {
                ExceptionDispatchInfo.Capture(e.InnerException).Throw();
                throw;
            }
        }

        private object Awaited(object value)
        {
            Type declared = method.ReturnType;
            if (value != null && declared.FullName != null && declared.FullName.StartsWith("System.Threading.Tasks.ValueTask", StringComparison.Ordinal))
            {
                value = declared.GetMethod("AsTask").Invoke(value, null);
                declared = value.GetType();
            }
            var task = value as Task;
            if (task == null)
            {
                return value;
            }
            task.GetAwaiter().GetResult();
            return declared.IsGenericType ? declared.GetProperty("Result").GetValue(task) : null;
        }

        private byte[] Written(object value)
        {
            if (value == null)
            {
                return Nothing;
            }
            try
            {
                var text = value as string;
                return text != null && !serializer.IsNamed
                    ? Encoding.UTF8.GetBytes(text)
                    : Bytes(value as Stream ?? serializer.Write(value, ResultType(value)));
            }
            catch (Exception e) when (!(e is Failure))
            {
                throw Failure.Of(Failure.ResultInvalid, "the result cannot be written: ", e);
            }
        }

        /// <summary>What a serializer is told the value is: the declared type, without the task around it.</summary>
        private Type ResultType(object value)
        {
            Type declared = method.ReturnType;
            bool task = declared.IsGenericType && (value.GetType() != declared) && declared.Namespace == "System.Threading.Tasks";
            return task ? declared.GetGenericArguments()[0] : declared;
        }

        /// <summary>
        /// All of it: one that can be rewound is read from its start, because code that wrote into it leaves it at its end.
        /// </summary>
        private static byte[] Bytes(Stream stream)
        {
            if (stream == null)
            {
                return Nothing;
            }
            using (stream)
            {
                if (stream.CanSeek)
                {
                    stream.Position = 0;
                    Check(stream.Length);
                }
                var memory = new MemoryStream(stream.CanSeek ? (int)stream.Length : 4096);
                var chunk = new byte[65536];
                for (int read = stream.Read(chunk, 0, chunk.Length); read > 0; read = stream.Read(chunk, 0, chunk.Length))
                {
                    memory.Write(chunk, 0, read);
                    Check(memory.Length);
                }
                return memory.ToArray();
            }
        }

        private static void Check(long bytes)
        {
            if (bytes > MaxResponseBytes)
            {
                throw new Failure(Failure.ResponseTooLarge, "response body size " + bytes + " exceeds the limit of " + MaxResponseBytes,
                    "ResponseTooLarge", new string[0]);
            }
        }
    }
}
