using System;
using System.Collections.Generic;
using System.Threading;

namespace Funcgraph.Worker
{
    /// <summary>
    /// A thread for each call that is open. Not the thread pool: it grows by a thread or two a second once handlers block.
    /// </summary>
    internal sealed class Crew
    {
        private readonly Stack<Member> idle = new Stack<Member>();

        public void Do(Action work)
        {
            Member member = null;
            lock (idle)
            {
                if (idle.Count > 0)
                {
                    member = idle.Pop();
                }
            }
            (member ?? new Member(this)).Begin(work);
        }

        private sealed class Member
        {
            private readonly Crew crew;
            private readonly AutoResetEvent wake = new AutoResetEvent(false);
            private Action work;

            public Member(Crew crew)
            {
                this.crew = crew;
                new Thread(Run) { IsBackground = true, Name = "call" }.Start();
            }

            public void Begin(Action given)
            {
                work = given;
                wake.Set();
            }

            private void Run()
            {
                while (true)
                {
                    wake.WaitOne();
                    work();
                    work = null;
                    lock (crew.idle)
                    {
                        crew.idle.Push(this);
                    }
                }
            }
        }
    }
}
