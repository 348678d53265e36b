"""Makes an archive of invented posts, and the truth of what each cites.

    python generate.py 100000 OUT

Every post is made of its number alone, so that any part of an archive can be made again, in any order, by any number of processes. Works are
cited as often as works are: a few by many posts, most by few. Authors have several works, some of them with titles that begin alike, and
some works have two editions. Writers differ: in style, in how much of an imprint they give, in initials, in subtitles left out, in language.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet

GIVEN = "Ann Karl Lucy Peter Maria John Clara Hugo Edith Paul Rosa Martin Nora Simon Julia Anton Irene Felix Ruth David Emma Oscar Laura Victor".split()
STEMS = "Ash Bram Carl Dun East Fair Glen Hart Isen Kirch Lang Mill Nor Oak Pres Quin Ross Stan Thorn Ull Vander West Wood York Zell".split()
ENDS = "bach berg by combe dale den field ford gate ham hurst ley man mer more ner sen shaw ster ton ville well wick worth".split()
THINGS = "Mills Rivers Letters Harbours Strikes Gardens Maps Bridges Songs Debts Markets Schools Fires Clocks Roads Kitchens Orchards Prisons Ships Bells Archives Fields Saints Weavers".split()
IDEAS = "Labour Memory Empire Faith Trade Silence Hunger Work Law Desire Reform War Kinship Protest Science Sound Class Gender Migration Money".split()
PLACES = "Leeds Bremen Lyon Turin Ghent Porto Cadiz Malmo Riga Prague Dublin Bristol Hamburg Nantes Genoa Antwerp Bergen Krakow Basel Vienna".split()
CITIES = ["London", "Manchester", "New York", "Berlin", "Oxford", "Cambridge", "Paris", "Chicago"]
PRESSES = ["Harbour Press", "Northgate", "University Press", "Mill House", "Routledge", "Verso", "Penguin", "Old Street Books"]
SENTENCES = [
    "The mills moved north before anyone had thought of a law.",
    "Nobody asked the weavers what they made of it.",
    "It was a long winter, and the letters stopped in March.",
    "What the town remembered was not what the court had written down.",
]
#: How many works there are for each post.
WORKS_PER_POST = 0.5
TRUTH = pa.schema({"post": pa.string(), "note": pa.int64(), "truth": pa.int64()})
POSTS = pa.schema({"id": pa.string(), "text": pa.string(), "format": pa.string()})


def surname(number: int) -> str:
    """One of six hundred names, and of many more for larger archives."""
    stem, end = divmod(number, len(ENDS))
    more, stem = divmod(stem, len(STEMS))
    return STEMS[stem] + ENDS[end] + ("" if more == 0 else "-" + surname(more - 1))


class Work:
    """An invented book, made of its number."""

    def __init__(self, number: int):
        # An odd work may be another edition, or begin as the work before it does.
        chance = random.Random(f"work {number}")
        like = Work(number - 1) if number % 2 and chance.random() < 0.3 else None
        of_author = random.Random(f"author {number // 4}")
        self.given, self.family = of_author.choice(GIVEN), surname(number // 4)
        self.title = f"{chance.choice(THINGS)} and {chance.choice(IDEAS)} in {chance.choice(PLACES)}"
        self.subtitle = f"{chance.choice(IDEAS)} and {chance.choice(THINGS)}, {(start := chance.randrange(1500, 1900))}-{start + chance.randrange(20, 99)}"
        self.city, self.press, self.year = chance.choice(CITIES), chance.choice(PRESSES), chance.randrange(1950, 2024)
        if like and chance.random() < 0.5:
            # Another edition of the same title.
            self.given, self.family, self.title, self.subtitle = like.given, like.family, like.title, like.subtitle
            self.year = like.year + chance.randrange(3, 20)
        elif like:
            self.given, self.family = like.given, like.family
            self.title = like.title.rsplit(" in ", 1)[0] + f" in {chance.choice(PLACES)} and {chance.choice(PLACES)}"

    def cited(self, chance: random.Random, style: str) -> str:
        """The work as a writer gives it the first time, with a page."""
        page = chance.randrange(2, 400)
        given = f"{self.given[0]}." if chance.random() < 0.15 else self.given
        title = f"{self.title}: {self.subtitle}" if chance.random() < 0.8 else self.title
        imprint = f"{self.city}: {self.press}, {self.year}" if chance.random() < 0.85 else f"{self.city}, {self.year}"
        return STYLES[style].format(given=given, family=self.family, title=title, imprint=imprint, page=page, **vars_of(self))


def vars_of(work: Work) -> dict:
    """The parts of an imprint one by one."""
    return {"city": work.city, "press": work.press, "year": work.year}


STYLES = {
    "notes": "{given} {family}, *{title}* ({imprint}), {page}.",
    "pages": "{given} {family}, *{title}* ({imprint}), p. {page}.",
    "plain": "{given} {family}, {title} ({imprint}), p. {page}.",
    "inverted": "{family}, {given}. *{title}*. {city}: {press}, {year}, p. {page}.",
    "german": "{given} {family}, {title}, {city}: {press} {year}, S. {page}.",
}


def rank(chance: random.Random, works: int) -> int:
    """The number of a work: a few are cited often."""
    return min(int(works * chance.random() ** 3), works - 1)


def post(number: int, works: int) -> tuple[str, list[int | None]]:
    """A post, and the work that each of its notes cites in full; none where it cites by a short form."""
    chance = random.Random(f"post {number}")
    style, paragraphs, notes, truth = chance.choice(list(STYLES)), [], [], []
    for label in range(1, chance.randrange(4, 12)):
        paragraphs.append(f"{chance.choice(SENTENCES)}[^{label}]")
        again = truth and chance.random() < 0.3
        work = rank(chance, works)
        if again or work in truth:
            notes.append(f"[^{label}]: {'Ebd., S.' if style == 'german' else 'Ibid.,'} {chance.randrange(2, 400)}.")
            truth.append(None)
        else:
            notes.append(f"[^{label}]: {Work(work).cited(chance, style)}")
            truth.append(work)
    return "\n\n".join(paragraphs + notes) + "\n", truth


def posts(start: int, end: int, works: int) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Posts and their truths, some thousands at a time."""
    for first in range(start, end, 5000):
        made = [(str(number), *post(number, works)) for number in range(first, min(first + 5000, end))]
        rows = [{"id": name, "text": text, "format": "markdown"} for name, text, _ in made]
        truths = [
            {"post": name, "note": note, "truth": work}
            for name, _, cited in made
            for note, work in enumerate(cited)
            if work is not None
        ]
        yield pa.Table.from_pylist(rows, schema=POSTS), pa.Table.from_pylist(truths, schema=TRUTH)


def write(count: int, out: Path):
    """Writes an archive of this many posts, and its truth."""
    (out / "posts").mkdir(parents=True, exist_ok=True)
    (out / "truth").mkdir(exist_ok=True)
    for part, (made, truth) in enumerate(posts(0, count, max(int(count * WORKS_PER_POST), 1))):
        parquet.write_table(made, out / "posts" / f"{part:05}.parquet")
        parquet.write_table(truth, out / "truth" / f"{part:05}.parquet")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    write(given.count, given.out)
