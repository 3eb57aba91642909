"""The app as a process of its own, whose training waits for a test: `python -m tests.support.patient_app`."""


def main() -> None:
    """Serve until interrupted."""
    # Imported here: the training process starts by importing this file.
    import pytest

    from onelayer.server.app import serve
    from tests.support.equal_priority import train_at_equal_priority
    from tests.support.slow_motion import let_slow_motion_last

    with pytest.MonkeyPatch.context() as patch:
        train_at_equal_priority(patch)
        let_slow_motion_last(patch)
        serve()


if __name__ == "__main__":
    main()
