"""What every test may ask for."""
import gc

pytest_plugins = ("tests.databases", "tests.dealing", "tests.kit")
gc.disable()


def pytest_collection_finish() -> None:
    """What was loaded stays (half a million objects), so nobody searches it for rubbish again: neither while loading nor between tests."""
    gc.freeze()
    gc.enable()
