import { slashCommands } from './slash-command.ts';

/** What `/help` says. */
export const HELP = `Ask about the code in your editor. The chips above the box show what goes along with a question; take away what should not.

${Object.entries(slashCommands)
  .map(([name, what]) => `- \`/${name}\`: ${what}`)
  .join('\n')}

With \`@\` you add a file, a definition, the problems or the changes. Without a model the index answers \`where is NAME\`, \`who calls NAME\`,
\`what changes if I change NAME\`, \`outline\` and \`what does this file import\`.`;
