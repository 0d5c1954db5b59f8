using System;
using System.IO;
using System.Text;
using HC.Serverless.Function.Common;

namespace Example
{
    public class Hello
    {
        public static void Main(string[] arguments)
        {
        }

        public Stream Handle(Stream input, IFunctionContext context)
        {
            string text = new StreamReader(input, Encoding.UTF8).ReadToEnd();
            context.Logger.Log("greeting " + text);
            string greeting = context.GetUserData("greeting", "Hello");
            string name = Name(text);
            return new MemoryStream(Encoding.UTF8.GetBytes("{\"message\":\"" + greeting + ", " + name + "!\"}"));
        }

        // .NET Core 2 has no JSON of its own; add Newtonsoft.Json.dll to the package for more than this.
        static string Name(string json)
        {
            int at = json.IndexOf("\"name\"");
            int from = at < 0 ? -1 : json.IndexOf('"', json.IndexOf(':', at));
            return from < 0 ? "world" : json.Substring(from + 1, json.IndexOf('"', from + 1) - from - 1);
        }
    }
}
