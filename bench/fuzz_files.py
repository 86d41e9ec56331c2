"""Thousands of damaged files through the reader, and what is read through meaning and checks.

    python -m bench.fuzz_files --count 3000 --seed 1 --processes 2

Every file must be answered in time, with a reason of the closed list or with rows that can be
interpreted and checked. Prints counts by reason, the slowest answers and the most memory that a
reading process took; exits with 1 when anything else happened. A file that broke something is
kept under --keep to join the corpus of tests/intake.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "tests" / "intake" / "lists"
SECONDS = 35
_PIECES = [
    *(b"<c>", b"</row>", b'<c r="A1" t="s">', b"&amp;", b"&#0;", b"&x;", b"<!--", b"]]>"),
    *(b"<v>1e999</v>", b"<v>-1</v>", b"<v>99999999999999999999</v>", b't="e"', b't="d"'),
    *(b'r="XFD1048576"', b'r="A0"', b'table:number-columns-repeated="16384"', b"\x00", b"\xff"),
    *(b'table:number-rows-repeated="1048576"', b'office:value="nan"', b'spans="1:16384"'),
    *(b";;;;", b'"', b'""', b"\r", b"\x1a", b"\xef\xbb\xbf", b"\xff\xfe", b"3,57E+15", b"=A1"),
]


@dataclass
class Tally:
    """What became of the files of one process."""

    answers: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    child_kilobytes: int = 0
    grown_kilobytes: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "fuzz_files")
    options = parser.parse_args()
    seeds = range(options.seed, options.seed + options.count)
    shares = [seeds[start :: options.processes] for start in range(options.processes)]
    started = time.monotonic()
    with ProcessPoolExecutor(options.processes) as pool:
        tallies = list(pool.map(_run, shares, [options.keep] * len(shares)))
    return _report(tallies, time.monotonic() - started)


def _report(tallies: list[Tally], seconds: float) -> int:
    answers = sum((tally.answers for tally in tallies), Counter())
    print(f"{answers.total()} files in {seconds:.0f} s")
    for reason, count in answers.most_common():
        print(f"{count:7} {reason}")
    slowest = sorted((one for tally in tallies for one in tally.slowest), reverse=True)
    for took, name in slowest[:5]:
        print(f"{took:7.1f} s {name}")
    child = max(tally.child_kilobytes for tally in tallies) // 1024
    grown = max(tally.grown_kilobytes for tally in tallies) // 1024
    print(f"reading process at most {child} MB, calling process grew by {grown} MB")
    broken = [line for tally in tallies for line in tally.broken]
    print(*broken, sep="\n", end="\n" if broken else "")
    return 1 if broken else 0


def _run(seeds: range, keep: Path) -> Tally:
    """Answer the files of some seeds, in a process that has Django but no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "blitar_registry.settings.tests")
    sys.path.insert(0, str(ROOT))
    os.nice(10)
    import django

    django.setup()
    from intake.reading import UnreadableFile
    from tests.intake import judge

    facts = judge.facts()
    goods = _goods()
    tally = Tally()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds):
            name, good = goods[seed % len(goods)]
            data = _mutated(good, seed, name)
            path = Path(folder) / name
            path.write_bytes(data)
            started = time.monotonic()
            try:
                result = judge.read_list(path, facts)
                answer = "read, with people" if judge.people(result) else "read, without people"
            except UnreadableFile as refusal:
                answer = f"refused: {refusal.code}"
            except Exception as error:
                answer = f"broke: {type(error).__name__}"
            took = time.monotonic() - started
            tally.answers[answer] += 1
            tally.slowest = sorted([*tally.slowest, (took, f"seed {seed} {name}")])[-5:]
            if answer.startswith("broke") or took > SECONDS:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}-{name}").write_bytes(data)
                tally.broken.append(f"seed {seed} {name}: {answer} after {took:.1f} s")
            if number == 20:
                before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tally.child_kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    tally.grown_kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return tally


def _goods() -> list[tuple[str, bytes]]:
    """Give the eight lists and the awkward ones, by name."""
    from tests.intake import files_made
    from tests.intake.made_shapes import MadeList
    from tests.intake.test_unseen_layouts import LISTS as AWKWARD

    kinds = {".xlsx", ".xls", ".ods", ".csv"}
    goods = [(path.name, path.read_bytes()) for path in LISTS.iterdir() if path.suffix in kinds]
    with tempfile.TemporaryDirectory() as folder:
        for number, unseen in enumerate(AWKWARD):
            made = MadeList(f"{number}.{unseen.kind}", unseen.kind, unseen.sheets, {})
            goods.append((made.file_name, files_made.write(made, Path(folder)).read_bytes()))
    return sorted(goods)


def _mutated(good: bytes, seed: int, name: str) -> bytes:
    random = Random(seed)  # noqa: S311  damage, no secret
    kinds = [_bytes_changed, _cut, _pieces_put_in, _block_moved]
    if name.endswith((".xlsx", ".ods")):
        kinds += [_part_damaged] * 6 + [_parts_swapped]
    for _ in range(random.randint(1, 3)):
        good = random.choice(kinds)(good, random) or b"x"
    return good


def _bytes_changed(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 5, 20, 200])):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _cut(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data))
    length = random.choice([1, 4, 40, 512, len(data)])
    return data[:place] + data[place + length :]


def _pieces_put_in(data: bytes, random: Random) -> bytes:
    for _ in range(random.choice([1, 1, 3, 10])):
        place = random.randrange(len(data) + 1)
        piece = random.choice([*_PIECES, random.randbytes(random.randint(1, 60))])
        data = data[:place] + piece * random.choice([1, 1, 1, 50]) + data[place:]
    return data


def _block_moved(data: bytes, random: Random) -> bytes:
    """Copy a block over another, as a bad disk or a bad merge does."""
    length = random.choice([4, 64, 512, 4096])
    source, target = random.randrange(len(data)), random.randrange(len(data))
    block = data[source : source + length]
    return data[:target] + block + data[target + len(block) :]


def _part_damaged(data: bytes, random: Random) -> bytes:
    """Damage one part of an archive inside, so that the archive itself stays whole."""
    parts = dict(_parts(data))
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    if not names:
        return _bytes_changed(data, random)
    chosen = random.choice(
        [*names, *[name for name in names if "sheet" in name or "content" in name] * 3]
    )
    kinds = [_bytes_changed, _cut, _pieces_put_in, _block_moved, _tags_swapped]
    parts[chosen] = random.choice(kinds)(parts[chosen] or b" ", random)
    return _archive(parts)


def _parts_swapped(data: bytes, random: Random) -> bytes:
    parts = dict(_parts(data))
    if len(parts) < 2:
        return _cut(data, random)
    one, other = random.sample(sorted(parts), 2)
    parts[one], parts[other] = parts[other], parts[one]
    if random.random() < 0.3:
        del parts[one]
    return _archive(parts)


def _tags_swapped(part: bytes, random: Random) -> bytes:
    """Exchange what stands between two pairs of angle brackets."""
    tags = part.split(b"<")
    if len(tags) < 3:
        return _cut(part, random)
    one, other = random.randrange(len(tags)), random.randrange(len(tags))
    tags[one], tags[other] = tags[other], tags[one]
    return b"<".join(tags)


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name, archive.read(name)
    except Exception:  # a damaged archive breaks in more ways than the library documents
        return


def _archive(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main())
