"""Prefect, the runner and the pages as a program; no mailbox beside a mail server."""

from cli.parts import PARTS
from flows.up import serve_all
from settings import read_settings
from tests.flows.small_parts import say

if __name__ == "__main__":
    served = [part for part in PARTS if part.name != "mailbox"]
    serve_all(read_settings(), served, say, lambda: say("all up"))
