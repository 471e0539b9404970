"""The audit from its argument to its reports."""

from __future__ import annotations

import json
import pathlib
import re
import zipfile
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from refreshlint.audit import audit
from refreshlint.cli.main import main
from refreshlint.finding import Grade, WitnessStep
from refreshlint.report import html, sequence
from refreshlint.run import UsageError

EXPORTS = pathlib.Path(__file__).parents[1] / "corpus" / "exports"
VOID = frozenset({"meta", "br", "hr", "img", "input", "link", "line", "rect", "circle", "path"})


def zipped(folder: pathlib.Path, target: pathlib.Path) -> pathlib.Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
    return target


@pytest.mark.parametrize(("name", "expected"), [("garden-faulty", Grade.MEND), ("garden-sound", Grade.SOUND)])
def test_a_folder_and_its_zip_are_the_same(name: str, expected: Grade, tmp_path: pathlib.Path) -> None:
    folder, _ = audit(EXPORTS / name)
    packed, _ = audit(zipped(EXPORTS / name, tmp_path / f"{name}.zip"))
    assert folder.apps == packed.apps
    (app,) = folder.apps
    assert (app.grade, app.app.name, app.app.root, app.app.sdk) == (expected, "Garden Club", "expo", "54")
    assert [part.path for part in folder.layout.parts] == ["functions"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.zip"]


def test_the_picture_of_a_sound_login() -> None:
    picture = audit(EXPORTS / "garden-sound")[0].apps[0].picture
    assert picture.stack == ("its own backend",)
    assert [fact.text for fact in picture.refreshes] == ["by renew, after a 401"]
    assert [(fact.text, fact.sound) for fact in picture.shared] == [("they share one, by flight", True)]
    assert [fact.text for fact in picture.tokens] == ["in the phone's encrypted store, under garden.tokens"]
    assert [fact.text for fact in picture.offline] == ["nothing was seen that ends the session for it"]


def test_the_picture_of_a_faulty_login() -> None:
    picture = audit(EXPORTS / "garden-faulty")[0].apps[0].picture
    told = (picture.tokens, picture.shared, picture.unauthorized, picture.offline)
    assert [fact.sound for facts in told for fact in facts] == [False] * 4
    assert picture.refused[0].text == "clearTokens() ends the session, in api"


class Balance(HTMLParser):
    """Reads a page: tags left open, ids, links within it, addresses it would load, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attributes:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                self.links.append(value)
            if name in ("src", "data", "action", "srcset"):
                self.loaded.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read_page(page: str) -> Balance:
    parser = Balance()
    parser.feed(page)
    parser.close()
    return parser


@pytest.mark.parametrize("name", ["garden-faulty", "garden-sound"])
def test_the_page_is_whole_and_needs_nothing(name: str) -> None:
    page = html.render(*audit(EXPORTS / name))
    read = read_page(page)
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    assert [link for link in read.links if not link.startswith("#") or link[1:] not in read.ids] == []
    assert read.loaded == []
    assert "url(" not in page
    assert "@import" not in page


def test_the_page_says_the_verdict_first_and_draws_the_race() -> None:
    page = html.render(*audit(EXPORTS / "garden-faulty"))
    text = " ".join("".join(read_page(page).text).split())
    assert text.index("Mend before launch") < text.index("people find themselves logged out") < text.index("The login as it is")
    assert page.count('<svg class="sequence"') >= 1
    assert "There is a bug in the sign-in code, in lib/api.ts, line 17, function renew." in text
    assert "expo/lib" not in text, "paths are those that the builder shows"


def test_a_hostile_project_cannot_steer_the_page(tmp_path: pathlib.Path) -> None:
    root = tmp_path / '<script>alert("x")<'
    (root / "src").mkdir(parents=True)
    evil = '</code><script>alert(1)</script>"><img src=x onerror=alert(1)>'
    (root / "package.json").write_text(json.dumps({"name": evil, "dependencies": {"expo": "54.0.0"}}), encoding="utf-8")
    code = (EXPORTS / "garden-faulty/expo/lib/tokenStore.ts").read_text("utf-8").replace("garden.tokens", evil.replace('"', "'"))
    (root / "src" / "store.ts").write_text(code.replace("@/types/session", "./t"), encoding="utf-8")
    (root / "src" / "t.ts").write_bytes((EXPORTS / "garden-faulty/expo/types/session.ts").read_bytes())
    page = html.render(*audit(root))
    read = read_page(page)
    assert read.open == []
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "onerror=alert(1)&gt;" in page


def step(actor: str, text: str, toward: str = "") -> WitnessStep:
    return WitnessStep(actor, text, None, (), toward)


def test_the_lanes_of_a_drawing() -> None:
    story = (
        step("first call", "sends a request with access token 1"),
        step("backend", "answers 401", "first call"),
        step("second call", "goes on with what it has"),
        step("first call", "sends refresh token 1"),
        step("backend", "sees it again", "first call"),
    )
    assert sequence.lanes(story) == ["first call", "second call", "backend"]
    assert sequence.steps(story) == [
        (1, "first call", "backend"),
        (2, "backend", "first call"),
        (3, "second call", ""),
        (4, "first call", "backend"),
        (5, "backend", "first call"),
    ]
    assert sequence.render(story[:0], "t", "i") == ""
    assert sequence.render((step("app", "keeps it"), step("app", "and writes it")), "t", "i") == ""


def test_the_command(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = {kind: tmp_path / f"r.{kind}" for kind in ("html", "markdown", "json", "sarif")}
    arguments = [part for kind, file in outputs.items() for part in ("--output", f"{kind}={file}")]
    assert main(["audit", str(EXPORTS / "garden-faulty"), *arguments]) == 1
    said = capsys.readouterr().out
    assert "Garden Club (expo, SDK 54, in expo/): Mend before launch." in said
    assert "functions: cloud functions (server code)" in said
    value = json.loads(outputs["json"].read_text("utf-8"))
    assert (value["builder"], value["apps"][0]["grade"]) == ("Rork", "mend before launch")
    assert json.loads(outputs["sarif"].read_text("utf-8"))["runs"][0]["results"]
    assert "To paste into the app builder" in outputs["markdown"].read_text("utf-8")
    assert main(["audit", str(EXPORTS / "garden-sound")]) == 0
    assert main(["audit", str(EXPORTS / "garden-faulty"), "--exit-zero"]) == 0


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        ({"README.md": "x"}, 3, "No Expo, React Native or web app was found here"),
        ({f"ios/A{number}.swift": "x" for number in range(6)}, 3, "ios: a native iOS app (Swift): not audited"),
    ],
)
def test_what_cannot_be_audited_is_said(
    files: dict[str, str], code: int, said: str, tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert main(["audit", str(tmp_path)]) == code
    written = capsys.readouterr().out
    assert said in written
    assert "nothing was found" not in written


def test_paths_that_are_no_project(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.zip").write_bytes(b"hello")
    (tmp_path / "a.tar").write_bytes(b"hello")
    for name, said in (("a.zip", "damaged or no zip"), ("a.tar", "neither a folder nor a zip"), ("none", "No such file")):
        assert main(["audit", str(tmp_path / name)]) == 2
        error = capsys.readouterr().err
        assert said in error
        assert error.count("\n") == 1
    with pytest.raises(UsageError):
        audit(tmp_path / "none")


def test_headings_are_in_order() -> None:
    page = html.render(*audit(EXPORTS / "garden-faulty"))
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
