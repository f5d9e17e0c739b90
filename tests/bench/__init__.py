"""The benchmark: server CPU of whole units of work as ratios to floors measured in the same run. Nothing here is a test."""
