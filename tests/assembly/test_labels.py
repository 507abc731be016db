from __future__ import annotations

from kg.assembly.labels import result_label


def test_labels_say_what_is_known() -> None:
    said = {"kg:resultValue": "2.42", "kg:resultMetric": "FID", "kg:resultDataset": "ImageNet"}
    assert result_label(said) == "FID 2.42 on ImageNet"
    assert result_label({"kg:resultValue": "3", "kg:resultUnit": "%", "kg:resultMetric": "FID", "kg:resultChange": "true"}) == "FID changes by 3%"
