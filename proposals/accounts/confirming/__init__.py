"""The second factor: a code from one's own phone (TOTP, RFC 6238) by which a signed-in person confirms what binds a whole body."""
