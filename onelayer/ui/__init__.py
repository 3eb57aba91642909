"""The page. The one room that knows Gradio."""
