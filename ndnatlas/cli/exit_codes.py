"""Exit codes of ``ndn``."""

DONE = 0
NO = 1  # the answer is "no": a failed check, no route
USAGE = 2
NETWORK = 3
INTERRUPTED = 130
