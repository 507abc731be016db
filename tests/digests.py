"""Digests written by a program: as many texts of a real format as a test needs."""

from __future__ import annotations

from pathlib import Path

_METHODS = ("Mixture of Experts", "speculative decoding", "low-rank adaptation", "tree attention", "knowledge distillation", "contrastive learning")
_TASKS = ("machine translation", "image generation", "question answering", "code generation")


def digest_text(number: int, *, papers: int = 8) -> str:
    """Return a day's digest whose papers no other number has."""
    parts = [f"## Daily Papers ({date(number)})\n"]
    for place in range(papers):
        method, task = _METHODS[(number + place) % len(_METHODS)], _TASKS[(number * 3 + place) % len(_TASKS)]
        name = f"Net{number}x{place}"
        parts.append(f"### [{name}: {method.title()} for {task.title()}](https://arxiv.org/abs/{2000 + number:04d}.{10_000 + place:05d})\n\n"
                     f"Authors: Ada Example, Bo Sample\n\n"
                     f"- {name} uses {method} for {task} and reaches {50 + place}.{number % 10} BLEU on WMT14.\n"
                     f"- 이 연구는 {name}(Network {number} of {place})을 제안하고 {method}보다 빠르다.\n")
    return "\n".join(parts)


def date(number: int) -> str:
    """Return a day of a month, as digests are named."""
    return f"2024-{1 + number // 28 % 12:02d}-{1 + number % 28:02d}"


def write_digests(folder: Path, count: int) -> Path:
    """Write digests into a new folder."""
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:03d}-{date(number)}.md").write_text(digest_text(number), encoding="utf-8")
    return folder
