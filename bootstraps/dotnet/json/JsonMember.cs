using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Funcgraph.Json
{
    /// <summary>
    /// A public property or field. Attributes that name or hide it count by their own name, whichever library they come
    /// from: DataMember, JsonProperty, JsonPropertyName, IgnoreDataMember, JsonIgnore.
    /// </summary>
    internal sealed class JsonMember
    {
        private const BindingFlags Wanted = BindingFlags.Public | BindingFlags.Instance;
        private static readonly Dictionary<Type, JsonMember[]> Known = new Dictionary<Type, JsonMember[]>();

        private readonly PropertyInfo property;
        private readonly FieldInfo field;

        private JsonMember(MemberInfo member)
        {
            property = member as PropertyInfo;
            field = member as FieldInfo;
            Name = member.CustomAttributes.Select(GivenName).FirstOrDefault(name => name != null) ?? member.Name;
        }

        public string Name { get; }

        public Type Type => property != null ? property.PropertyType : field.FieldType;

        public bool IsReadable => property == null || property.GetGetMethod() != null;

        public bool IsWritable => property != null ? property.GetSetMethod() != null : !field.IsInitOnly;

        public static JsonMember[] Of(Type type)
        {
            lock (Known)
            {
                JsonMember[] members;
                if (!Known.TryGetValue(type, out members))
                {
                    members = type.GetProperties(Wanted)
                        .Where(it => it.GetIndexParameters().Length == 0)
                        .Concat<MemberInfo>(type.GetFields(Wanted))
                        .Where(it => !it.CustomAttributes.Any(Hides))
                        .Select(it => new JsonMember(it))
                        .ToArray();
                    Known[type] = members;
                }
                return members;
            }
        }

        public object Read(object owner)
        {
            return property != null ? property.GetValue(owner) : field.GetValue(owner);
        }

        public void Write(object owner, object value)
        {
            if (property != null)
            {
                property.SetValue(owner, value);
            }
            else
            {
                field.SetValue(owner, value);
            }
        }

        private static bool Hides(CustomAttributeData attribute)
        {
            string name = attribute.AttributeType.Name;
            return name == "JsonIgnoreAttribute" || name == "IgnoreDataMemberAttribute";
        }

        private static string GivenName(CustomAttributeData attribute)
        {
            string name = attribute.AttributeType.Name;
            if (name != "DataMemberAttribute" && name != "JsonPropertyAttribute" && name != "JsonPropertyNameAttribute")
            {
                return null;
            }
            object positional = attribute.ConstructorArguments.Select(it => it.Value).FirstOrDefault(it => it is string);
            object named = attribute.NamedArguments
                .Where(it => it.MemberName == "Name" || it.MemberName == "PropertyName")
                .Select(it => it.TypedValue.Value)
                .FirstOrDefault();
            return (positional ?? named) as string;
        }
    }
}
