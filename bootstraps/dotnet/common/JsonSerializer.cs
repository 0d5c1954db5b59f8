using System;
using System.IO;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Text;
using Funcgraph.Json;

namespace HC.Serverless.Function.Common
{
    /// <summary>
    /// JSON by Newtonsoft.Json when the function's code has that beside it, so that its attributes and settings hold; else
    /// by the platform's own.
    /// </summary>
    public class JsonSerializer : IFunctionSerializer
    {
        // This assembly is loaded together with the function's, so the name is looked for in the function's code.
        private static readonly Type Newtonsoft = Type.GetType("Newtonsoft.Json.JsonConvert, Newtonsoft.Json");

        public T Deserialize<T>(Stream ins)
        {
            string text = "";
            if (ins != null)
            {
                using (var reader = new StreamReader(ins, new UTF8Encoding(false, true), true, 4096, true))
                {
                    text = reader.ReadToEnd();
                }
            }
            if (Newtonsoft != null)
            {
                return (T)Call(Newtonsoft.GetMethod("DeserializeObject", new[] { typeof(string), typeof(Type) }), text, typeof(T));
            }
            return text.Trim().Length == 0 ? default(T) : (T)JsonBinder.Bind(JsonReader.Read(text), typeof(T));
        }

        public Stream Serialize<T>(T value)
        {
            string text = Newtonsoft != null
                ? (string)Call(Newtonsoft.GetMethod("SerializeObject", new[] { typeof(object) }), value)
                : JsonWriter.Write(value);
            return new MemoryStream(Encoding.UTF8.GetBytes(text));
        }

        private static object Call(MethodInfo method, params object[] arguments)
        {
            try
            {
                return method.Invoke(null, arguments);
            }
            catch (TargetInvocationException e)
            {
                ExceptionDispatchInfo.Capture(e.InnerException).Throw();
                throw;
            }
        }
    }
}
