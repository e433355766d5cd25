/** As much of an element as is looked at here; jsdom's and a browser's have it. */
export interface PageElement {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly querySelectorAll: (selector: string) => Iterable<PageElement>;
}

/**
 * What of a page could run, load, lead away, ask for input or reach beyond its place. Told apart from the product's own list
 * on purpose: that one says what is allowed, this one what is dangerous.
 */
export function* activeParts(page: PageElement): Generator<string> {
  for (const element of page.querySelectorAll('*')) {
    const tag = element.tagName.toLowerCase();
    if (RUNS.has(tag)) yield `runs: <${tag}>`;
    if (LOADS.has(tag)) yield `loads: <${tag}>`;
    if (ASKS.has(tag)) yield `form or frame: <${tag}>`;
    for (const { name, value } of element.attributes) {
      const attribute = name.toLowerCase();
      if (attribute.startsWith('on')) yield `event handler: ${attribute}`;
      if (LOADING_ATTRIBUTES.has(attribute)) yield `loads: ${attribute}`;
      if (ACTING_ATTRIBUTES.has(attribute)) yield `acts: ${attribute}`;
      if (attribute === 'style') yield 'style';
      // As browsers read it: without the white space and control characters in it.
      // oxlint-disable-next-line no-control-regex
      const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value.replaceAll(/[\u0000-\u0020]/g, ''))?.[1]?.toLowerCase();
      if (LEADING_ATTRIBUTES.has(attribute) && scheme !== undefined && !/^https?$/.test(scheme)) {
        yield `leads to ${scheme}:`;
      }
    }
  }
}

export function textOf(page: PageElement): string {
  return page.textContent ?? '';
}

const names = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const RUNS = names('script object embed applet portal template svg math');
const LOADS = names('img image picture video audio source track link meta base style');
const ASKS = names(
  'form input button select textarea option fieldset output label dialog details iframe frame frameset noscript marquee',
);
const LOADING_ATTRIBUTES = names(
  'src srcset srcdoc poster background data manifest ping lowsrc dynsrc cite longdesc usemap profile codebase archive',
);
const ACTING_ATTRIBUTES = names(
  'action formaction autofocus contenteditable popover popovertarget accesskey draggable id name is slot download target http-equiv',
);
const LEADING_ATTRIBUTES = names('href xlink:href data-href action formaction src to values');
