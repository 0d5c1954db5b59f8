using System;
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

        private Serializer(Type named)
        {
            if (named == null)
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

        public bool IsNamed => instance != null;

        public static Serializer Of(MethodInfo method)
        {
            return new Serializer(Named(method.CustomAttributes) ?? Named(method.DeclaringType.Assembly.CustomAttributes));
        }

        private static Type Named(System.Collections.Generic.IEnumerable<CustomAttributeData> attributes)
        {
            CustomAttributeData found = attributes.FirstOrDefault(it => it.AttributeType.Name == "FunctionSerializerAttribute");
            return found == null
                ? null
                : (Type)(found.NamedArguments.Select(it => it.TypedValue.Value).FirstOrDefault() ?? found.ConstructorArguments[0].Value);
        }

        public object Read(byte[] payload, Type type)
        {
            if (IsNamed)
            {
                return Call(deserialize.MakeGenericMethod(type), new MemoryStream(payload, false));
            }
            string text = new UTF8Encoding(false, true).GetString(payload);
            return text.Length == 0 ? JsonBinder.Bind(null, type) : JsonBinder.Bind(JsonReader.Read(text), type);
        }

        public Stream Write(object value, Type type)
        {
            return IsNamed
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
