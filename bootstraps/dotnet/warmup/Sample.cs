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

        [FunctionSerializer(typeof(JsonSerializer))]
        public Shape Typed(Shape input, IFunctionContext context)
        {
            return new Shape { Name = input.Name + context.FunctionName, Sizes = input.Sizes };
        }

        public class Shape
        {
            public string Name { get; set; }

            public List<int> Sizes { get; set; }
        }
    }
}
