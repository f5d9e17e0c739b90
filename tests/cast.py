"""The fixed cast, as tests call it."""
from proposals.demonstration.cast import BY_LOGIN, BY_NAME, CAST, IMPLEMENTER, JUDGES, PASSWORD, RESERVE_JUDGE

__all__ = ["BY_LOGIN", "BY_NAME", "CAST", "IMPLEMENTER", "JUDGES", "PASSWORD", "RESERVE_JUDGE"]
