"""A network as an ONNX model, by ONNX's own checker and runtime."""

import numpy as np
import onnx
import onnxruntime
import pytest

from onelayer.files.onnx_file import format_onnx_file
from onelayer.reading.inputs import INPUT_FORMS, InputForm, prepare_inputs
from tests.support.exported import CLOSE_IN_FLOAT32, make_images, read_images, trained_of


@pytest.mark.parametrize("form", INPUT_FORMS)
def test_the_runtime_reads_as_we_do(form: InputForm) -> None:
    content = format_onnx_file(trained_of(form).network)
    onnx.checker.check_model(content, full_check=True)
    session = onnxruntime.InferenceSession(content)
    (probabilities,) = session.run(None, {"inputs": prepare_inputs(make_images(), form)})
    np.testing.assert_allclose(probabilities, read_images(form), rtol=0, atol=CLOSE_IN_FLOAT32[form])


def test_it_says_what_it_takes_and_gives() -> None:
    model = onnx.load_from_string(format_onnx_file(trained_of("directions").network))
    assert "edge directions" in model.doc_string
    described = {
        value.name: [size.dim_param or size.dim_value for size in value.type.tensor_type.shape.dim]
        for value in [*model.graph.input, *model.graph.output]
    }
    assert described == {"inputs": ["n", 784], "probabilities": ["n", 10]}
