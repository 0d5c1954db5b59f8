using System;
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Funcgraph.Json
{
    /// <summary>Objects as JSON text, as Newtonsoft.Json would write them with its default settings.</summary>
    internal sealed class JsonWriter
    {
        private const int MaxDepth = 128;

        private readonly StringBuilder built = new StringBuilder();
        private int depth;

        public static string Write(object value)
        {
            var writer = new JsonWriter();
            writer.Value(value);
            return writer.built.ToString();
        }

        private void Value(object value)
        {
            if (value == null)
            {
                built.Append("null");
            }
            else if (value is string || value is char || value is Guid || value is Uri || value is TimeSpan || value is Version)
            {
                Text(value.ToString());
            }
            else if (value is bool)
            {
                built.Append((bool)value ? "true" : "false");
            }
            else if (value is double || value is float)
            {
                Floating(Convert.ToDouble(value), ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture));
            }
            else if (value is Enum)
            {
                built.Append(((Enum)value).ToString("D"));
            }
            else if (value is DateTime || value is DateTimeOffset)
            {
                Text(((IFormattable)value).ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
            }
            else if (value is decimal)
            {
                string text = ((decimal)value).ToString(CultureInfo.InvariantCulture);
                built.Append(text.IndexOf('.') < 0 ? text + ".0" : text);
            }
            else if (value.GetType().IsPrimitive)
            {
                built.Append(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
            }
            else if (value is byte[])
            {
                Text(Convert.ToBase64String((byte[])value));
            }
            else
            {
                Nested(value);
            }
        }

        private void Floating(double value, string text)
        {
            if (double.IsNaN(value) || double.IsInfinity(value))
            {
                throw new JsonException("NaN and Infinity have no JSON form");
            }
            built.Append(text.IndexOfAny(new[] { '.', 'E' }) < 0 ? text + ".0" : text);
        }

        private void Nested(object value)
        {
            if (value is Delegate || value is Type || value is System.Threading.Tasks.Task)
            {
                throw new JsonException("a " + value.GetType().FullName + " has no JSON form");
            }
            if (++depth > MaxDepth)
            {
                throw new JsonException("the value is nested deeper than " + MaxDepth + ", or contains itself");
            }
            if (value is IDictionary)
            {
                Dictionary((IDictionary)value);
            }
            else if (value is IEnumerable)
            {
                Sequence((IEnumerable)value);
            }
            else
            {
                Members(value);
            }
            depth--;
        }

        private void Dictionary(IDictionary map)
        {
            string separator = "{";
            foreach (DictionaryEntry entry in map)
            {
                built.Append(separator);
                Text(Convert.ToString(entry.Key, CultureInfo.InvariantCulture));
                built.Append(':');
                Value(entry.Value);
                separator = ",";
            }
            built.Append(separator == "{" ? "{}" : "}");
        }

        private void Sequence(IEnumerable elements)
        {
            string separator = "[";
            foreach (object element in elements)
            {
                built.Append(separator);
                Value(element);
                separator = ",";
            }
            built.Append(separator == "[" ? "[]" : "]");
        }

        private void Members(object value)
        {
            string separator = "{";
            foreach (JsonMember member in JsonMember.Of(value.GetType()))
            {
                if (!member.IsReadable)
                {
                    continue;
                }
                built.Append(separator);
                Text(member.Name);
                built.Append(':');
                Value(member.Read(value));
                separator = ",";
            }
            built.Append(separator == "{" ? "{}" : "}");
        }

        private void Text(string text)
        {
            built.Append('"');
            for (int at = 0; at < text.Length; at++)
            {
                char c = text[at];
                int escape = "\"\\\b\f\n\r\t".IndexOf(c);
                if (escape >= 0)
                {
                    built.Append('\\').Append("\"\\bfnrt"[escape]);
                }
                else if (c < ' ' || IsLone(text, at))
                {
                    built.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                }
                else
                {
                    built.Append(c);
                }
            }
            built.Append('"');
        }

        /// <summary>Half a surrogate pair exists in JSON only as an escape.</summary>
        private static bool IsLone(string text, int at)
        {
            return char.IsHighSurrogate(text[at])
                ? at + 1 >= text.Length || !char.IsLowSurrogate(text[at + 1])
                : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));
        }
    }
}
