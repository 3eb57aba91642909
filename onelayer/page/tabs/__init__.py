"""The tabs of the page: each a dataclass of components, its handlers, and how they are wired."""
