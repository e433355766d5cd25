import type { JSX } from 'preact';

/** One of VS Code's own icons; what it means is said beside it or by the control around it. */
export function Icon({ name }: { readonly name: string }): JSX.Element {
  return <span class={`codicon codicon-${name}`} aria-hidden="true" />;
}

interface IconButtonProps {
  readonly icon: string;
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly class?: string;
}

export function IconButton({ icon, label, onClick, disabled, pressed, class: name }: IconButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class={name === undefined ? 'icon-button' : `icon-button ${name}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
