import { isHarmless } from './harmless-values.ts';
import { looksLikePassword, looksRandom } from './random-text.ts';
import type { NameStrength } from './secret-names.ts';

/** Is the string literal behind such a name a secret? */
export function isSecretLiteral(value: string, strength: NameStrength): boolean {
  const scheme = /^(?:Bearer|Token|Basic|token|bearer|basic|ApiKey|Bot|Key|SSWS)\s{1,3}(?=\S)/.exec(value)?.[0] ?? '';
  const secret = value.slice(scheme.length);
  switch (strength) {
    case 'password':
      return (looksRandom(secret, 8) || looksLikePassword(secret)) && !isHarmless(secret);
    case 'key':
      return (looksRandom(secret, 14) || isUuid(secret)) && !isHarmless(secret);
    case 'pair':
      return isUserAndPassword(secret) || (scheme !== '' && looksRandom(secret, 16) && !isHarmless(secret));
  }
}

/** Some services' keys are UUIDs; only the name tells. */
export function isUuid(value: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);
}

/** Base64 of `user:password`, as Docker and npm keep it. */
export function isUserAndPassword(value: string): boolean {
  const base64 = /^([A-Za-z0-9+/]{8,400})={0,2}$/.exec(value)?.[1];
  if (base64 === undefined || base64.length % 4 === 1) return false;
  return /^[\x21-\x7e]{1,100}:[\x21-\x7e]{3,}$/.test(atob(base64));
}
