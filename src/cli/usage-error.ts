/** What the person typed cannot be done; the message says why in one line. */
export class UsageError extends Error {}
