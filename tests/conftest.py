"""What every test may ask for."""

pytest_plugins = ("tests.databases", "tests.dealing", "tests.kit")
