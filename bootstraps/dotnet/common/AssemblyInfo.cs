using System.Reflection;

// Code compiled against any version of the library finds this one new enough.
[assembly: AssemblyVersion("99.0.0.0")]
