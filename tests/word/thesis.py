#!/usr/bin/env python3
"""Restyles a generated thesis of 900 notes: in under 3 seconds and 300 MB. Usage: thesis.py IBID"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

NOTES = 900
WORDS = "the salt road ran north from the weir to the mill and was never quite as straight as its makers had hoped it would be".split()
FAMILIES = ["Reed", "Hall", "Cole", "Barnes", "Hale", "Ness", "Ames", "Wells", "Moor", "Lund"]
TITLES = ["Salt Roads", "Wells", "Mills and Weirs", "The Coal Carriers", "Lamps", "Rope Walks", "Harbour Dues", "A Parish", "Tolls", "Ferries"]
PLACES = """Aire Calder Wharfe Nidd Ure Swale Tees Wear Tyne Coquet Aln Till Tweed Esk Eden Lune Wyre Ribble Hodder Mersey Dee Severn Teme Wye Usk Taff Towy
Teifi Dovey Conwy Trent Dove Derwent Idle Don Rother Went Hull Ouse Nene Welland Witham Cam Lark Stour""".split()


def note(number):
    """450 books, each cited twice."""
    if number % 2:
        return f"Ibid., {number % 300 + 1}."
    book = number // 2
    title = f"{TITLES[book // len(PLACES)]} of the {PLACES[book % len(PLACES)]}"
    return f"John {FAMILIES[book % len(FAMILIES)]}, *{title}* (Leeds: Mill Press, {1900 + book % 100}), {number % 300 + 1}."


def thesis():
    """300 pages of some 330 words."""
    paragraphs = [" ".join(WORDS[(number + place) % len(WORDS)] for place in range(110)) + f".[^{number + 1}]" for number in range(NOTES)]
    return "\n\n".join(paragraphs) + "\n\n" + "\n".join(f"[^{number + 1}]: {note(number)}" for number in range(NOTES)) + "\n"


def processor_time():
    """The seconds of processor time that commands took: what a quiet machine needs at most."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    ibid = sys.argv[1]
    with tempfile.TemporaryDirectory() as name:
        post, document, out = (Path(name) / file for file in ["thesis.md", "thesis.docx", "out.docx"])
        post.write_text(thesis())
        subprocess.run([ibid, "link", post, "--to", "docx", "-o", document], check=True)
        start = processor_time()
        done = subprocess.run([ibid, "restyle", document, "--style", "mhra-notes", "-o", out], capture_output=True, text=True)
        seconds = processor_time() - start
        # The first command needs more memory than this one at most, so that the limit holds for both.
        megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{NOTES} notes restyled in {seconds:.2f} s; at most {megabytes:.0f} MB; {done.stderr.count('stays as it is')} left as they were")
        if done.returncode not in (0, 1):
            sys.exit(done.stderr)
        sys.exit(0 if seconds < 3 and megabytes < 300 else 1)


if __name__ == "__main__":
    main()
