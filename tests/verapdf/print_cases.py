"""Prints every document of the example cases into a folder, for veraPDF to look at."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from papered import every_paper

from disclosure.outputs.pdf import print_now

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, paper in every_paper().items():
        (folder / f"{name}.pdf").write_bytes(print_now(paper))
