/**
 * The file descriptor under which a child holds its end of a pipe to the host. Nothing is ever sent through it: it ends
 * when the host does, however the host ended, and also when the host lets go of a child.
 */
export const LIFELINE = 4;
