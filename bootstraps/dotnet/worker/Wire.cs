using System;
using System.Collections.Generic;
using System.Text;
using Funcgraph.Json;

namespace Funcgraph.Worker
{
    /// <summary>What a frame says (docs/worker-protocol.md).</summary>
    internal enum Kind
    {
        Hello = 1,
        Ready = 2,
        InitFailed = 3,
        Result = 4,
        Error = 5,
        Loaded = 6,
        Init = 16,
        Call = 17,
        Stop = 18,
    }

    internal sealed class Frame
    {
        public Kind Kind;
        public int CallId;
        public Dictionary<string, object> Header;
        public byte[] Payload;
    }

    /// <summary>Frames over the private socket. Read by one thread, written by any.</summary>
    internal sealed class Wire
    {
        private const int HeadBytes = 13;
        private const int MaxFrameBytes = 8 * 1024 * 1024;
        private static readonly byte[] Nothing = new byte[0];

        private readonly object writing = new object();
        private readonly int socket;

        public Wire(int socket)
        {
            this.socket = socket;
        }

        public Frame Read()
        {
            byte[] head = Exactly(HeadBytes);
            long length = Number(head, 0);
            long headerBytes = Number(head, 9);
            long rest = length - (HeadBytes - 4);
            if (rest < 0 || length > MaxFrameBytes || headerBytes > rest)
            {
                Leave();
            }
            byte[] header = Exactly((int)headerBytes);
            return new Frame
            {
                Kind = (Kind)head[4],
                CallId = (int)Number(head, 5),
                Header = header.Length == 0
                    ? new Dictionary<string, object>()
                    : (Dictionary<string, object>)JsonReader.Read(Encoding.UTF8.GetString(header)),
                Payload = Exactly((int)(rest - headerBytes)),
            };
        }

        public void Write(Kind kind, int callId, string header, byte[] payload)
        {
            byte[] text = Encoding.UTF8.GetBytes(header);
            byte[] body = payload ?? Nothing;
            var frame = new byte[HeadBytes + text.Length + body.Length];
            Put(frame, 0, frame.Length - 4);
            frame[4] = (byte)kind;
            Put(frame, 5, callId);
            Put(frame, 9, text.Length);
            Buffer.BlockCopy(text, 0, frame, HeadBytes, text.Length);
            Buffer.BlockCopy(body, 0, frame, HeadBytes + text.Length, body.Length);
            lock (writing)
            {
                if (!Native.Write(socket, frame))
                {
                    Leave();
                }
            }
        }

        /// <summary>The server is gone: so is the reason to live, for this process and for all it started.</summary>
        public static void Leave()
        {
            Native.KillOwnGroup();
            Native.Exit(0);
        }

        private byte[] Exactly(int count)
        {
            if (count == 0)
            {
                return Nothing;
            }
            var bytes = new byte[count];
            for (int filled = 0; filled < count;)
            {
                int read = Native.Read(socket, bytes, filled, count - filled);
                if (read == 0)
                {
                    Leave();
                }
                filled += read;
            }
            return bytes;
        }

        private static long Number(byte[] bytes, int at)
        {
            return ((long)bytes[at] << 24) | ((long)bytes[at + 1] << 16) | ((long)bytes[at + 2] << 8) | bytes[at + 3];
        }

        private static void Put(byte[] bytes, int at, int value)
        {
            bytes[at] = (byte)(value >> 24);
            bytes[at + 1] = (byte)(value >> 16);
            bytes[at + 2] = (byte)(value >> 8);
            bytes[at + 3] = (byte)value;
        }
    }
}
