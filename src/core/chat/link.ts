export type Link =
  /** To be shown to the person, host first, before anything is opened. */
  | { readonly kind: 'web'; readonly host: string; readonly url: string }
  /** One sentence. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Judges a link out of a model's answer by how a browser would read it. The host is as it will be asked for, so that what
 * looks like another one's name shows as `xn--…`. Links to programs, files, commands and editors are refused, and all that
 * is written so as to be misread: a user name before the host, a backslash, control characters.
 */
export function judgeLink(href: string): Link {
  if (href.length > LONGEST) return refused('It is too long to be read.');
  const url = URL.parse(href);
  if (url === null) return refused('It is no address.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refused(`It is no web address: it begins with ${url.protocol}`);
  }
  if (/[\\\p{Cc}\p{Cf}\s]/u.test(href)) return refused('It holds characters that hide where it leads.');
  const authority = /^https?:\/\/([^/?#]*)/i.exec(href)?.[1];
  // What a browser mends (`https:/x`, `https:x`) was not written for people.
  if (authority === undefined || authority === '') return refused('It is no address.');
  if (authority.includes('@')) return refused('It names one host and leads to another.');
  if (authority.includes('%')) return refused('Its host is written so that it cannot be read.');
  return { kind: 'web', host: url.host, url: url.href };
}

const LONGEST = 2_000;

function refused(reason: string): Link {
  return { kind: 'refused', reason };
}
