"""As `make run`, on a data folder of its own, with the pages that are measured against beside ours."""

import os

from houvast.settings.run import *  # noqa: F403 - the same values, plus a few addresses
from houvast.settings.run import INSTALLED_APPS

ROOT_URLCONF = "bench.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "bench"]
# The load comes from one machine; each request says which of many it stands for.
TRUSTED_PROXIES = 1
# The parts that count messages start a gateway of their own (receiver.py).
if os.environ.get("BENCH_SMS"):
    SMS_PROVIDER, SMS_GATEWAY_URL, SMS_GATEWAY_KEY = "http", os.environ["BENCH_SMS"], "bench"
