"""The data: MNIST, people's ways of writing, varied drawings and files of them, as images and as prepared inputs."""
