"""The code holds no Dutch sentence; the texts are short, complete and all in use."""

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from string import Formatter

import dsw.domain
import dsw.errors
import dsw.segments
import dsw.views
from dsw.errors import DswError
from dsw.texts import all_texts
from tests.house.reading import called_name, calls, imported_modules, parsed, product_files, shown, strings

WORDS = 15
_FORMS = ("verborgen", "geen", "een", "meer")
#: Words that English does not have, common enough that a Dutch sentence holds one.
_DUTCH = re.compile(
    r"\b(?:de|het|een|van|niet|voor|wordt|worden|nog|geen|deze|dit|dat|naar|zijn|ook|maar|heeft|hebben|moet"
    r"|je|jij|jouw|alle|bij|uit|aan|om|tot|als|en|er|ze|zij|wat|hoe|wie|waar|kan|kun|mag|stand|regio"
    r"|ondertekenaars?|toezegging(?:en)?|acties?|doelgroep(?:en)?|gemeenten?)\b"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\s\"’')*]+|\n+")
_LOOK_UPS = ("text", "plural")


# ------------------------------------------------------------------------------- no sentences in the code


def dutch_literals(paths: Iterable[Path]) -> list[str]:
    """Literals of three words or more that hold a Dutch word."""
    return [
        f"{shown(path, line)} {value}"
        for path in paths
        for value, line in strings(parsed(path))
        if _is_dutch(value)
    ]


def _is_dutch(value: str) -> bool:
    said = re.sub(r"\S*(?:[=/<>]|\w[._-]\w)\S*", " ", value.casefold())
    return len(re.findall(r"[^\W\d]+", said)) >= 3 and bool(_DUTCH.search(said))


def test_the_code_holds_no_dutch_sentence() -> None:
    assert dutch_literals(product_files()) == []


def test_a_dutch_sentence_in_code_is_found(tmp_path: Path) -> None:
    path = tmp_path / "spoken.py"
    path.write_text(
        '"""Dit is de uitleg van een module."""\n'
        'a = "Er is nog niets"\nb = f"Er zijn {n} acties"\nc = "SELECT day FROM event"\nd = "zin.er.is"\n'
    )
    assert [line.split(" ", 1)[1] for line in dutch_literals([path])] == [
        "Er is nog niets",
        "Er zijn {} acties",
    ]


# ----------------------------------------------------------------------------------------- short sentences


def long_sentences(texts: Mapping[str, str]) -> list[str]:
    return [
        f"{key}: {sentence}"
        for key, text in texts.items()
        for sentence in _SENTENCE_END.split(text)
        if len(_words(sentence)) > WORDS
    ]


def _words(sentence: str) -> list[str]:
    plain = re.sub(r"\]\([^)]*\)", " ", sentence)  # an address behind a link is not read
    return [word for word in re.sub(r"\{[^}]*\}", "x", plain).split() if re.search(r"\w", word)]


def formal_texts(texts: Mapping[str, str]) -> list[str]:
    """Texts that say "u" where the product says "je"."""
    return [key for key, text in texts.items() if re.search(r"\b(?:u|uw|uzelf)\b", text, re.IGNORECASE)]


def test_sentences_are_short() -> None:
    assert long_sentences(all_texts()) == []


def test_texts_say_je() -> None:
    assert formal_texts(all_texts()) == []


def test_a_long_and_a_formal_sentence_are_found() -> None:
    long = " ".join(["woord"] * WORDS)
    assert long_sentences(
        {"a": f"{long}. {long}.", "b": f"Kort. {long} {{n}} - [x](https://a b).", "c": long}
    ) == [f"b: {long} {{n}} - [x](https://a b)."]
    assert formal_texts({"a": "Kies uw dag.", "b": "Dit duurt 1 uur.", "c": "U kunt dit."}) == ["a", "c"]


# ------------------------------------------------------------------------------- every key has its text


def error_names() -> set[str]:
    return {
        name
        for name, value in vars(dsw.errors).items()
        if isinstance(value, type) and issubclass(value, DswError)
    }


def missing_texts(paths: Iterable[Path], texts: Collection[str]) -> list[str]:
    """Keys that the code asks for by name but that are no text; an error's key stands below ``fout``."""
    return [
        f"{shown(path, call.lineno)} {key}"
        for path in paths
        for call, key in _asked_for(parsed(path))
        if not _is_text(key, texts)
    ]


def missing_values(paths: Iterable[Path], texts: Mapping[str, str]) -> list[str]:
    """Values that a text needs and that the code asking for it does not give."""
    return [
        f"{shown(path, call.lineno)} {key} {name}"
        for path in paths
        for call, key in _asked_for(parsed(path))
        for name in sorted(_needed(key, texts) - {keyword.arg for keyword in call.keywords})
        if all(keyword.arg for keyword in call.keywords)
    ]


def _needed(key: str, texts: Mapping[str, str]) -> set[str | None]:
    forms = [texts[form] for suffix in _FORMS if (form := f"{key}.{suffix}") in texts]
    found = {
        name for form in (texts.get(key, ""), *forms) for _, name, _, _ in Formatter().parse(form) if name
    }
    return found - {"n"} if forms else found


def _asked_for(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    errors = error_names()
    looked_up = {name for name, _ in imported_modules(tree)} & {f"dsw.texts.{name}" for name in _LOOK_UPS}
    for call in calls(tree):
        name = called_name(call)
        if call.args and name in errors:
            yield from ((call, f"fout.{key}") for key in _literal_keys(call.args[0]))
        elif call.args and f"dsw.texts.{name}" in looked_up:
            yield from ((call, key) for key in _literal_keys(call.args[0]))


def _literal_keys(argument: ast.expr) -> Iterator[str]:
    """The keys an argument may be: a literal, an f-string, or one of two."""
    match argument:
        case ast.IfExp(body=first, orelse=second):
            yield from _literal_keys(first)
            yield from _literal_keys(second)
        case ast.Constant(str()) | ast.JoinedStr():
            yield next(strings(argument))[0]


def _is_text(key: str, texts: Collection[str]) -> bool:
    pattern = re.compile(_as_pattern(key))
    return any(pattern.fullmatch(text) for text in texts)


def _as_pattern(key: str) -> str:
    """A key with ``{}`` for what is not known, also standing for the forms of a text that counts."""
    parts = [re.escape(part) for part in key.split("{}")]
    return ".+".join(parts) + f"(?:\\.(?:{'|'.join(_FORMS)}))?"


def test_every_key_has_its_text() -> None:
    assert missing_texts(product_files(), all_texts()) == []


def test_every_text_gets_its_values() -> None:
    assert missing_values(product_files(), all_texts()) == []


def test_every_label_has_its_text() -> None:
    assert [key for key in label_keys() if key not in all_texts()] == []


def test_a_missing_text_is_found(tmp_path: Path) -> None:
    path = tmp_path / "asking.py"
    path.write_text(
        'from dsw.texts import plural, text\ntext("a.b")\ntext("a.gone")\nplural("a.n", 3)\n'
        'text(f"c.{x}.d")\ntext(f"c.{x}.gone")\n'
        'raise RuleError("a.b")\nraise RuleError("dag.te_vroeg" if x else "dag.gone")\ntext(key)\n'
    )
    texts = ["a.b", "a.n.een", "a.n.meer", "c.x.d", "fout.dag.te_vroeg"]
    missing = [line.split()[-1] for line in missing_texts([path], texts)]
    assert missing == ["a.gone", "c.{}.gone", "fout.a.b", "fout.dag.gone"]


# ------------------------------------------------------------------------------- every text is in use


def label_keys() -> set[str]:
    """The keys of the names of enum members."""
    modules = (dsw.domain, dsw.views, dsw.segments)
    enums = {value for module in modules for value in vars(module).values() if _is_shown_enum(value)}
    return {f"label.{enum.__name__.lower()}.{member.value}" for enum in enums for member in enum}


def _is_shown_enum(value: object) -> bool:
    """Every enum has a name in the product."""
    return isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum


def unused_texts(texts: Iterable[str], mentions: Collection[str]) -> list[str]:
    """Texts whose key is mentioned nowhere, neither whole nor as the pieces of an f-string."""
    plain = {mention for mention in mentions if "{}" not in mention}
    heads = {mention for mention in mentions if mention.split("{}")[0] and "{}" in mention}
    tails = {mention.removeprefix("{}") for mention in mentions if mention.startswith("{}.")}
    built = re.compile("|".join(map(_as_pattern, sorted(heads))) or r"(?!)")

    def is_mentioned(key: str) -> bool:
        if key in plain or built.fullmatch(key):
            return True
        head, _, last = key.rpartition(".")
        if ".{}" in tails and last in plain and is_mentioned(head):
            return True
        return any(key.endswith(tail) and is_mentioned(key.removesuffix(tail)) for tail in tails)

    return [key for key in texts if not any(is_mentioned(form) for form in _said_as(key))]


def _said_as(key: str) -> Iterator[str]:
    """How code may name a key: without ``fout``, and without the form of a text that counts."""
    short = key.removeprefix("fout.")
    for name in {key, short}:
        yield name
        if name.rpartition(".")[2] in _FORMS:
            yield name.rpartition(".")[0]


def mentions(paths: Iterable[Path]) -> set[str]:
    found = {value for path in paths for value, _ in strings(parsed(path))}
    return {value for value in found if re.fullmatch(r"[a-z0-9_.{}]+", value)} - {"{}"}


def test_every_text_is_in_use() -> None:
    known = mentions(product_files()) | label_keys()
    assert unused_texts(all_texts(), known) == []


def test_a_missing_value_is_found(tmp_path: Path) -> None:
    path = tmp_path / "asking.py"
    path.write_text(
        'from dsw.texts import plural, text\ntext("a")\ntext("a", dag=1)\ntext("a", **values)\n'
        'plural("b", 3)\nplural("b", 3, waar=1)\nraise RuleError("c", dag=1)\n'
    )
    texts = {"a": "Op {dag:%d}.", "b.een": "Een {waar}.", "b.meer": "{n} {waar}.", "fout.c": "{dag} {regio}"}
    missing = [line.split(" ", 1)[1] for line in missing_values([path], texts)]
    assert missing == ["a dag", "b waar", "fout.c regio"]


def test_another_text_function_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "querying.py"
    path.write_text('from sqlalchemy import text\ntext("SELECT 1")\n')
    assert missing_texts([path], []) == []


def test_an_unused_text_is_found() -> None:
    texts = ["a.b", "a.c", "fout.dag", "n.een", "n.meer", "kop.x.titel", "blok.zin", "blok.gone", "blok.even"]
    known = {"a.b", "dag", "n", "kop.{}.titel", "{}.zin", "{}.{}", "even", "blok"}
    assert unused_texts(texts, known) == ["a.c", "blok.gone"]
