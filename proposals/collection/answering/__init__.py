"""Answers to many people (先拟后发): outcome, reason and letter are prepared in peace, and published together in one act."""
