"""Where a place on earth lies on our map: the Equal Earth projection, which shows areas at their true proportion.

Source: Šavrič, Patterson, Jenny, "The Equal Earth map projection", IJGIS 33 (2019), equations 5 and 6.
"""

from __future__ import annotations

import math

WIDTH = 1000
# Cut below Tierra del Fuego: nobody shows films in Antarctica.
HEIGHT = 434

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2
_SCALE = WIDTH / (2 * math.pi / (_M * _A1))


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return x to the right and y downwards, in units of the drawing.

    Args:
        longitude: Degrees east, −180 to 180.
        latitude: Degrees north, −90 to 90.
    """
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    squared = theta * theta
    sixth = squared**3
    slope = _A1 + 3 * _A2 * squared + sixth * (7 * _A3 + 9 * _A4 * squared)
    x = math.radians(longitude) * math.cos(theta) / (_M * slope)
    y = theta * (_A1 + _A2 * squared + sixth * (_A3 + _A4 * squared))
    return WIDTH / 2 + x * _SCALE, _top() - y * _SCALE


def _top() -> float:
    theta = math.asin(_M)
    squared = theta * theta
    sixth = squared**3
    return theta * (_A1 + _A2 * squared + sixth * (_A3 + _A4 * squared)) * _SCALE
