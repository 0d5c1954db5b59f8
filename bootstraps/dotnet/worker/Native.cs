using System;
using System.Runtime.InteropServices;

namespace Funcgraph.Worker
{
    /// <summary>
    /// The system calls for one Unix-domain socket and for the end of the process. .NET Core 2.0 has no public end point for
    /// such sockets, and these need nothing loaded.
    /// </summary>
    internal static class Native
    {
        public const int Interrupted = 4;
        public const int Kill = 9;
        private const int UnixFamily = 1;
        private const int StreamCloseOnExec = 1 | 0x80000;

        /// <summary>A connected socket that no child process inherits.</summary>
        public static int Connect(string path)
        {
            byte[] name = System.Text.Encoding.UTF8.GetBytes(path);
            var address = new byte[110];
            address[0] = UnixFamily;
            if (name.Length > address.Length - 3)
            {
                throw new ArgumentException("the path of the socket is too long: " + path);
            }
            Array.Copy(name, 0, address, 2, name.Length);
            int socket = socket_(UnixFamily, StreamCloseOnExec, 0);
            if (socket < 0 || connect(socket, address, address.Length) != 0)
            {
                throw new InvalidOperationException("cannot reach the server: errno " + Marshal.GetLastWin32Error());
            }
            return socket;
        }

        /// <summary>Two sockets that are each other's other end.</summary>
        public static int[] Pair()
        {
            var both = new int[2];
            if (socketpair(UnixFamily, StreamCloseOnExec, 0, both) != 0)
            {
                throw new InvalidOperationException("no pair of sockets: errno " + Marshal.GetLastWin32Error());
            }
            return both;
        }

        /// <summary>Reads at least one byte; 0 when the other end is gone.</summary>
        public static int Read(int socket, byte[] into, int offset, int count)
        {
            while (true)
            {
                long done = (long)read(socket, ref into[offset], (IntPtr)count);
                if (done >= 0 || Marshal.GetLastWin32Error() != Interrupted)
                {
                    return (int)Math.Max(done, 0);
                }
            }
        }

        /// <summary>Whether all was written.</summary>
        public static bool Write(int socket, byte[] bytes)
        {
            int at = 0;
            while (at < bytes.Length)
            {
                long done = (long)send(socket, ref bytes[at], (IntPtr)(bytes.Length - at), 0x4000); // MSG_NOSIGNAL
                if (done <= 0 && Marshal.GetLastWin32Error() != Interrupted)
                {
                    return false;
                }
                at += (int)Math.Max(done, 0);
            }
            return true;
        }

        public static void Close(int socket)
        {
            close(socket);
        }

        /// <summary>Kills this process and all of its group, when it leads one.</summary>
        public static void KillOwnGroup()
        {
            int own = getpid();
            if (getpgrp() == own)
            {
                kill(-own, Kill);
            }
        }

        /// <summary>Ends the process at once.</summary>
        public static void Exit(int status)
        {
            _exit(status);
        }

        /// <summary>For native code, which does not see the variables that .NET keeps.</summary>
        public static void SetVariable(string name, string value)
        {
            if (value == null)
            {
                unsetenv(name);
            }
            else
            {
                setenv(name, value, 1);
            }
        }

        [DllImport("libc", EntryPoint = "socket", SetLastError = true)]
        private static extern int socket_(int family, int type, int protocol);

        [DllImport("libc", SetLastError = true)]
        private static extern int socketpair(int family, int type, int protocol, int[] both);

        [DllImport("libc", SetLastError = true)]
        private static extern int connect(int socket, byte[] address, int length);

        [DllImport("libc", SetLastError = true)]
        private static extern IntPtr read(int file, ref byte into, IntPtr count);

        [DllImport("libc", SetLastError = true)]
        private static extern IntPtr send(int socket, ref byte bytes, IntPtr count, int flags);

        [DllImport("libc")]
        private static extern int close(int file);

        [DllImport("libc")]
        private static extern int kill(int process, int signal);

        [DllImport("libc")]
        private static extern int getpid();

        [DllImport("libc")]
        private static extern int getpgrp();

        [DllImport("libc")]
        private static extern void _exit(int status);

        [DllImport("libc")]
        private static extern int setenv(string name, string value, int overwrite);

        [DllImport("libc")]
        private static extern int unsetenv(string name);
    }
}
