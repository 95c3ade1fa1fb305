"""What `import unrolled` offers to programs and notebooks: a trace, and figures of it."""
