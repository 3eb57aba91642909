"""The words that the page uses, each explained in a sentence or two, and links to them."""

GLOSSARY: dict[str, tuple[str, str]] = {
    "accuracy": ("Accuracy", "The fraction of images whose predicted digit is right."),
    "article": (
        "The article",
        "“Recognize digits with a very simple Neural Network”: it trains one dense layer on MNIST’s pixels with plain "
        "gradient descent, and is where this page began.",
    ),
    "batch": (
        "Batch",
        "The images that are looked at together before the weights move once. Small batches move them often, and less "
        "steadily.",
    ),
    "bias": ("Bias", "A number of each digit that is added whatever is drawn. There are ten."),
    "calibrate": (
        "Calibrated",
        "All logits are divided by one number, chosen on the validation images, so that among the answers of 90 % "
        "about nine in ten are right. No answer changes.",
    ),
    "confusion": (
        "Confusion matrix",
        "A row for what a digit is, a column for what it was read as. All but the diagonal are mistakes.",
    ),
    "directions": (
        "Direction inputs",
        "At each of 7 × 7 places of the upright image, how strongly edges run in each of 16 directions: 784 numbers. "
        "They tell a bend from a corner, wherever exactly it is.",
    ),
    "diverged": (
        "Diverged",
        "The loss ended far above where it began: each step went too far. A smaller learning rate helps.",
    ),
    "epoch": ("Epoch", "Once through all training images, in a new order each time."),
    "evidence": (
        "Evidence",
        "Input × weight: how much a pixel speaks for a digit, or against it. All of a digit’s evidence and its bias "
        "add up to its logit, exactly.",
    ),
    "gradient": (
        "Gradient",
        "In which direction, and how steeply, the loss grows if the weights change a little. Training steps against "
        "it.",
    ),
    "held-out": ("Held out", "Not trained on, and kept to measure with: what was trained on says nothing of new ones."),
    "inputs": (
        "Inputs",
        "The 784 numbers that the layer multiplies. raw: the pixels, 0 to 255; scaled: divided by 255; upright and "
        "directions: what they are made into first.",
    ),
    "kernel": ("Kernel", "The weights of the layer as a table: 784 rows for the inputs, ten columns for the digits."),
    "learning-rate": ("Learning rate", "How far the weights move with each batch."),
    "logit": (
        "Logit",
        "A digit’s score before the softmax: inputs × weights, added up, plus the digit’s bias. Any number; the "
        "largest wins.",
    ),
    "loss": (
        "Loss",
        "How wrong the probabilities are: the mean of −log of the probability of the right digit. 0 is perfect, 2.3 is "
        "guessing among ten.",
    ),
    "optimizer": (
        "Optimizer",
        "What makes steps of gradients. SGD goes straight against them; momentum keeps some of the last step; Adam and "
        "RMSprop fit the step of each weight to how much its gradients vary.",
    ),
    "seed": ("Seed", "Where the random numbers begin: the same seed, the same order of images, the same network."),
    "softmax": (
        "Softmax",
        "Makes ten probabilities of ten logits: exp of each, divided by the sum of all ten. They add up to 1.",
    ),
    "upright": (
        "Upright",
        "The digit straightened, brought to one width and height, and centred, as measured from its ink. Then each "
        "stroke meets the weights that expect it.",
    ),
    "validation": (
        "Validation images",
        "A part of MNIST’s training images that is not trained on, to choose settings by. The test images are only for "
        "measuring in the end.",
    ),
    "variations": (
        "Varied copies",
        "Training images turned, slanted, stretched and shifted a little: more ways to write the same digit.",
    ),
    "weight": (
        "Weight",
        "What an input is multiplied by, for one digit: above 0 it speaks for it, below 0 against it.",
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
