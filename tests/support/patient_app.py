"""The app as a process of its own, which waits for a test.

`python -m tests.support.patient_app real` trains; without TensorFlow, `pretended` answers a run at once, and `endless`
never ends one.
"""

import sys


def main(training: str) -> None:
    """Serve until interrupted."""
    # Imported here: the training process starts by importing this file.
    import pytest

    from onelayer.server import app, shutdown
    from tests.support.equal_priority import train_at_equal_priority
    from tests.support.pretended_processes import PretendedProcesses
    from tests.support.slow_motion import let_slow_motion_last

    with pytest.MonkeyPatch.context() as patch:
        train_at_equal_priority(patch)
        let_slow_motion_last(patch)
        patch.setattr(shutdown, "LONGEST_END", 3600.0)  # never cut short on a busy machine
        patch.setattr(PretendedProcesses, "runs_on", training == "endless")
        if training != "real":
            patch.setattr(app, "TrainingProcesses", PretendedProcesses)
        app.serve()


if __name__ == "__main__":
    main(sys.argv[1])
