"""What is special about Python: arguments, errors, threads, the command."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ibid

POST = "A claim.[^1]\n\n[^1]: Lucy Robinson, *Gay Men and the Left* (Manchester, 2007), 166.\n"
# Text of the characters that notes are made of comes closer to notes than any text.
TEXTS = st.text() | st.text(alphabet="[]^1: \nIbid.,p<sup>&\\fn{}")
# With a NUL they would not be text.
BYTES = st.binary().filter(lambda text: b"\0" not in text)
SURROGATES = st.text(alphabet=st.characters(categories=["Cs", "Lu", "Po"]))


@given(TEXTS | BYTES | SURROGATES, st.sampled_from(["-", "a.md", "a.html", "a.tex", "a.txt"]))
def test_no_text_fails(text, path):
    assert ibid.check(text, path=path)["version"] == 1
    assert ibid.inspect(text, path=path)["version"] == 1


@given(st.text())
def test_no_reference_fails(text):
    assert isinstance(ibid.parse(text), dict)
    assert isinstance(ibid.parse(text, to="segments"), dict)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ibid.inspect(POST, format="word"), "there is no document format called 'word'"),
        (lambda: ibid.inspect(POST, profile="chicago-71"), 'there is no profile "chicago-71"'),
        (lambda: ibid.inspect(b"\0\0\0\0", path="a.txt"), "a.txt: this is a binary file, not text"),
        (lambda: ibid.check(POST, preset="blogg"), 'there is no preset "blogg"'),
        (lambda: ibid.restyle(POST, style="mhra-note"), 'no style is called "mhra-note"'),
        (lambda: ibid.restyle(POST, style="<style"), ""),
        (lambda: ibid.bibliography(POST, style="mhra-notes", to="word"), 'no output format is called "word"'),
        (lambda: ibid.link(POST, to="word"), "word"),
        (lambda: ibid.link("No notes.\n", to="html"), "there are no notes with markers"),
        (lambda: ibid.convert("", format="word", to="ris"), 'there is no bibliography format "word"'),
        (lambda: ibid.parse("Robinson", to="word"), "csl-json or segments"),
    ],
)
def test_errors_are_sentences(call, message):
    with pytest.raises(ibid.IbidError) as raised:
        call()
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_text_is_str_or_bytes():
    with pytest.raises(TypeError, match="int"):
        ibid.inspect(3)


def test_bytes_are_decoded_and_places_count_them():
    text = POST.replace("A claim", "Größe")
    marker = ibid.inspect(text.encode("utf-16"), path="post.md")["markers"][0]
    assert (marker["start"], marker["end"]) == (2 + 2 * text.index("[^1]"), 2 + 2 * (text.index("[^1]") + 4))
    marker = ibid.inspect(text)["markers"][0]
    assert marker["start"] == len(text[: text.index("[^1]")].encode())


def test_presets_choose_the_rules():
    def rules(preset):
        report = ibid.check("A claim.[^1]\n\n[^1]: Ibid., 3.\n", preset=preset)
        return {finding["rule"] for finding in report["files"][0]["findings"]}

    assert "ibid-first" in rules("scholarly") & rules("strict")
    assert "ibid-first" not in rules("blog") | rules(None)


def test_a_style_may_be_a_file(tmp_path):
    # A style of ours, under another name.
    style = Path(__file__).parents[3] / "styles" / "blog-notes-ibid.csl"
    path = tmp_path / "mine.csl"
    path.write_bytes(style.read_bytes())
    expected = ibid.restyle(POST, style="blog-notes-ibid")
    assert ibid.restyle(POST, style=str(path)) == expected
    assert ibid.restyle(POST, style=style.read_text("utf-8")) == expected
    with pytest.raises(ibid.IbidError, match="no.csl"):
        ibid.restyle(POST, style="no.csl")


def test_threads_agree():
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ibid.inspect, [POST] * 16))
    assert answers == [ibid.inspect(POST)] * 16


def ticks_during(work):
    """How often this thread got a turn in the middle of a call in another one."""
    times = []

    def timed():
        start = time.monotonic()
        work()
        return start, time.monotonic()

    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(timed)
        while not call.done():
            times.append(time.monotonic())
            time.sleep(0.001)
    start, end = call.result()
    margin = (end - start) / 4
    return sum(start + margin < tick < end - margin for tick in times)


def test_other_threads_run_while_ibid_works():
    markers = "".join(f"A claim.[^{number}] " for number in range(1, 301))
    notes = "".join(f"[^{number}]: Robinson, *Men {number}* (Leeds, 2007), 16.\n\n" for number in range(1, 301))
    assert ticks_during(lambda: ibid.inspect(f"{markers}\n\n{notes}")) > 0
    # A builtin that holds the interpreter all the time lets no other thread run.
    assert ticks_during(lambda: sum(range(20_000_000))) == 0


def run(*arguments, text):
    command = [sys.executable, "-m", "ibid", *arguments]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=False)


def test_the_command_exits_as_the_program_does():
    assert run("check", "-", text=POST).returncode == 0
    assert run("check", "-", text="A claim.[^2]\n").returncode == 1
    wrong = run("chek", text="")
    assert wrong.returncode == 2 and b"check" in wrong.stderr


def test_the_command_writes_all_it_has():
    """Also a last line without an end."""
    post = POST.rstrip()
    assert run("link", "-", "--to", "markdown", text=post).stdout.decode() == ibid.link(post, to="markdown")["text"]
