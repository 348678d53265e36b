"""What an archive costs on a cluster, and where it breaks first, by simulation.

    python simulate.py --read 20 --merge 2 --cores 640

Nothing is read: the costs of a post are given, as `measure.py` found them. Works are cited as in `generate.py`, where a few works are cited often. Every
work is a block, whose different forms grow with its citations as the words of a text grow with its length (Heaps's law). Blocks fall into partitions
by their hash, and partitions go to cores as they become free, the way Spark does it.
"""

import argparse
import heapq
import random

#: Citations that give a work in full, of one post.
FULL = 4.3
#: Works for each post.
WORKS = 0.5
#: The forms of a work that is cited n times are n to this power.
VARIETY = 0.6
#: This many works are dealt out one by one, the most cited; the others are spread evenly.
ONE_BY_ONE = 200_000
#: The bytes that one form takes in a block: its text and record, in Arrow and in Python.
FORM = 4_000
PARTITIONS_PER_CORE = 3


def cited(rank: int, posts: int) -> float:
    """How many citations the work of this rank has: `generate.rank` turned around."""
    works = posts * WORKS
    return posts * FULL * (((rank + 1) / works) ** (1 / 3) - (rank / works) ** (1 / 3))


def forms(citations: float) -> float:
    """How many different forms a work has."""
    return min(citations, citations**VARIETY)


def longest(tasks: list[float], cores: int) -> float:
    """When the last core is done."""
    busy = [0.0] * cores
    for task in tasks:
        heapq.heapreplace(busy, busy[0] + task)
    return max(busy)


def simulated(posts: int, cores: int, read: float, merge: float) -> dict[str, float]:
    """The hours of each step, and the largest block. `read` is in milliseconds a post, `merge` in milliseconds a form."""
    chance, partitions = random.Random(posts), cores * PARTITIONS_PER_CORE
    ranks = min(ONE_BY_ONE, int(posts * WORKS))
    alone = [forms(cited(rank, posts)) for rank in range(ranks)]
    others = posts * WORKS - ranks
    of_others = max(posts * FULL - sum(cited(rank, posts) for rank in range(ranks)), 0.0)
    rest = others * forms(of_others / max(others, 1))
    loads = [rest / partitions] * partitions
    for block in alone:
        loads[chance.randrange(partitions)] += block
    hour = 3_600_000
    return {
        "posts": posts,
        "core hours": posts * read / hour,
        "reading, hours": posts * read / cores / hour,
        "merging, hours": longest([load * merge for load in loads], cores) / hour,
        "evenly, hours": sum(loads) * merge / cores / hour,
        "largest block, forms": max(alone),
        "its memory, MB": max(alone) * FORM / 1e6,
        "its minutes": max(alone) * merge / 60_000,
    }


def main():
    """Runs the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--read", type=float, required=True, help="milliseconds of one core a post")
    parser.add_argument("--merge", type=float, required=True, help="milliseconds of one core a form of a work")
    parser.add_argument("--cores", type=int, default=640)
    given = parser.parse_args()
    for posts in (10**5, 10**6, 10**7, 10**8, 10**9):
        figures = simulated(posts, given.cores, given.read, given.merge)
        print("  ".join(f"{name} {figure:,.3g}" for name, figure in figures.items()))


if __name__ == "__main__":
    main()
