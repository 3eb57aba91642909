"""Training, teaching and evaluating networks. Only here TensorFlow is imported: to train, and not before."""
