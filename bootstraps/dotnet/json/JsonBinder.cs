using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace Funcgraph.Json
{
    /// <summary>What <see cref="JsonReader"/> read, as an object of a given type.</summary>
    internal static class JsonBinder
    {
        public static object Bind(object value, Type type)
        {
            Type inner = Nullable.GetUnderlyingType(type);
            if (value == null)
            {
                return type.IsValueType && inner == null ? Activator.CreateInstance(type) : null;
            }
            type = inner ?? type;
            if (type.IsInstanceOfType(value))
            {
                return value;
            }
            var members = value as Dictionary<string, object>;
            if (members != null)
            {
                return Object(members, type);
            }
            var elements = value as List<object>;
            return elements != null ? Sequence(elements, type) : Scalar(value, type);
        }

        private static object Scalar(object value, Type type)
        {
            var text = value as string;
            try
            {
                if (text != null)
                {
                    return Parsed(text, type);
                }
                if (type.IsEnum)
                {
                    return Enum.ToObject(type, value);
                }
                if (type == typeof(string))
                {
                    return value is bool ? ((bool)value ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture);
                }
                return Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
            }
            catch (Exception e) when (e is FormatException || e is InvalidCastException || e is OverflowException || e is ArgumentException)
            {
                throw Mismatch(value, type);
            }
        }

        private static object Parsed(string text, Type type)
        {
            if (type == typeof(Guid))
            {
                return Guid.Parse(text);
            }
            if (type == typeof(DateTime))
            {
                return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
            }
            if (type == typeof(DateTimeOffset))
            {
                return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            }
            if (type == typeof(TimeSpan))
            {
                return TimeSpan.Parse(text, CultureInfo.InvariantCulture);
            }
            if (type == typeof(Uri))
            {
                return new Uri(text, UriKind.RelativeOrAbsolute);
            }
            if (type == typeof(byte[]))
            {
                return Convert.FromBase64String(text);
            }
            return type.IsEnum ? Enum.Parse(type, text, true) : Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }

        private static object Sequence(List<object> elements, Type type)
        {
            if (type.IsArray)
            {
                Array array = Array.CreateInstance(type.GetElementType(), elements.Count);
                for (int at = 0; at < elements.Count; at++)
                {
                    array.SetValue(Bind(elements[at], type.GetElementType()), at);
                }
                return array;
            }
            Type element = Arguments(type, typeof(IEnumerable<>)).FirstOrDefault();
            Type list = element == null ? null : typeof(List<>).MakeGenericType(element);
            if (list == null)
            {
                throw Mismatch(elements, type);
            }
            var made = (IList)Activator.CreateInstance(list);
            foreach (object one in elements)
            {
                made.Add(Bind(one, element));
            }
            if (type.IsAssignableFrom(list))
            {
                return made;
            }
            ConstructorInfo copying = type.GetConstructor(new[] { typeof(IEnumerable<>).MakeGenericType(element) });
            if (copying == null)
            {
                throw Mismatch(elements, type);
            }
            return copying.Invoke(new object[] { made });
        }

        private static object Object(Dictionary<string, object> members, Type type)
        {
            Type[] pair = Arguments(type, typeof(IDictionary<,>)).Concat(Arguments(type, typeof(IReadOnlyDictionary<,>))).ToArray();
            if (pair.Length >= 2)
            {
                Type map = typeof(Dictionary<,>).MakeGenericType(pair[0], pair[1]);
                var made = (IDictionary)Activator.CreateInstance(type.IsAssignableFrom(map) ? map : type);
                foreach (var member in members)
                {
                    made[Bind(member.Key, pair[0])] = Bind(member.Value, pair[1]);
                }
                return made;
            }
            if (type.IsPrimitive || type == typeof(string) || type.IsAbstract || type.IsArray)
            {
                throw Mismatch(members, type);
            }
            return Filled(Activator.CreateInstance(type), members);
        }

        private static object Filled(object made, Dictionary<string, object> members)
        {
            JsonMember[] targets = JsonMember.Of(made.GetType());
            foreach (var member in members)
            {
                JsonMember target = targets.FirstOrDefault(it => it.Name == member.Key)
                    ?? targets.FirstOrDefault(it => string.Equals(it.Name, member.Key, StringComparison.OrdinalIgnoreCase));
                if (target != null && target.IsWritable)
                {
                    target.Write(made, Bind(member.Value, target.Type));
                }
            }
            return made;
        }

        private static IEnumerable<Type> Arguments(Type type, Type wanted)
        {
            Type found = new[] { type }.Concat(type.GetInterfaces())
                .FirstOrDefault(it => it.IsGenericType && it.GetGenericTypeDefinition() == wanted);
            return found == null ? Enumerable.Empty<Type>() : found.GetGenericArguments();
        }

        private static JsonException Mismatch(object value, Type type)
        {
            string kind = value is Dictionary<string, object> ? "an object"
                : value is List<object> ? "an array"
                : value is string ? "the text '" + value + "'"
                : Convert.ToString(value, CultureInfo.InvariantCulture);
            return new JsonException("cannot read " + kind + " as " + type.FullName);
        }
    }
}
