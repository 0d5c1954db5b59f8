"""What runs inside a Python worker. ``worker`` is its life, ``program`` the function in it, ``wire`` the way to the server.

All of it is loaded before any user code, and ``sys.path`` forgets where it lies when user code is loaded: a module of
user code may be called ``wire`` or ``context``. Python 3.6 and later, and 2.7.
"""

from __future__ import absolute_import

import sys

PYTHON_2 = sys.version_info[0] == 2
