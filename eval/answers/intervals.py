"""95 % intervals of shares and means, by scipy."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

CONFIDENCE = 0.95
_RESAMPLES = 2_000
_SEED = 20240226  # two runs over the same scores print the same interval

Interval = tuple[float, float]


def of_share(hits: int, of: int) -> Interval | None:
    """Wilson's interval of ``hits`` out of ``of``; None of nothing."""
    if of == 0:
        return None
    from scipy.stats import binomtest

    found = binomtest(hits, of).proportion_ci(confidence_level=CONFIDENCE, method="wilson")
    return float(found.low), float(found.high)


def of_mean(values: Sequence[float]) -> Interval | None:
    """Bootstrap (BCa) interval of a mean; None of fewer than two values.

    Where all values are equal the resamples are too and BCa is undefined: the interval is that value.
    """
    if len(values) < 2:
        return None
    if len(set(values)) == 1:
        return values[0], values[0]
    import numpy as np
    from scipy.stats import bootstrap

    found = bootstrap(
        (np.asarray(values, dtype=float),),
        np.mean,
        confidence_level=CONFIDENCE,
        n_resamples=_RESAMPLES,
        method="BCa",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    low, high = float(found.low), float(found.high)
    return None if isnan(low) or isnan(high) else (low, high)
