"""Settings of one installation. Copy to config.py and change what you need; every name may also come from the environment as GOLDEN_IDEA_<NAME>."""

# PostgreSQL instead of the one SQLite file; any number of web processes may then share it.
# DATABASE_URL = "postgresql+psycopg://golden_idea@db.example/golden_idea"

# Behind https: cookies become __Host- cookies and browsers are told to stay on https.
# SECURE = True

# Behind exactly one proxy that sets X-Forwarded-For and X-Forwarded-Proto.
# BEHIND_PROXY = True

# Host names this installation answers to; others get 400.
# TRUSTED_HOSTS = ["ideas.example.org"]

# Further folders with fonts for papers, for scripts that the fonts which come with the program lack (Mongolian, emoji); golden-idea doctor names what is found.
# FONT_DIRS = ["/usr/share/fonts/truetype/noto"]

# Only one of several web processes needs the clock; PostgreSQL may run it in all.
# CLOCK = False
