import type { JSX } from 'preact';
import type { Suggestion } from '../../core/chat/protocol.ts';
import type { Menu } from './composer.tsx';
import { useSurroundings } from './surroundings.ts';

interface SuggestionMenuProps {
  readonly menu: Menu;
  readonly onChoose: (suggestion: Suggestion) => void;
}

/** The focus stays in the box: its keys move through the list. */
export function SuggestionMenu({ menu, onChoose }: SuggestionMenuProps): JSX.Element {
  const { strings } = useSurroundings();
  return (
    <>
      <span class="spoken" role="status">
        {menu.isOpen ? strings.suggestionCount(menu.list.length) : ''}
      </span>
      {menu.isOpen && (
        <ul id="suggestions" class="suggestions" role="listbox" aria-label={strings.suggestions}>
          {menu.list.map((suggestion, index) => (
            <li
              key={suggestion.id}
              id={`suggestion-${index}`}
              role="option"
              aria-selected={index === menu.active}
              class={index === menu.active ? 'suggestion active' : 'suggestion'}
              ref={(element) => {
                if (index === menu.active) element?.scrollIntoView({ block: 'nearest' });
              }}
              // Before the box loses the focus, which would close the menu.
              onMouseDown={(event) => {
                event.preventDefault();
                onChoose(suggestion);
              }}
              onMouseMove={() => menu.setActive(index)}
            >
              <span class="suggestion-label">{suggestion.label}</span>
              <span class="suggestion-detail">{suggestion.detail}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
