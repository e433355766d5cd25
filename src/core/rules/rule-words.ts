/** What a word says of a line in a rules file. English, as nearly all of them are; a line in another language counts by its section. */

/** Somebody must or must not. */
export const STRICT =
  /\b(?:must|never|always|do not|don't|cannot|should|shall|avoid|prefer|preferred|required|forbidden|ensure|make sure|instead of|rather than)\b/i;

/** It may, where it is about code: "No default exports", but "No lectures". */
export const PERHAPS_STRICT = /\b(?:no|only)\b/i;

/** How to talk with the person, which a file of the workspace is not asked about. */
export const OF_TALK =
  /\b(?:you|your|i|me|my|users?|answers?|respon(?:d|ses?)|repl(?:y|ies)|explanations?|explain|prompt(?:s|ed)?|instructions?|requests?|query|queries|clarification|conversation|cite|assistant|agents?)\b/i;

/** Asks for something at the beginning: `Use tabs`. */
export const IMPERATIVE =
  /^(?:use|write|keep|name|follow|add|return|throw|raise|catch|handle|put|place|declare|define|document|test|mock|cover|log|validate|type|export|import|format|indent|wrap|limit|favou?r|leave|mark|pass|order|group|sort|split|extract|inject|treat|choose|implement|apply|annotate|prefix|suffix|match|respect|minimi[sz]e|maintain|remove|reuse|separate|create|structure|encapsulate|propagate|check|assert|expose|hide|give|store|model|we (?:use|prefer|write|do not|never|always|name|keep))\b/i;

/** How an agent with tools is to go about it. */
export const OF_AGENTS =
  /\b(?:these instructions|this document|mcp|already (?:read|obtained)|search the codebase|agents\.md|claude\.md|copilot-instructions)\b/i;

/** What code is made of. */
export const OF_CODE =
  /\b(?:camelcase|pascalcase|snake_case|kebab-case|upper_case|upper_snake_case|indent(?:ation|ed)?|spaces?|tabs?|quotes?|semicolons?|commas?|braces?|lines?|imports?|exports?|types?|typed|interfaces?|functions?|methods?|class(?:es)?|variables?|constants?|names?|naming|modules?|files?|tests?|mocks?|fixtures?|assert(?:ions?)?|errors?|exceptions?|comments?|docstrings?|null|undefined|async|await|promises?|immutable|readonly|const|enums?|generics?|hooks?|components?|logging|strings?)\b/i;

/** Of a heading: what stands below are rules for code, whatever else it says: "Code style and structure". */
export const STYLE_TOPIC = /\b(?:styles?|naming|coding|typing|practices?)\b/i;

/** Of a heading: what stands below are rules for code, but for "Test commands". */
export const RULES_TOPIC =
  /\b(?:styles?|conventions?|guidelines?|guides?|naming|names?|tests?|testing|errors?|exceptions?|format(?:ting)?|lint(?:ing)?|typing|types?|imports?|comments?|documentation|practices?|rules?|patterns?|principles?|standards?|quality|code|coding|do'?s|don'?ts?|avoid|prefer|constraints?|requirements?|security|performance|components?|api|state|logging|async)\b/i;

/** Of a heading: what stands below is to be run, or only to be known. */
export const OTHER_TOPIC =
  /\b(?:setup|set up|install(?:ation|ing)?|commands?|scripts?|build(?:ing)?|run(?:ning)?|deploy(?:ment|ing)?|releas(?:e|es|ing)|commits?|pull requests?|prs?|git|branch(?:es)?|overview|about|introduction|structure|layout|architecture|director(?:y|ies)|links?|resources?|references?|licen[cs]e|contribut(?:e|ing)|contents|quick ?start|getting started|environment|troubleshooting|tools?|tooling|stack|technolog(?:y|ies)|dependencies|workflow|roadmap|changelog|versions?|ci|persona|role)\b/i;

/** Programs whose calls are told to be typed into a shell. */
export const COMMAND =
  /(?:`|^|\s)(?:\$ ?|sudo )?(?:npm|pnpm|yarn|bun|npx|bunx|make|cargo|go|python3?|pip3?|pytest|docker|docker-compose|git|bash|sh|node|deno|gradle|\.\/\w[\w./-]*|mvn|dotnet|uv|uvx|poetry|just|task|tox|nox|bundle|rake|rails|php|composer|cmake|ctest|nx|turbo|mix|swift|flutter|dart|kubectl|terraform|brew|apt|curl|source|cd|export) [\w./:@-]/;

/** What a heading calls a language by, and the ids that it means. */
export const LANGUAGE_NAMES: readonly (readonly [name: RegExp, ids: readonly string[]])[] = [
  [/\b(?:typescript|tsx?)\b/i, ['typescript', 'typescriptreact']],
  [/\b(?:javascript|jsx?|node(?:\.?js)?)\b/i, ['javascript', 'javascriptreact', 'typescript', 'typescriptreact']],
  [/\b(?:react|jsx|tsx|next\.?js)\b/i, ['typescriptreact', 'javascriptreact', 'typescript', 'javascript']],
  [/\b(?:python|py|django|flask|fastapi)\b/i, ['python']],
  [/\bjava\b/i, ['java']],
  [/\bkotlin\b/i, ['kotlin']],
  [/\b(?:golang|Go)\b/, ['go']],
  [/\brust\b/i, ['rust']],
  [/\bC\b(?!\+\+|#)/, ['c']],
  [/(?:\bC\+\+|\bcpp\b)/i, ['cpp', 'c']],
  [/(?:\bC#|\bcsharp\b|\.NET\b)/i, ['csharp']],
  [/\b(?:ruby|rails)\b/i, ['ruby']],
  [/\b(?:php|laravel)\b/i, ['php']],
  [/\bswift\b/i, ['swift']],
  [/\bscala\b/i, ['scala']],
  [/\b(?:bash|shell|sh)\b/i, ['shellscript']],
  [/\bsql\b/i, ['sql']],
  [
    /\b(?:css|scss|sass|tailwind(?:css)?)\b/i,
    ['css', 'scss', 'less', 'vue', 'svelte', 'html', 'typescriptreact', 'javascriptreact'],
  ],
  [/\bhtml\b/i, ['html', 'vue', 'svelte']],
  [/\bvue\b/i, ['vue']],
  [/\bsvelte\b/i, ['svelte']],
  [/\bdart\b|\bflutter\b/i, ['dart']],
  [/\b(?:elixir|phoenix)\b/i, ['elixir']],
  [/\bhaskell\b/i, ['haskell']],
  [/\blua\b/i, ['lua']],
];
