"""Accounts room: people, their posts, sign-in, sessions, consent, messages, and the desk "waiting for me"."""
