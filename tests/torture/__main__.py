"""`python -m tests.torture [PART]`: run the torture, or go on with it.

A module of this name is not imported again by each process that multiprocessing starts;
with `run` in its place a life took seconds to begin.
"""

from tests.torture.run import main

main()
