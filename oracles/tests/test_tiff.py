"""roimill's TIFF reader against tifffile: every kind of file, every image, every level, value for value.

Needs ROIMILL_TEST_CLASSPATH, the test class path of stores/tiff, and java 25 on the PATH or in JAVA_HOME.
Run by pytest, or as a program.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import tifffile

sys.path.insert(0, str(Path(__file__).parent))
import tiff_cases


def probe(requests):
    """One answer, a list of words, for each request, all from one virtual machine."""
    home = os.environ.get("JAVA_HOME")
    java = f"{home}/bin/java" if home else "java"
    command = [java, "--enable-native-access=ALL-UNNAMED", "-cp", os.environ["ROIMILL_TEST_CLASSPATH"],
               "org.roimill.stores.tiff.TiffProbe"]
    text = "".join("\t".join(map(str, r)) + "\n" for r in requests)
    done = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True)
    answers = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert len(answers) == len(requests), done.stdout.decode()[-2000:]
    return answers


def test_every_kind_of_file_is_read_as_tifffile_reads_it():
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        requests, expected = [], []
        for case in tiff_cases.cases():
            path = Path(folder, case.name + ".tif")
            case.write(path)
            with tifffile.TiffFile(path) as tif:
                for i, levels in enumerate(case.images):
                    for n, (array, axes) in enumerate(levels):
                        read = tif.series[i].levels[n].asarray().reshape(array.shape)
                        equal = np.array_equal(read, array, equal_nan=array.dtype.kind == "f")
                        assert equal, f"{case.name}: tifffile reads something else than was written"
                        requests.append(["read", path, i, n, Path(folder, f"{len(requests)}.npy"), case.declared])
                        expected.append((case, i, n, len(levels), *tiff_cases.canonical(array, axes)))
        for request, answer, (case, i, n, levels, array, axes) in zip(requests, probe(requests), expected):
            where = f"{case.name}, image {i}, level {n}"
            if answer[0] != "ok":
                wrong.append(f"{where}: {answer[1]}")
                continue
            got = np.load(request[4])
            kept = [k for k, x in enumerate(answer[1]) if x in axes]
            squeezed = got.reshape([got.shape[k] for k in kept]) if len(kept) == array.ndim else got
            name = "bool" if array.dtype == bool else array.dtype.kind + str(array.dtype.itemsize * 8)
            if "".join(answer[1][k] for k in kept) != axes or squeezed.shape != array.shape:
                wrong.append(f"{where}: {answer[1]} {got.shape}, not {axes} {array.shape}")
            elif answer[2] != name or int(answer[3]) != levels:
                wrong.append(f"{where}: {answer[2]}, {answer[3]} levels, not {name}, {levels} levels")
            elif squeezed.tobytes() != array.tobytes():
                wrong.append(f"{where}: {int((squeezed != array).sum())} of {array.size} values differ")
    assert len(requests) > 500
    assert not wrong, "\n".join(wrong)


def test_calibration_and_channel_names_come_out_of_ome_xml_and_imagej():
    a = np.zeros((2, 3, 8, 9), "u2")
    with tempfile.TemporaryDirectory() as folder:
        ome, imagej = Path(folder, "a.ome.tif"), Path(folder, "b.tif")
        meta = {"axes": "ZCYX", "PhysicalSizeX": 0.25, "PhysicalSizeY": 250, "PhysicalSizeYUnit": "nm", "PhysicalSizeZ": 2,
                "Channel": {"Name": ["a", "b", "µ"]}}
        tifffile.imwrite(ome, a, ome=True, metadata=meta, photometric="minisblack")
        tifffile.imwrite(imagej, a, imagej=True, resolution=(4, 5), metadata={"axes": "ZCYX", "unit": "um", "spacing": 0.5})
        one, two = probe([["read", ome, 0, 0, Path(folder, "a.npy")], ["read", imagej, 0, 0, Path(folder, "b.npy")]])
    assert one[4:] == ["a|b|µ", "z=2.0um y=250.0nm x=0.25um"], one
    assert two[4:] == ["", "z=0.5um y=0.2um x=0.25um"], two


if __name__ == "__main__":
    test_every_kind_of_file_is_read_as_tifffile_reads_it()
    test_calibration_and_channel_names_come_out_of_ome_xml_and_imagej()
    print("ok")
