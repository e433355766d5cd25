import type { JSX } from 'preact';
import { Icon } from './icon.tsx';
import { useSurroundings } from './surroundings.ts';

interface EmptyStateProps {
  readonly hasModel: boolean;
  /** Puts a text into the box, to be finished there. */
  readonly onBegin: (text: string) => void;
}

/** Before the first question: what can be asked, each to be tried with one click. */
export function EmptyState({ hasModel, onBegin }: EmptyStateProps): JSX.Element {
  const { post, strings } = useSurroundings();
  const { exampleList } = strings;
  // Without a model only the outline answers; what needs one is not offered.
  const offered = exampleList.filter(({ text }) => hasModel || !text.startsWith('/'));
  const begin = (text: string): void => (text.endsWith(' ') ? onBegin(text) : post({ kind: 'send', text }));
  return (
    <section class="empty" aria-labelledby="empty-title">
      <Icon name="comment-discussion-sparkle" />
      <h2 id="empty-title">{strings.emptyTitle}</h2>
      <p>{hasModel ? strings.emptyText : strings.emptyWithoutModel}</p>
      <ul class="examples" aria-label={strings.examples}>
        {offered.map(({ label, text, icon }) => (
          <li key={text}>
            <button type="button" class="example" onClick={() => begin(text)}>
              <Icon name={icon} />
              {label}
            </button>
          </li>
        ))}
        <li>
          <button type="button" class="example" onClick={() => onBegin('@')}>
            <Icon name="mention" />
            {strings.exampleMention}
          </button>
        </li>
      </ul>
    </section>
  );
}
