/** One line, or all that belongs together. */
export type Extent = 'line' | 'block';
