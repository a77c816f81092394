"""Writes the large archive: `OUT/documents/kho-lon/…` (text files) and `OUT/truth/truth.jsonl`.

The same years, seed and number of documents give the same bytes. To bury the sample archive without meeting its
months (9/2023 to 2/2024), generate years up to 2022.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eval.large import bodies, truth
from eval.large.activity import Activity, Month, activity
from eval.large.layout import frame, signer
from eval.large.papers import paper
from eval.large.reports import Draft, longer, monthly, paper_title, title
from eval.large.schedule import Issue, schedule
from eval.large.truth import DocumentRow, Row

FOLDERS = {"BC": "bao-cao", "KH": "ke-hoach", "CV": "cong-van", "QĐ": "quyet-dinh"}
LETTERS = {"BC": "bc", "KH": "kh", "CV": "cv", "QĐ": "qd"}
SPANS = {"month": "thang-{m:02d}-{y}", "quarter": "quy-{q}-{y}", "half": "6-thang-{y}", "year": "nam-{y}"}
YEARS = range(2005, 2025)
DOCUMENTS = 3000


@dataclass(frozen=True, slots=True)
class Written:
    documents: int
    missing: int
    items: int  # paragraphs and list items, without section headings and lead-ins; passages are about a quarter more
    characters: int
    rows: int


def generate(folder: Path, *, years: range = YEARS, documents: int = DOCUMENTS, seed: int = 1) -> Written:
    """Writes into `folder`, which must not hold an archive yet (FileExistsError). ValueError: too few documents."""
    target = folder / truth.DOCUMENTS
    if target.exists():
        raise FileExistsError(f"Thư mục {target} đã có; hãy chọn thư mục khác.")
    issues = schedule(years, documents, seed)
    first, last = Month(years[0], 1), Month(years[-1] + 1, 1)
    told = {body.key: activity(body, first, last, seed) for body in {issue.body for issue in issues}}
    papers: dict[tuple[str, Month], list[Issue]] = defaultdict(list)
    for issue in issues:
        if issue.kind is not None:
            papers[issue.body.key, issue.month].append(issue)
    rows: list[Row] = []
    items = characters = 0
    for issue in issues:
        draft, text, row = _written(issue, told[issue.body.key], papers[issue.body.key, issue.month], seed)
        rows.append(row)
        if not issue.held:
            continue
        rows += draft.rows
        path = target / draft.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        items += sum(line.endswith((".", ";", ",")) for line in draft.lines)
        characters += len(text)
    latest = max(issue.day for issue in issues)
    (target / "troly.toml").write_text(_settings(latest, years), encoding="utf-8")
    truth.write(folder, rows)
    held = sum(issue.held for issue in issues)
    return Written(held, len(issues) - held, items, characters, len(rows))


def _written(issue: Issue, told: Activity, papers: list[Issue], seed: int) -> tuple[Draft, str, DocumentRow]:
    draft = Draft(issue, file_of(issue), seed)
    if issue.kind is not None:
        about, type_name = paper_title(issue), issue.kind.type
        paper(draft)
    else:
        about, type_name = title(issue), "BÁO CÁO"
        if issue.span == "month":
            monthly(draft, told, papers)
        else:
            longer(draft, told)
    text = frame(issue.body, issue.day, issue.number, type_name, about, draft.lines, seed=seed)
    row = DocumentRow(
        file=draft.file if issue.held else "",
        number=issue.number,
        date=issue.day.isoformat(),
        type=type_name,
        issuer=draft.issuer,
        body=issue.body.key,
        period=issue.period,
        span=issue.span,
        term=bodies.term(issue.body, issue.day),
        title=about,
        signer=signer(issue.body, issue.day, seed),
        held=issue.held,
    )
    return draft, unicodedata.normalize("NFC", text), row


def file_of(issue: Issue) -> str:
    """Path under the documents folder, with forward slashes; unique, as numbers are."""
    month, letters = issue.month, LETTERS[issue.code]
    if issue.span:
        about = SPANS[issue.span].format(m=month.number, q=month.number // 3, y=month.year)
    else:
        about = f"{issue.serial:03d}-{issue.day.isoformat()}"
    return f"{truth.TOP}/{FOLDERS[issue.code]}/{month.year}/{issue.body.key}-{letters}-{about}.txt"


def _settings(latest: date, years: range) -> str:
    name = f"Kho lớn: Ban Dân vận Tỉnh ủy {bodies.PROVINCE}, {years[0]}-{years[-1]} (hư cấu)"
    return f'as_of = {latest.isoformat()}\nname = "{name}"\n'
