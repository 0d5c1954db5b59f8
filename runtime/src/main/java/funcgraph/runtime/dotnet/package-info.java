/**
 * What turns the C# sources of this server's jar into the assemblies that run inside .NET workers, once for each .NET that
 * is installed: a jar of sources can be read, and a binary in it could not. It must never know how a .NET comes onto the
 * machine, nor what a worker does.
 */
@NullMarked
package funcgraph.runtime.dotnet;

import org.jspecify.annotations.NullMarked;
