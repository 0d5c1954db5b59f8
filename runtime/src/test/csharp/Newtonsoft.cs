using System;

// Stands in for the real one: what it does shows that it was asked.
namespace Newtonsoft.Json
{
    public static class JsonConvert
    {
        public static object DeserializeObject(string text, Type type)
        {
            return Activator.CreateInstance(type);
        }

        public static string SerializeObject(object value)
        {
            return "\"by Newtonsoft\"";
        }
    }
}
