"""The tabs of the page: each lays out its components and attaches their handlers, which are at module level."""
