"""What a Python worker is started with. All it does is in funcgraph_worker.

Processes that user code spawns with ``multiprocessing`` load this file, too, under another name: they are no workers.
"""

import sys

if __name__ == "__main__":
    sys.dont_write_bytecode = True
    from funcgraph_worker.worker import main

    main()
