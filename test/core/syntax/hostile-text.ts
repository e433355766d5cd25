import fc from 'fast-check';
import { languageSyntax, type LanguageSyntax } from '../../../src/core/syntax/languages.ts';

export const LANGUAGE_IDS = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'python',
  'java',
  'go',
  'rust',
  'c',
  'cpp',
  'csharp',
  'generic',
  'markdown',
] as const;

export const anyLanguage: fc.Arbitrary<LanguageSyntax> = fc.constantFrom(...LANGUAGE_IDS).map(languageSyntax);

/** Text made of what lexers trip over, mixed with any characters at all. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...'\n (){}[]\'"`$#@/*\\.-+=<>:,;_ax1'.split('')) },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          '/*',
          '*/',
          '//',
          '"""',
          "'''",
          '${',
          'r#"',
          '"#',
          'R"x(',
          ')x"',
          '@"',
          '\t',
          '\r\n',
          'if ',
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));
