import { isPrivateFile } from './private-file.ts';

/** Why an edit of a file inside the workspace wants a second look. */
export type Sensitivity =
  /** An editor, an agent or a container reads it and acts on it: settings, tasks, MCP servers, rules, hooks. */
  | 'editor-or-agent'
  /** Git runs what it says. */
  | 'git'
  | 'ci'
  /** Run by a package manager, a build or a shell, often without being asked. */
  | 'runs-code'
  | 'secrets'
  /** Written by a build or an install; the next one undoes the edit. */
  | 'generated';

/**
 * By the path within the workspace, `/` between its parts. Upper and lower case, compatibility forms of letters and blanks or
 * dots at the end of a name do not matter: some file system takes each of them for the plain name (CVE-2025-59944).
 */
export function sensitivityOf(path: string): Sensitivity | undefined {
  const parts = path
    .split('/')
    .map(plainName)
    .filter((part) => part !== '');
  const name = parts.at(-1) ?? '';
  const folders = parts.slice(0, -1);
  const isIn = (names: ReadonlySet<string>): boolean => folders.some((folder) => names.has(folder));

  if (parts.includes('.git') || GIT_FILES.has(name) || isIn(HOOK_FOLDERS)) return 'git';
  if (isIn(TOOL_FOLDERS) || TOOL_FILES.has(name) || TOOL_NAMES.test(name)) return 'editor-or-agent';
  if (isIn(CI_FOLDERS) || CI_FILES.has(name) || isUnderGithub(parts)) return 'ci';
  if (folders.some((folder) => SECRET_FOLDERS.has(folder))) return 'secrets';
  if (isPrivateFile(name) && !/\.(?:md|txt|example|sample|template|dist)$/.test(name)) return 'secrets';
  if (RUN_FILES.has(name) || RUN_NAMES.test(name) || isIn(RUN_FOLDERS)) return 'runs-code';
  if (isIn(GENERATED_FOLDERS)) return 'generated';
  return undefined;
}

export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[. ]+$/, '');
}

const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

const GIT_FILES = names('.gitmodules .gitattributes .gitconfig .git');
const HOOK_FOLDERS = names('.husky .githooks .git-hooks');

const TOOL_FOLDERS = names(`
  .vscode .vscode-server .vs .idea .fleet .zed .devcontainer .cursor .windsurf .claude .codex .gemini .aider .continue .roo
  .cline .clinerules .kilocode .kiro .trae .augment .amazonq .qodo .copilot .agents .agent .ai .sotto .junie .opencode`);
const TOOL_FILES = names(`
  .devcontainer.json .cursorrules .cursorignore .windsurfrules .clinerules .roorules .roomodes .mcp.json mcp.json
  mcp_settings.json agents.md agent.md claude.md claude.local.md gemini.md copilot-instructions.md conventions.md .aiderignore .rules
  .sottoignore .goosehints llms.txt`);
const TOOL_NAMES = /\.code-workspace$|^\.aider|\.(?:instructions|prompt|chatmode|agent)\.md$|^\.cursor/;

const CI_FOLDERS = names('.circleci .gitlab .buildkite .teamcity .azure-pipelines .woodpecker .drone .forgejo .gitea');
const CI_FILES = names(`
  .gitlab-ci.yml .gitlab-ci.yaml jenkinsfile .travis.yml azure-pipelines.yml azure-pipelines.yaml bitbucket-pipelines.yml
  .drone.yml .appveyor.yml appveyor.yml .cirrus.yml cloudbuild.yaml cloudbuild.yml .woodpecker.yml buildspec.yml
  .semaphore.yml codeowners dependabot.yml renovate.json`);

/** Workflows, actions and the rules for agents; an issue template is text. */
function isUnderGithub(parts: readonly string[]): boolean {
  const at = parts.indexOf('.github');
  return (
    at >= 0 && /^(?:workflows|actions|hooks|agents|prompts|instructions|chatmodes|copilot.*)$/.test(parts[at + 1] ?? '')
  );
}

const SECRET_FOLDERS = names('.ssh .gnupg .aws .azure .kube .docker .gcloud');

const RUN_FOLDERS = names('.cargo .mvn .gradle .yarn .bundle .config');
const RUN_FILES = names(`
  package.json .npmrc .yarnrc .yarnrc.yml .pnpmfile.cjs pnpm-workspace.yaml bunfig.toml .npmignore
  package-lock.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb
  setup.py setup.cfg pyproject.toml conftest.py tox.ini noxfile.py sitecustomize.py usercustomize.py pip.conf pipfile
  requirements.txt .python-version .pre-commit-config.yaml .pre-commit-config.yml lefthook.yml .lefthook.yml
  .lintstagedrc .lintstagedrc.json lint-staged.config.js .huskyrc
  cargo.toml build.rs gradlew gradlew.bat build.gradle build.gradle.kts settings.gradle settings.gradle.kts
  gradle-wrapper.properties gradle.properties pom.xml mvnw mvnw.cmd gemfile rakefile composer.json nuget.config
  directory.build.props directory.build.targets makefile gnumakefile justfile taskfile.yml cmakelists.txt
  dockerfile containerfile docker-compose.yml docker-compose.yaml compose.yml compose.yaml vagrantfile procfile
  .envrc .tool-versions .mise.toml mise.toml
  .bashrc .bash_profile .bash_login .bash_logout .bash_aliases .profile .zshrc .zshenv .zprofile .zlogin .zlogout
  .inputrc .cshrc .tcshrc .login .kshrc .xinitrc .xprofile .vimrc .exrc .nvimrc .emacs .gdbinit .lldbinit .screenrc
  .tmux.conf .curlrc .wgetrc .hgrc .htaccess web.config crontab authorized_keys known_hosts`);
const RUN_NAMES =
  /\.(?:csproj|vbproj|fsproj|vcxproj|targets|props|pth|desktop|service|plist|lnk|url|scf|reg|bat|cmd|ps1|psm1|command|workflow)$|^dockerfile\.|\.dockerfile$|^microsoft\..*profile\.ps1$|^\.eslintrc\.[cm]?js$|^eslint\.config\.[cm]?[jt]s$/;

const GENERATED_FOLDERS = names(`
  node_modules bower_components jspm_packages vendor dist build out target .next .nuxt .svelte-kit .output coverage .cache
  __pycache__ .venv venv site-packages .tox .mypy_cache .pytest_cache obj .terraform .dart_tool pods .parcel-cache .turbo`);
