using System.IO;
using System.Text;
using HC.Serverless.Function.Common;

namespace Own
{
    public class Program
    {
        public Stream Handler(Stream input, IFunctionContext context)
        {
            context.Logger.Logf("{0}", OnlyHere.Said);
            return new MemoryStream(Encoding.UTF8.GetBytes(typeof(IFunctionContext).Assembly.GetName().Version + context.RequestId));
        }
    }
}
