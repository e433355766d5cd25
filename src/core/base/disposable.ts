/** What starts something returns one of these; VS Code's shape, so that either side takes the other's. */
export interface Disposable {
  dispose(): void;
}
