using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text;
using Funcgraph.Json;

namespace Funcgraph.Worker
{
    /// <summary>
    /// What reads events and writes results: the class that FunctionSerializer names on the method or its assembly, in the
    /// function's own copy of the library, hence by reflection; without one, plain JSON.
    /// </summary>
    internal sealed class Serializer
    {
        private readonly object instance;
        private readonly MethodInfo deserialize;
        private readonly MethodInfo serialize;

        private Serializer(Type named, UserCode code)
        {
            IsNamed = named != null;
            if (named == null || IsPlatforms(named, code))
            {
                return;
            }
            Type contract = named.GetInterfaces().FirstOrDefault(it => it.Name == "IFunctionSerializer");
            if (contract == null)
            {
                throw new InvalidOperationException(named.FullName + " is no IFunctionSerializer");
            }
            instance = Activator.CreateInstance(named);
            deserialize = contract.GetMethod("Deserialize");
            serialize = contract.GetMethod("Serialize");
        }

        /// <summary>Whether the function asks for a serializer; without one, text is not taken for JSON.</summary>
        public bool IsNamed { get; }

        public static Serializer Of(MethodInfo method, UserCode code)
        {
            return new Serializer(Named(method.CustomAttributes) ?? Named(method.DeclaringType.Assembly.CustomAttributes), code);
        }

        private static Type Named(IEnumerable<CustomAttributeData> attributes)
        {
            CustomAttributeData found = attributes.FirstOrDefault(it => it.AttributeType.Name == "FunctionSerializerAttribute");
            return found == null
                ? null
                : (Type)(found.NamedArguments.Select(it => it.TypedValue.Value).FirstOrDefault() ?? found.ConstructorArguments[0].Value);
        }

        /// <summary>
        /// The platform's JsonSerializer does what is done without one, unless the code has Newtonsoft.Json. Here that has
        /// been rehearsed; in the function's own copy of the assembly it would have to be compiled again.
        /// </summary>
        private static bool IsPlatforms(Type named, UserCode code)
        {
            return named.FullName == "HC.Serverless.Function.Common.JsonSerializer"
                && named.Assembly.Location.StartsWith(UserCode.PlatformDirectory, StringComparison.Ordinal)
                && !code.Has("Newtonsoft.Json");
        }

        public object Read(byte[] payload, Type type)
        {
            if (instance != null)
            {
                return Call(deserialize.MakeGenericMethod(type), new MemoryStream(payload, false));
            }
            string text = new UTF8Encoding(false, true).GetString(payload);
            return text.Length == 0 ? JsonBinder.Bind(null, type) : JsonBinder.Bind(JsonReader.Read(text), type);
        }

        public Stream Write(object value, Type type)
        {
            return instance != null
                ? (Stream)Call(serialize.MakeGenericMethod(type), value)
                : new MemoryStream(Encoding.UTF8.GetBytes(JsonWriter.Write(value)));
        }

        private object Call(MethodInfo method, object argument)
        {
            try
            {
                return method.Invoke(instance, new[] { argument });
            }
            catch (TargetInvocationException e) when (e.InnerException != null)
            {
                ExceptionDispatchInfo.Capture(e.InnerException).Throw();
                throw;
            }
        }
    }
}
