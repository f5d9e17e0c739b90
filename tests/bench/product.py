"""The product served for the benchmark: ``python -m tests.bench.product PORT``, two threads like the floor (THREADS in the environment for
more), without its clock.

Its database and secret come from the environment as in any installation; the schema is there already.
"""
from __future__ import annotations

import gc
import logging
import os
import sys

from waitress import serve

from proposals import create_app

if __name__ == "__main__":
    logging.getLogger("waitress").setLevel(logging.ERROR)
    threads = int(os.environ.get("THREADS", "2"))
    app = create_app({"CLOCK": False})
    gc.collect()
    gc.freeze()  # as golden-idea serve does
    serve(app, host="127.0.0.1", port=int(sys.argv[1]), threads=threads, connection_limit=1000, _quiet=True)
