using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Funcgraph.Json
{
    /// <summary>The text is no JSON, or does not fit its type.</summary>
    public sealed class JsonException : Exception
    {
        public JsonException(string message) : base(message)
        {
        }
    }

    /// <summary>
    /// RFC 8259 into plain objects: Dictionary, List, string, bool, long, decimal, double, null. .NET Core 2.0 has no reader
    /// of its own that could be used here.
    /// </summary>
    internal sealed class JsonReader
    {
        private const int MaxDepth = 512;

        private readonly string text;
        private int at;
        private int depth;

        private JsonReader(string text)
        {
            this.text = text;
        }

        public static object Read(string text)
        {
            var reader = new JsonReader(text);
            object value = reader.Value();
            reader.Blanks();
            if (reader.at < text.Length)
            {
                throw reader.Unexpected();
            }
            return value;
        }

        private object Value()
        {
            Blanks();
            if (at >= text.Length)
            {
                throw new JsonException("the JSON text ends too early");
            }
            switch (text[at])
            {
                case '{':
                    return Nested(Object);
                case '[':
                    return Nested(Array);
                case '"':
                    return String();
                case 't':
                    return Word("true", true);
                case 'f':
                    return Word("false", false);
                case 'n':
                    return Word("null", null);
                default:
                    return Number();
            }
        }

        private object Nested(Func<object> read)
        {
            if (++depth > MaxDepth)
            {
                throw new JsonException("the JSON text is nested deeper than " + MaxDepth);
            }
            at++;
            object value = read();
            depth--;
            return value;
        }

        private object Object()
        {
            var members = new Dictionary<string, object>();
            if (Next('}'))
            {
                return members;
            }
            do
            {
                Blanks();
                if (at >= text.Length || text[at] != '"')
                {
                    throw Unexpected();
                }
                string name = String();
                Expect(':');
                members[name] = Value();
            }
            while (Next(','));
            Expect('}');
            return members;
        }

        private object Array()
        {
            var elements = new List<object>();
            if (Next(']'))
            {
                return elements;
            }
            do
            {
                elements.Add(Value());
            }
            while (Next(','));
            Expect(']');
            return elements;
        }

        private string String()
        {
            int start = ++at;
            while (at < text.Length && text[at] != '"' && text[at] != '\\' && text[at] >= ' ')
            {
                at++;
            }
            if (at < text.Length && text[at] == '"')
            {
                return text.Substring(start, at++ - start);
            }
            var built = new StringBuilder(text, start, at - start, Math.Max(16, (at - start) * 2));
            while (at < text.Length && text[at] >= ' ')
            {
                char c = text[at++];
                if (c == '"')
                {
                    return built.ToString();
                }
                built.Append(c == '\\' ? Escaped() : c);
            }
            throw Unexpected();
        }

        private char Escaped()
        {
            char c = at < text.Length ? text[at++] : '\0';
            switch (c)
            {
                case '"':
                case '\\':
                case '/':
                    return c;
                case 'b':
                    return '\b';
                case 'f':
                    return '\f';
                case 'n':
                    return '\n';
                case 'r':
                    return '\r';
                case 't':
                    return '\t';
                case 'u':
                    int code;
                    if (at + 4 <= text.Length
                        && int.TryParse(text.Substring(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code))
                    {
                        at += 4;
                        return (char)code;
                    }
                    break;
            }
            throw Unexpected();
        }

        private object Word(string word, object value)
        {
            if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0)
            {
                throw Unexpected();
            }
            at += word.Length;
            return value;
        }

        private object Number()
        {
            int start = at;
            Skip('-');
            int digits = at;
            Digits();
            if (at == digits || (text[digits] == '0' && at > digits + 1))
            {
                at = digits;
                throw Unexpected();
            }
            bool whole = true;
            if (Skip('.'))
            {
                whole = false;
                Digits();
            }
            if (Skip('e') || Skip('E'))
            {
                whole = false;
                if (!Skip('-'))
                {
                    Skip('+');
                }
                Digits();
            }
            if (!char.IsDigit(text[at - 1]))
            {
                throw Unexpected();
            }
            return Parsed(text.Substring(start, at - start), whole);
        }

        private static object Parsed(string number, bool whole)
        {
            long integer;
            if (whole && long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer))
            {
                return integer;
            }
            decimal exact;
            if (whole && decimal.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exact))
            {
                return exact;
            }
            double value;
            if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !double.IsInfinity(value))
            {
                return value;
            }
            throw new JsonException("the number " + number + " is out of range");
        }

        private void Digits()
        {
            while (at < text.Length && text[at] >= '0' && text[at] <= '9')
            {
                at++;
            }
        }

        private bool Skip(char c)
        {
            bool there = at < text.Length && text[at] == c;
            at += there ? 1 : 0;
            return there;
        }

        private bool Next(char c)
        {
            Blanks();
            return Skip(c);
        }

        private void Expect(char c)
        {
            if (!Next(c))
            {
                throw Unexpected();
            }
        }

        private void Blanks()
        {
            while (at < text.Length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t'))
            {
                at++;
            }
        }

        private JsonException Unexpected()
        {
            return at >= text.Length
                ? new JsonException("the JSON text ends too early")
                : new JsonException("unexpected character '" + text[at] + "' at position " + at + " of the JSON text");
        }
    }
}
