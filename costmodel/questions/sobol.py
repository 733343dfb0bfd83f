"""A scrambled Sobol sequence: points that fill a space of many dimensions evenly.

Percentiles settle with far fewer of them than with random numbers. The sequence and its
scrambling (random lower triangular matrices, then a random shift) are those of
``scipy.stats.qmc.Sobol``, point by point, for every seed: a test holds the two together.
"""

from statistics import NormalDist

import numpy as np

# Each coordinate is a whole number of so many bits, over two to that power: far finer than
# any range is known.
_BITS = 30
# Scores stay finite where a coordinate is zero.
_INSIDE = 1 - 1e-10

# For each dimension after the first, a primitive polynomial over two elements, its
# coefficients read as a binary number, and the direction numbers the recurrence starts from:
# Joe and Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM
# Journal on Scientific Computing 30 (2008), 2635-2654; new-joe-kuo-6. They have them for 21,201
# dimensions; here is room for some more assumptions than there are.
_STARTS: tuple[tuple[int, tuple[int, ...]], ...] = (
    (3, (1,)),
    (7, (1, 3)),
    (11, (1, 3, 1)),
    (13, (1, 1, 1)),
    (19, (1, 1, 3, 3)),
    (25, (1, 3, 5, 13)),
    (37, (1, 1, 5, 5, 17)),
    (41, (1, 1, 5, 5, 5)),
    (47, (1, 1, 7, 11, 19)),
    (55, (1, 1, 5, 1, 1)),
    (59, (1, 1, 1, 3, 11)),
    (61, (1, 3, 5, 5, 31)),
    (67, (1, 3, 3, 9, 7, 49)),
    (91, (1, 1, 1, 15, 21, 21)),
    (97, (1, 3, 1, 13, 27, 49)),
    (103, (1, 1, 1, 15, 7, 5)),
    (109, (1, 3, 1, 15, 13, 25)),
    (115, (1, 1, 5, 5, 19, 61)),
    (131, (1, 3, 7, 11, 23, 15, 103)),
    (137, (1, 3, 7, 13, 13, 15, 69)),
    (143, (1, 1, 3, 13, 7, 35, 63)),
    (145, (1, 3, 5, 9, 1, 25, 53)),
    (157, (1, 3, 1, 13, 9, 35, 107)),
    (167, (1, 3, 1, 5, 27, 61, 31)),
    (171, (1, 1, 5, 11, 19, 41, 61)),
    (185, (1, 3, 5, 3, 3, 13, 69)),
    (191, (1, 1, 7, 13, 1, 19, 1)),
    (193, (1, 3, 7, 5, 13, 19, 59)),
    (203, (1, 1, 3, 9, 25, 29, 41)),
    (211, (1, 3, 5, 13, 23, 1, 55)),
    (213, (1, 3, 7, 3, 13, 59, 17)),
    (229, (1, 3, 1, 3, 5, 53, 69)),
    (239, (1, 1, 5, 5, 23, 33, 13)),
    (241, (1, 1, 7, 7, 1, 61, 123)),
    (247, (1, 1, 7, 9, 13, 61, 49)),
    (253, (1, 3, 3, 5, 3, 55, 33)),
    (285, (1, 3, 1, 15, 31, 13, 49, 245)),
    (299, (1, 3, 5, 15, 31, 59, 63, 97)),
    (301, (1, 3, 1, 11, 11, 11, 77, 249)),
    (333, (1, 3, 1, 11, 27, 43, 71, 9)),
    (351, (1, 1, 7, 15, 21, 11, 81, 45)),
    (355, (1, 3, 7, 3, 25, 31, 65, 79)),
    (357, (1, 3, 1, 1, 19, 11, 3, 205)),
    (361, (1, 1, 5, 9, 19, 21, 29, 157)),
    (369, (1, 3, 7, 11, 1, 33, 89, 185)),
    (391, (1, 3, 3, 3, 15, 9, 79, 71)),
    (397, (1, 3, 7, 11, 15, 39, 119, 27)),
    (425, (1, 1, 3, 1, 11, 31, 97, 225)),
    (451, (1, 1, 1, 3, 23, 43, 57, 177)),
    (463, (1, 3, 7, 7, 17, 17, 37, 71)),
    (487, (1, 3, 1, 5, 27, 63, 123, 213)),
    (501, (1, 1, 3, 5, 11, 43, 53, 133)),
    (529, (1, 3, 5, 5, 29, 17, 47, 173, 479)),
    (539, (1, 3, 3, 11, 3, 1, 109, 9, 69)),
    (545, (1, 1, 1, 5, 17, 39, 23, 5, 343)),
    (557, (1, 3, 1, 5, 25, 15, 31, 103, 499)),
    (563, (1, 1, 1, 11, 11, 17, 63, 105, 183)),
    (601, (1, 1, 5, 11, 9, 29, 97, 231, 363)),
    (607, (1, 1, 5, 15, 19, 45, 41, 7, 383)),
)
DIMENSIONS = 1 + len(_STARTS)


def normal_scores(dimensions: int, draws: int, seed: int) -> np.ndarray:
    """Standard normal numbers ``(dimensions, draws)``, spread evenly.

    The first 10,000 of 20,000 draws are the 10,000.

    Raises:
        ValueError: if there are more dimensions than ``DIMENSIONS``, or more draws than points.
    """
    if dimensions > DIMENSIONS:
        raise ValueError(f"{dimensions} dimensions: _STARTS has numbers for {DIMENSIONS}")
    if draws > 2**_BITS:
        raise ValueError(f"draws: {draws} is more than the sequence has points")
    # A generator's offspring, as in scipy, which leaves its caller's own as it is.
    (chance,) = np.random.default_rng(seed).spawn(1)
    directions, shift = _scrambled(dimensions, chance)
    inverse = NormalDist().inv_cdf
    scores = np.empty((dimensions, draws))
    # One dimension after the other, so that little is held at once.
    for row, directions_of_one, shift_of_one in zip(scores, directions, shift, strict=True):
        coordinates = _points(directions_of_one, shift_of_one, draws) / 2**_BITS
        row[:] = [inverse(each) for each in (0.5 + _INSIDE * (coordinates - 0.5)).tolist()]
    return scores


def _points(directions: np.ndarray, shift: np.integer, draws: int) -> np.ndarray:
    """One coordinate of the points, in their order, as whole numbers.

    The points are counted in Gray code, in which each half is the one before it, backwards
    and with one more bit.
    """
    points = np.array([shift])
    for direction in directions:
        if len(points) >= draws:
            break
        points = np.concatenate([points, points[::-1] ^ direction])
    return points[:draws]


def _scrambled(dimensions: int, chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Direction numbers ``(dimensions, bits)`` and shifts ``(dimensions,)``, scrambled."""
    flips = chance.integers(2, size=(dimensions, _BITS), dtype=np.uint32)
    shift = flips @ (1 << np.arange(_BITS, dtype=np.uint32))
    mixing = np.tril(chance.integers(2, size=(dimensions, _BITS, _BITS), dtype=np.uint32))
    mixing[:, range(_BITS), range(_BITS)] = 1
    # Bits from the largest to the smallest, as rows and columns of the matrices are.
    largest_first = np.arange(_BITS - 1, -1, -1, dtype=np.uint32)
    bits = (_directions(dimensions)[:, None, :] >> largest_first[:, None]) & 1
    mixed = (mixing @ bits) & 1
    return (mixed << largest_first[:, None]).sum(axis=1, dtype=np.uint32), shift


def _directions(dimensions: int) -> np.ndarray:
    """Sobol's direction numbers ``(dimensions, bits)``, each shifted to the left of its bits."""
    first = [1] * _BITS
    each = [first, *(_recurring(*start) for start in _STARTS[: dimensions - 1])]
    scale = 1 << np.arange(_BITS - 1, -1, -1, dtype=np.uint32)
    return np.array(each, dtype=np.uint32) * scale


def _recurring(polynomial: int, starts: tuple[int, ...]) -> list[int]:
    """The recurrence of one dimension, as many numbers as there are bits."""
    numbers, degree = list(starts), len(starts)
    for place in range(degree, _BITS):
        number = numbers[place - degree]
        for back in range(1, degree + 1):
            if polynomial >> (degree - back) & 1:
                number ^= numbers[place - back] << back
        numbers.append(number)
    return numbers
