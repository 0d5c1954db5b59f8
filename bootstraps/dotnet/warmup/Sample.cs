using System.Collections.Generic;
using System.IO;
using System.Text;
using HC.Serverless.Function.Common;

namespace Funcgraph.WarmUp
{
    /// <summary>
    /// A function that each worker loads and calls before it has any code, so that the first call of a real one finds the
    /// same paths through the runtime compiled and loaded.
    /// </summary>
    public class Sample
    {
        public void Initialize(IFunctionContext context)
        {
            context.GetUserData("none");
        }

        public Stream Handler(Stream input, IFunctionContext context)
        {
            using (var reader = new StreamReader(input, Encoding.UTF8))
            {
                return new MemoryStream(Encoding.UTF8.GetBytes(reader.ReadToEnd() + context.RequestId));
            }
        }

        public Stream Fail(Stream input, IFunctionContext context)
        {
            throw new System.ArgumentException("as rehearsed");
        }

        [FunctionSerializer(typeof(JsonSerializer))]
        public Shape Typed(Shape input, IFunctionContext context)
        {
            input.Name += context.FunctionName;
            return input;
        }

        public class Shape
        {
            public string Name { get; set; }

            public int Count { get; set; }

            public bool Open { get; set; }

            public double Width { get; set; }

            public System.DateTime Made { get; set; }

            public List<int> Sizes { get; set; }

            public Dictionary<string, string> Labels { get; set; }

            public Shape Inner { get; set; }
        }
    }
}
