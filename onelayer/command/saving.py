"""The files that a command writes a network to: --out and --keras."""

import argparse
from pathlib import Path

from onelayer.files.keras_file import format_keras_file
from onelayer.files.network_file import TrainedNetwork, save_network
from onelayer.reading.inputs import INPUT_NAMES
from onelayer.replacing import check_replaceable, replacing


def add_saving(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--out", type=Path, metavar="FILE", help="save the network as safetensors")
    parser.add_argument("--keras", type=Path, metavar="FILE", help="save it as a Keras model too (.keras)")


def check_files(out: Path | None, keras: Path | None) -> None:
    """Check before the training that both files can be written.

    Raises:
        OSError: one file cannot be written, both have one name, or the name is not valid for Keras.
    """
    if keras and keras.suffix != ".keras":
        raise OSError(f"{keras} cannot be written: the name of a Keras model ends in .keras.")
    if keras and keras == out:
        raise OSError(f"{keras} cannot be written twice. Name one file for --out and another for --keras.")
    for path in (out, keras):
        if path:
            check_replaceable(path)


def write_files(options: argparse.Namespace, trained: TrainedNetwork) -> None:
    """Write the files of --out and --keras, if they are given."""
    if options.out:
        save_network(options.out, trained)
        print(f"\nSaved {options.out}")
    if options.keras:
        with replacing(options.keras) as unfinished:
            unfinished.write_bytes(format_keras_file(trained.network))
        print(f"\nSaved {options.keras}; give it {INPUT_NAMES[trained.network.input_form]}, laid out as (n, 28, 28)")
