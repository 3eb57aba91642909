"""The middleware that requests pass, and routes beside Gradio's: one concern a file."""
