"""What a panel's scores amount to: pure numbers, without database and without pages.

``figures`` makes one figure of a proposal's scores, ``severity`` finds who scores harder than others and what that does to the figures,
``agreement`` how far judges agree. Scores are hundredths of a point.
"""
from .agreement import interval_alpha
from .figures import METHODS, figure, hundredths, mean, median, outliers, trimmed
from .severity import Adjusted, Given, adjust

__all__ = ["METHODS", "Adjusted", "Given", "adjust", "figure", "hundredths", "interval_alpha", "mean", "median", "outliers", "trimmed"]
