"""Keeps SMS instead of sending it: for the demo and the tests."""

from houvast.connections.local import LocalProvider
from houvast.connections.sms.port import KIND

provider = LocalProvider(KIND)
