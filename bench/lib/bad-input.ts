/** What the person gave can't be used; the message says why in one line. */
export class BadInput extends Error {}
