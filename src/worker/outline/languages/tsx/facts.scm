; Nothing that TypeScript has not.
