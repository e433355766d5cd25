import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { readInfo } from '../../core/chat/code-blocks.ts';
import type { MarkdownBlock } from '../../core/chat/markdown-blocks.ts';
import type { CodeAction } from '../../core/chat/protocol.ts';
import { codeChunks } from './code-chunks.ts';
import { Icon, IconButton } from './icon.tsx';
import type { MarkdownRenderer } from './render-markdown.ts';
import { useSurroundings } from './surroundings.ts';

export function ProseBlock({ text }: { readonly text: string }): JSX.Element {
  const html = useHtml(text, (renderer) => renderer.prose(text));
  if (html === undefined) return <div class="prose waiting">{text}</div>;
  return <div class="prose" dangerouslySetInnerHTML={{ __html: html }} />;
}

export interface CodeBlockProps {
  readonly turn: string;
  /** Counts the fenced blocks of the turn. */
  readonly index: number;
  readonly block: Extract<MarkdownBlock, { readonly kind: 'code' }>;
  /** Nothing more will come into it. */
  readonly complete: boolean;
}

const ACTIONS: readonly (readonly [CodeAction, string])[] = [
  ['copy', 'copy'],
  ['insert', 'insert'],
  ['apply', 'diff'],
  ['new-file', 'new-file'],
];

export function CodeBlock({ turn, index, block, complete }: CodeBlockProps): JSX.Element {
  const { post, strings } = useSurroundings();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const { language, path } = readInfo(block.info, block.text);
  const name = language === '' ? strings.plainCode : language;
  const act = (action: CodeAction): void => {
    post({ kind: 'code', turn, block: index, action });
    if (action === 'copy') setCopied(true);
  };
  return (
    <div class="code-block" role="group" aria-label={strings.code(path ?? name)}>
      <div class="code-bar">
        <span class="code-name">
          {path === undefined ? (
            name
          ) : (
            <a class="link" role="link" tabIndex={0} data-place={path} title={path}>
              {path}
            </a>
          )}
        </span>
        <span class="copied" role="status">
          {copied ? strings.copied : ''}
        </span>
        {ACTIONS.map(([action, icon]) => (
          <IconButton
            key={action}
            icon={action === 'copy' && copied ? 'check' : icon}
            label={strings.codeActions[action]}
            disabled={!complete}
            onClick={() => act(action)}
          />
        ))}
      </div>
      <pre tabIndex={0}>
        <code>
          {codeChunks(block.text).map((chunk, at) => (
            <CodeChunk key={at} text={chunk} language={language} />
          ))}
        </code>
      </pre>
    </div>
  );
}

const COPIED_MS = 1_500;

function CodeChunk({ text, language }: { readonly text: string; readonly language: string }): JSX.Element {
  const html = useHtml(text, (renderer) => renderer.code(text, language), language);
  if (html === undefined) return <span class="chunk">{text}</span>;
  return <span class="chunk" dangerouslySetInnerHTML={{ __html: html }} />;
}

/**
 * The HTML of a text, made once for each text and only while there is time left in the frame; what was drawn before stays
 * until then. `undefined` where there is nothing yet.
 */
function useHtml(text: string, render: (renderer: MarkdownRenderer) => string, variant = ''): string | undefined {
  const { renderer, budget } = useSurroundings();
  const [, redraw] = useState(0);
  const drawn = useRef<{ readonly key: string; readonly html: string } | undefined>(undefined);
  const later = useRef(() => redraw((count) => count + 1)).current;
  useEffect(() => () => budget.forget(later), []);
  const key = `${variant}\n${text}`;
  if (drawn.current?.key !== key) {
    const html = budget.run(() => render(renderer), later);
    if (html !== undefined) drawn.current = { key, html };
  }
  return drawn.current?.html;
}

/** A sign that something is going on; it stands still for those who want that. */
export function Working({ text }: { readonly text: string }): JSX.Element {
  return (
    <div class="working">
      <Icon name="loading" />
      {text}
    </div>
  );
}
