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
  rules: 'law',
};

/** What goes along with the next question, each with its price; it can be kept, or removed. */
export function Chips({ chips }: { readonly chips: readonly ContextChip[] }): JSX.Element | undefined {
  const { post, strings } = useSurroundings();
  if (chips.length === 0) return undefined;
  return (
    <ul class="chips" aria-label={strings.context}>
      {chips.map((chip) => (
        <li key={chip.id} class={chipClass(chip)}>
          {chip.consent !== undefined && <Tick chip={chip} />}
          <ChipLabel chip={chip} />
          {chip.refused === undefined && chip.consent === undefined && (
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

function chipClass({ refused, consent }: ContextChip): string {
  if (refused !== undefined) return 'chip refused';
  return consent === undefined || consent === 'given' ? 'chip' : 'chip asked';
}

/** Its state is the host's, which may ask once more before it changes. */
function Tick({ chip: { id, label, consent } }: { readonly chip: ContextChip }): JSX.Element {
  const { post, strings } = useSurroundings();
  const ticked = consent === 'given';
  return (
    <button
      type="button"
      role="checkbox"
      class="tick"
      aria-checked={ticked}
      aria-label={strings.tick(label)}
      title={strings.tick(label)}
      onClick={() => post({ kind: 'tick-chip', chip: id, ticked: !ticked })}
    >
      {ticked && <Icon name="check" />}
    </button>
  );
}

export function ChipLabel({ chip }: { readonly chip: ContextChip }): JSX.Element {
  const { strings } = useSurroundings();
  const { kind, label, detail, tokens, consent, isHiding = false, refused } = chip;
  const count = strings.tokens(formatTokens(tokens));
  const notes = [
    `${strings.chipKinds[kind]}: ${detail}`,
    ...(isHiding ? [strings.hidingTitle] : []),
    ...(consent === undefined ? [] : [strings.consent[consent]]),
    count,
  ];
  const title = refused === undefined ? notes.join(', ') : strings.notSent(refused);
  return (
    <span class="chip-label" title={title}>
      <Icon name={refused === undefined ? ICONS[kind] : 'circle-slash'} />
      <span class="chip-name">{label}</span>
      {consent === 'asked-again' && (
        <span class="chip-note" aria-hidden="true">
          {strings.changed}
        </span>
      )}
      {isHiding && (
        <span class="chip-note warning" aria-hidden="true">
          {strings.hiding}
        </span>
      )}
      <span class="chip-tokens" aria-hidden="true">
        {refused === undefined ? formatTokens(tokens) : ''}
      </span>
      <span class="spoken">{title}</span>
    </span>
  );
}
