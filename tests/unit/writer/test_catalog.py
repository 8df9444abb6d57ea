"""The catalogue of models: the product's own, and ones that do not hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import paths
from app.domain.problem import Problem, ProblemKind
from app.writer import catalog


def test_the_products_catalogue_has_the_four_models_the_smallest_first() -> None:
    known = catalog.load(paths.CATALOG)
    sizes = [model.size for model in known.models]
    assert sizes == [491400064, 1117320768, 2104932800, 4683073536]
    assert known.default == known.models[1].id
    assert [model.non_commercial for model in known.models] == [False, False, True, False]
    assert all(model.memory > model.size for model in known.models)


def test_a_licence_that_forbids_commercial_use_is_said_in_both_languages() -> None:
    (model,) = (m for m in catalog.load(paths.CATALOG).models if m.non_commercial)
    assert "commercial" in model.note["en"]
    assert "коммерческое" in model.note["ru"]
    assert model.licence != "Apache-2.0"


def test_every_mirror_has_one_part_for_each_piece() -> None:
    mirrors = [model for model in catalog.load(paths.CATALOG).models if model.mirror]
    assert len(mirrors) == 2
    for model in mirrors:
        assert model.mirror is not None
        assert model.mirror.count == len(model.pieces)
        assert model.mirror.member.format(n=3).endswith("part03.bin")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('default = "qwen2.5-coder-1.5b"', 'default = "another"'),
        ('id = "qwen2.5-coder-3b"', 'id = "qwen2.5-coder-7b"'),
        ("piece_size = 52428800", "piece_size = 1000"),
        ("mirror.count = 22", "mirror.count = 21"),
        ("size = 2104932800", 'size = "big"'),
        ('name.ru = "Умнее"', 'name.ru = ""'),
        ("724fb256bec1", "724fb256bexx"),
        ('file = "qwen2.5-coder-3b', 'file = "../qwen2.5-coder-3b'),
        ("licence_url", "license_url"),
        ("[[models]]", "[[models"),
    ],
)
def test_a_catalogue_that_is_wrong_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text = paths.CATALOG.read_text("utf-8")
    assert old in text
    path = tmp_path / "catalog.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(Problem) as caught:
        catalog.load(path)
    assert caught.value.kind is ProblemKind.SETUP_INCOMPLETE
    assert "catalog.toml" in caught.value.detail


def test_a_missing_catalogue_means_an_incomplete_set_up(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        catalog.load(tmp_path / "catalog.toml")
    assert caught.value.kind is ProblemKind.SETUP_INCOMPLETE
