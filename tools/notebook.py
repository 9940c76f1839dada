"""Runs the cells of a notebook one after another and writes it with what they gave, also when one of them failed."""

import re
import sys
import tempfile

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

source, target = sys.argv[1:]
notebook = nbformat.read(source, as_version=4)
client = NotebookClient(notebook, timeout=600, startup_timeout=60, kernel_name="roimill", record_timing=False)


def execute():
    """The exit status. The kernel's own chatter is shown only where the kernel itself fell."""
    with tempfile.TemporaryFile("w+") as chatter:
        try:
            client.execute(stderr=chatter)
        except CellExecutionError as error:
            plain = re.sub(r"\x1b\[[0-9;]*m", "", str(error))
            print(f"roimill: a cell of {source} failed\n{plain}", file=sys.stderr)
            return 1
        except RuntimeError as error:
            chatter.seek(0)
            print(f"roimill: the kernel fell: {error}\n{chatter.read()[-4000:]}", file=sys.stderr)
            return 70
    return 0


status = execute()
nbformat.write(notebook, target)
sys.exit(status)
