#!/usr/bin/env python3
"""Every sentence that Postreel says to people, as the source has it, to be read aloud.

    packaging/sentences.py             all of them
    packaging/sentences.py slow down   those with these words in them, in capitals or not

Each with its place, its context, whether it has a plural, and what is said to the translator. A parser of its own and
not lupdate, which would be one more package to install and misses what this program writes with a short name of a file's own:
HELP("…") among the options, say("…") in main.cpp.
"""

import os
import re
import sys
from collections import namedtuple

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# How a sentence is written, and which argument it is; the one before it, if there is one, is its context.
SENTENCE_AT = {"tr": 0, "QT_TR_NOOP": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1, "QT_TRANSLATE_N_NOOP": 1}
TOKEN = re.compile(r"""
      (?P<comment>//[^\n]* | /\*.*?\*/)
    | (?P<raw>(?:u8|[uUL])?R"(?P<fence>[^()\s\\]*)\(.*?\)(?P=fence)")
    | (?P<string>(?:u8|[uUL])?"(?:[^"\\\n]|\\.)*")
    | (?P<letter>'(?:[^'\\\n]|\\.)+')
    | (?P<number>\d[\w.']*)
    | (?P<name>[A-Za-z_]\w*)
    | (?P<mark>::|[^\s])""", re.VERBOSE | re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "'": "'", "0": "\0", "r": "\r"}

Token = namedtuple("Token", "kind text line")
Sentence = namedtuple("Sentence", "path line call context plural comment text")


def tokens_of(code):
    line, end = 1, 0
    for match in TOKEN.finditer(code):
        line += code.count("\n", end, match.start())
        kind = match.lastgroup if match.lastgroup != "fence" else "raw"
        yield Token(kind, match.group(), line)
        line += match.group().count("\n")
        end = match.end()


def literal(token):
    if token.kind == "raw":
        return re.match(r'\w*R"([^(]*)\((.*)\)\1"$', token.text, re.DOTALL).group(2)
    inside = token.text[token.text.index('"') + 1:-1]
    inside = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match.group(1), 16)), inside)
    return re.sub(r"\\(.)", lambda match: ESCAPES.get(match.group(1), match.group()), inside)


def arguments(tokens, at):
    """The arguments of the call whose opening bracket is at `at`, each a list of tokens."""
    found, depth = [[]], 0
    for token in tokens[at:]:
        if token.text in ("(", "{", "["):
            depth += 1
            if depth == 1:
                continue
        elif token.text in (")", "}", "]"):
            depth -= 1
            if depth == 0:
                return found
        if token.text == "," and depth == 1:
            found.append([])
        else:
            found[-1].append(token)
    return found


def literals(argument):
    """The texts of an argument: literals side by side are one. What is inside a call within it is that call's own."""
    found, joined, depth = [], False, 0
    for token in argument:
        depth += (token.text in ("(", "{", "[")) - (token.text in (")", "}", "]"))
        is_text = token.kind in ("string", "raw") and depth == 0
        if is_text:
            found[-1:] = [found[-1] + literal(token)] if joined else found[-1:] + [literal(token)]
        joined = is_text
    return found


def classes(code):
    """What a file calls the contexts: struct Row { Q_DECLARE_TR_FUNCTIONS(QueueRow) } makes Row::tr one of QueueRow."""
    return dict(re.findall(r"(?:struct|class) (\w+)\s*{\s*Q_DECLARE_TR_FUNCTIONS\(([\w:]+)\)", code))


def short_names(code):
    """The context of each short name that a file makes for itself, whose first argument is a sentence then:
    #define HELP(text) QT_TRANSLATE_NOOP("Context", text), and a function of a text that says translate("Context", text)."""
    found = dict(re.findall(r'#define (\w+)\(\w+\) QT_TRANSLATE_NOOP\("([\w:]+)", \w+\)', code))
    function = r'^\w+ (\w+)\(const char \*(\w+)[^)]*\)\n{\n[^}]*?translate\(\s*"([\w:]+)", \2\b'
    return found | {name: context for name, _, context in re.findall(function, code, re.MULTILINE)}


def enclosing(code):
    """By line: the class whose function, or whose declaration, a line at the left edge has begun."""
    found, current = [None], None
    for line in code.split("\n"):
        match = re.match(r"(?:[\w].*?[\s&*])?(\w+)::~?\w+\(", line) or re.match(r"(?:class|struct) (\w+)[^;]*$", line)
        current = match.group(1) if match else current
        found.append(current)
    return found


def call_at(code_tokens, at, own):
    """Which argument of the call that begins here is a sentence; None where no such call begins."""
    token, before = code_tokens[at], code_tokens[at - 1].text if at else ""
    following = code_tokens[at + 1].text if at + 1 < len(code_tokens) else ""
    if token.kind != "name" or following != "(" or before == "define":
        return None
    return 0 if token.text in own else SENTENCE_AT.get(token.text)


def context_of(code_tokens, at, around, named, own):
    if at > 1 and code_tokens[at - 1].text == "::":
        return named.get(code_tokens[at - 2].text, code_tokens[at - 2].text)
    return own.get(code_tokens[at].text) or named.get(around, around)


def read(path, code):
    """The sentences of a file, and the calls that have only the name of a text."""
    named, own, around = classes(code), short_names(code), enclosing(code)
    tokens = list(tokens_of(code))
    code_tokens = [token for token in tokens if token.kind != "comment"]
    sentences, nameless, said, at = [], [], [], -1
    for token in tokens:
        if token.kind == "comment":
            said += [token.text[3:].strip()] if token.text.startswith("//:") else []
            continue
        at += 1
        where = call_at(code_tokens, at, own)
        if where is None:
            continue
        given = arguments(code_tokens, at + 1) + [[], []]
        context = "".join(literals(given[where - 1])) if where else context_of(code_tokens, at, around[token.line], named, own)
        texts = literals(given[where])
        for text in texts:
            comment = "\n".join(said + literals(given[where + 1]))
            sentences.append(Sentence(path, token.line, token.text, context, "%n" in text, comment, text))
        if texts:
            said = []
        elif token.text in SENTENCE_AT:
            nameless.append((path, token.line, token.text))
    return sentences, nameless


def sources(root):
    for top in ("app", "ui"):
        for folder, _, files in sorted(os.walk(os.path.join(root, top))):
            for name in sorted(files):
                if name.endswith((".cpp", ".h")):
                    yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def all_sentences(root=ROOT):
    for path in sources(root):
        with open(os.path.join(root, path), encoding="utf-8") as file:
            yield from read(path, file.read())[0]


def shown(sentence):
    lines = [f"{sentence.path}:{sentence.line}  [{sentence.context}]" + ("  plural" if sentence.plural else "")]
    lines += [f"    //: {line}" for line in sentence.comment.split("\n") if line]
    return "\n".join(lines + ["    " + line for line in sentence.text.split("\n")])


def main(words):
    wanted = " ".join(words).casefold()
    for sentence in all_sentences():
        if wanted in sentence.text.casefold():
            print(shown(sentence) + "\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except BrokenPipeError:
        sys.stderr.close()
