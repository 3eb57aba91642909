"""The files that a command writes a network to: --out and --keras."""

import argparse
from pathlib import Path

from onelayer.command.printing import Refusal
from onelayer.files.keras_file import format_keras_file
from onelayer.files.network_file import TrainedNetwork
from onelayer.reading.inputs import INPUT_NAMES
from onelayer.replacing import check_replaceable, replacing


def add_saving(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--out", type=Path, metavar="FILE", help="save the network as safetensors")
    parser.add_argument("--keras", type=Path, metavar="FILE", help="save it as a Keras model too (.keras)")


def check_files(options: argparse.Namespace) -> None:
    """Check before the training that both files can be written.

    Raises:
        OSError: one file cannot be written, both have one name, or the name is not valid for Keras.
    """
    out, keras = options.out, options.keras
    if keras and keras.suffix != ".keras":
        raise OSError(f"{keras} cannot be written: the name of a Keras model ends in .keras.")
    if keras and keras == out:
        raise OSError(f"{keras} cannot be written twice. Name one file for --out and another for --keras.")
    for path in filter(None, (out, keras)):
        check_replaceable(path)


def write_files(options: argparse.Namespace, trained: TrainedNetwork) -> None:
    """Write the files of --out and --keras, if they are given.

    Raises:
        Refusal: one cannot be written any more.
    """
    try:
        if options.out:
            trained.save(options.out)
            print(f"\nSaved {options.out}")
        if options.keras:
            with replacing(options.keras) as unfinished:
                unfinished.write_bytes(format_keras_file(trained.network))
            print(
                f"\nSaved {options.keras}; give it {INPUT_NAMES[trained.network.input_form]}, laid out as (n, 28, 28)"
            )
    except OSError as error:
        why = f"What was learned could not be saved: {error}. What was there is as it was."
        raise Refusal(why, status=1) from error
