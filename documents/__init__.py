"""Official documents and sheets: read, drafted, written."""
