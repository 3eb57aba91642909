"""Training, teaching and evaluating networks. The only package that imports TensorFlow, and only when it trains."""
