import createDOMPurify from 'dompurify';
import type { WindowLike } from 'dompurify';

/**
 * Lets through what Markdown is drawn with, and nothing else: no address, no image, no style, no form, no id. What is
 * allowed here was measured on the payloads of `test/corpora/security/webview.jsonl`.
 */
export function createSanitiser(window: WindowLike): (html: string) => string {
  const purify = createDOMPurify(window);
  return (html) =>
    purify.sanitize(html, {
      ALLOWED_TAGS: TAGS,
      ALLOWED_ATTR: ATTRIBUTES,
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
      // Of all attributes that are not named below: of `data-href` alone.
      ALLOWED_URI_REGEXP: /^https?:\/\//i,
      ADD_URI_SAFE_ATTR: ATTRIBUTES.filter((name) => name !== 'data-href'),
    });
}

const TAGS = 'p br hr h3 h4 h5 h6 strong em s code pre ul ol li blockquote table thead tbody tr th td a span div'.split(
  ' ',
);
const ATTRIBUTES = 'class role tabindex title start data-href data-place'.split(' ');
