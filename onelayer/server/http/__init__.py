"""The page. The only package that uses Gradio."""
