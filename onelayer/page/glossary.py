"""The words that the page uses, each explained in a sentence or two, and links to them."""

GLOSSARY: dict[str, tuple[str, str]] = {
    "accuracy": ("Accuracy", "The fraction of images whose digit is read right."),
    "article": (
        "The article",
        "“Recognize digits with a very simple Neural Network”. It trains one dense layer on MNIST’s pixels with plain "
        "gradient descent. This page began with it.",
    ),
    "batch": (
        "Batch",
        "The images that are used together for one step of the weights. With small batches there are more steps, and "
        "each step is less exact.",
    ),
    "best-path": (
        "Best path",
        "A way through all pieces of the ink, from left to right, where each step takes some pieces for one digit. The "
        "path whose steps have the largest sum of scores is the number.",
    ),
    "bias": ("Bias", "A number for each digit that is always added, for every drawing. There are ten."),
    "calibrate": (
        "Calibrated",
        "All logits are divided by one number, chosen on the validation images. Then about nine in ten of the answers "
        "with 90 % are right. No answer changes.",
    ),
    "captcha": (
        "Captcha",
        "A picture of distorted digits that a person could read and a program could not: “Completely Automated Public "
        "Turing test to tell Computers and Humans Apart”.",
    ),
    "confusion": (
        "Confusion matrix",
        "A table: a row for each true digit, a column for each digit that was read. All outside the diagonal are "
        "mistakes.",
    ),
    "directions": (
        "Edge directions",
        "How strong the edges are at 7 × 7 places of the upright image, in each of 16 directions: 784 numbers. They "
        "tell a bend from a corner, even if it is not exactly at the usual place.",
    ),
    "diverged": (
        "Diverged",
        "The loss ended far above where it began: each step went too far. A smaller learning rate helps.",
    ),
    "epoch": ("Epoch", "One time through all training images, each time in a new order."),
    "evidence": (
        "Evidence",
        "Input × weight: how much a pixel is for a digit, or against it. The sum of a digit’s evidence and its bias is "
        "its logit, exactly.",
    ),
    "gradient": (
        "Gradient",
        "It says how the loss changes if each weight changes a little. Training moves the weights in the opposite "
        "direction, so the loss gets smaller.",
    ),
    "held-out": (
        "Held out",
        "Not used in training, but kept for a test. A network often reads what it has learned better than new digits.",
    ),
    "inputs": (
        "Inputs",
        "The 784 numbers that the layer multiplies. Raw pixels: 0 to 255. Scaled pixels: divided by 255. Upright "
        "pixels and edge directions are computed from the pixels first.",
    ),
    "kernel": ("Kernel", "All weights of the layer as a table: 784 rows for the inputs, ten columns for the digits."),
    "learning-rate": ("Learning rate", "How far the weights move in one step."),
    "logit": (
        "Logit",
        "A digit’s score before the softmax: each input × its weight, all added, plus the digit’s bias. It can be any "
        "number. The digit with the largest logit wins.",
    ),
    "loss": (
        "Loss",
        "How wrong the probabilities are: the mean of −log of the right digit’s probability. 0 is perfect; 2.3 is a "
        "blind guess among ten.",
    ),
    "optimizer": (
        "Optimizer",
        "The rule that makes steps from gradients. SGD goes straight against the gradient. Momentum also keeps a part "
        "of the last step. Adam and RMSprop choose a step size for each weight.",
    ),
    "seed": (
        "Seed",
        "The start of the random numbers. The same seed gives the same order of images, and so the same network.",
    ),
    "softmax": (
        "Softmax",
        "It makes ten probabilities from ten logits: exp of each logit, divided by the sum of all ten. The "
        "probabilities add up to 1.",
    ),
    "upright": (
        "Upright pixels",
        "The digit is straightened, brought to one width and height, and centred. Then each stroke meets the weights "
        "that were made for it.",
    ),
    "validation": (
        "Validation images",
        "Some of MNIST’s training images that are not used in training. Settings are chosen with them. The test images "
        "are used only at the end, to measure.",
    ),
    "variations": (
        "Varied copies",
        "Copies of images or drawings, turned, slanted, stretched and moved a little: more ways to write the same "
        "digit.",
    ),
    "weight": (
        "Weight",
        "An input is multiplied by it, for one digit. Above 0 the input is for the digit; below 0 it is against it.",
    ),
}
"""By key: what a word is called, and what it means."""

MARKED = {
    "epochs": "epoch",
    "batch-size": "batch",
    "inputs": "inputs",
    "learning-rate": "learning-rate",
    "optimizer": "optimizer",
    "validation-split": "validation",
    "variations": "variations",
    "calibrate": "calibrate",
    "seed": "seed",
}
"""The settings, by elem_id, whose label is marked with the word that explains it."""


def link_word(key: str, text: str | None = None) -> str:
    """Markdown: a text, or the word itself in small letters, that opens what it means.

    Raises:
        KeyError: the glossary has no such word.
    """
    word, _ = GLOSSARY[key]
    return f"[{text or word.lower()}](#word-{key})"
