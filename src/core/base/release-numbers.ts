/**
 * Gives an array's memory back at once: the collector, for which it is a small object, may leave megabytes lying for a while. Nothing
 * may use the array any more.
 */
export function releaseNumbers(numbers: Int32Array<ArrayBuffer>): void {
  numbers.buffer.transfer(0);
}

/** The same numbers in an array of another length; the one that was there is used up. */
export function resizeNumbers(numbers: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  return new Int32Array(numbers.buffer.transfer(length * numbers.BYTES_PER_ELEMENT));
}
