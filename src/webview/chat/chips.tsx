import type { JSX } from 'preact';
import type { ContextChip } from '../../core/chat/protocol.ts';
import { formatTokens } from './format-tokens.ts';
import { Icon, IconButton } from './icon.tsx';
import { useSurroundings } from './surroundings.ts';

const ICONS: Readonly<Record<ContextChip['kind'], string>> = {
  file: 'file',
  selection: 'selection',
  symbol: 'symbol-method',
  problems: 'warning',
  changes: 'diff',
};

/** What goes along with the next question, each with its price; it can be kept, or removed. */
export function Chips({ chips }: { readonly chips: readonly ContextChip[] }): JSX.Element | undefined {
  const { post, strings } = useSurroundings();
  if (chips.length === 0) return undefined;
  return (
    <ul class="chips" aria-label={strings.context}>
      {chips.map((chip) => (
        <li key={chip.id} class={chip.refused === undefined ? 'chip' : 'chip refused'}>
          <ChipLabel chip={chip} />
          {chip.refused === undefined && (
            <IconButton
              icon={chip.pinned ? 'pinned' : 'pin'}
              label={chip.pinned ? strings.unpin(chip.label) : strings.pin(chip.label)}
              pressed={chip.pinned}
              onClick={() => post({ kind: 'pin-chip', chip: chip.id, pinned: !chip.pinned })}
            />
          )}
          <IconButton
            icon="close"
            label={strings.remove(chip.label)}
            onClick={() => post({ kind: 'remove-chip', chip: chip.id })}
          />
        </li>
      ))}
    </ul>
  );
}

export function ChipLabel({ chip }: { readonly chip: ContextChip }): JSX.Element {
  const { strings } = useSurroundings();
  const { kind, label, detail, tokens, refused } = chip;
  const count = strings.tokens(formatTokens(tokens));
  const title = refused === undefined ? `${strings.chipKinds[kind]}: ${detail}, ${count}` : strings.notSent(refused);
  return (
    <span class="chip-label" title={title}>
      <Icon name={refused === undefined ? ICONS[kind] : 'circle-slash'} />
      <span class="chip-name">{label}</span>
      <span class="chip-tokens" aria-hidden="true">
        {refused === undefined ? formatTokens(tokens) : ''}
      </span>
      <span class="spoken">{title}</span>
    </span>
  );
}
