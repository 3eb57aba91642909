"""The data: MNIST, ways of writing, variations, drawings files; as images and as prepared inputs."""
