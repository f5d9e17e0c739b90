"""Ideas that resemble each other: found by ``proposals.similar``, kept up to date in every process, judged by people."""
