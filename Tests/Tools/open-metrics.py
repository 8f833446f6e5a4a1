"""Reads metrics on standard input with Prometheus' own parsers, and prints what they are as JSON.

OpenMetrics is read strictly; the older text format is what node_exporter's collector reads.
"""
import json
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as text_format

text = sys.stdin.read()
plain = {sample.name for family in text_format(text) for sample in family.samples}
families = []
for family in open_metrics(text):
    samples = [{"name": one.name, "labels": one.labels, "value": one.value} for one in family.samples]
    assert all(one["name"] in plain for one in samples), family.name
    families.append(
        {"name": family.name, "type": family.type, "unit": family.unit, "help": family.documentation,
         "samples": samples})
json.dump(families, sys.stdout)
