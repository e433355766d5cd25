/** A check inside a bench found what makes its figures worthless; the message says in one line what it found. */
export class CheckFailed extends Error {}
