using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Funcgraph.Worker
{
    /// <summary>
    /// What is known about one call, in types that do not depend on whose copy of HC.Serverless.Function.Common the
    /// function brings along. Public for the assembly that shows it to the function, which is loaded beside that copy.
    /// </summary>
    public sealed class CallFacts
    {
        private const int MaxLogLineBytes = 90 * 1024;

        private readonly Dictionary<string, object> spec;
        private readonly Dictionary<string, object> call;
        private readonly DateTime ends;

        internal CallFacts(Dictionary<string, object> spec, Dictionary<string, object> call, object timeoutSeconds)
        {
            this.spec = spec;
            this.call = call;
            ends = DateTime.UtcNow.AddSeconds(Convert.ToDouble(timeoutSeconds, CultureInfo.InvariantCulture));
        }

        public int RemainingMillis => (int)Math.Max(0, Math.Min(int.MaxValue, (ends - DateTime.UtcNow).TotalMilliseconds));

        public string OfFunction(string name)
        {
            return Text(spec, name);
        }

        public int NumberOfFunction(string name)
        {
            object value;
            return spec.TryGetValue(name, out value) ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : 0;
        }

        public string OfCall(string name)
        {
            return Text(call, name);
        }

        public string Credential(string name)
        {
            return Text(Map(call, "credentials"), name);
        }

        /// <summary>A variable, null when there is none of that name.</summary>
        public string UserData(string name)
        {
            object value;
            return name != null && Map(spec, "userData").TryGetValue(name, out value) ? value as string : null;
        }

        /// <summary>Lines of the shape "UTC time, request id, text"; long ones are split.</summary>
        public void Log(string text)
        {
            string start = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "Z " + OfCall("requestId") + " ";
            text = text ?? "";
            int at = 0;
            do
            {
                int end = EndOfLine(text, at);
                Console.Out.Write(start + text.Substring(at, end - at) + "\n");
                at = end;
            }
            while (at < text.Length);
        }

        private static int EndOfLine(string text, int at)
        {
            if (text.Length - at <= MaxLogLineBytes / 3)
            {
                return text.Length;
            }
            int bytes = 0;
            int end = at;
            while (end < text.Length)
            {
                int chars = char.IsSurrogatePair(text, end) ? 2 : 1;
                bytes += chars == 2 ? 4 : text[end] < 0x80 ? 1 : text[end] < 0x800 ? 2 : 3;
                if (bytes > MaxLogLineBytes)
                {
                    break;
                }
                end += chars;
            }
            return end;
        }

        internal static Dictionary<string, object> Map(Dictionary<string, object> from, string name)
        {
            object value;
            from.TryGetValue(name, out value);
            return value as Dictionary<string, object> ?? new Dictionary<string, object>();
        }

        internal static string Text(Dictionary<string, object> from, string name)
        {
            object value;
            return from.TryGetValue(name, out value) ? value as string ?? "" : "";
        }
    }
}
