/** Something a test or command needs is not on this machine and cannot be brought. `need` is its name in `SOTTO_REQUIRE`. */
export class Unavailable extends Error {
  readonly need: Need;

  constructor(need: Need, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'Unavailable';
    this.need = need;
  }
}

export type Need = 'chromium' | 'host' | 'oldest-host' | 'desktop' | 'network' | 'llama';
