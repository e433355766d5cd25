/** One kind of hole in one kind of language; kinds and names are those of MITRE's Common Weakness Enumeration. */
export interface InsecureRule {
  readonly cwe: string;
  readonly what: string;
  /** Of one line, beginning in code; every repetition is bounded. */
  readonly pattern: RegExp;
  readonly languages?: ReadonlySet<string>;
  /** What makes it harmless: on the same line, or anywhere in the text. */
  readonly unless?: RegExp;
  readonly unlessAnywhere?: RegExp;
}

const PYTHON = new Set(['python']);
const SCRIPT = new Set(['javascript', 'typescript', 'javascriptreact', 'typescriptreact']);
const JAVA = new Set(['java', 'kotlin', 'scala']);
const GO = new Set(['go']);
const C = new Set(['c', 'cpp']);

/** Text that a value is put into: added, formatted in, or in a template. */
const PARTS = String.raw`(?:f["'][^\n]{0,300}\{|["'][^\n]{0,300}["'] *(?:\+(?!=)|%(?=[ \w(])|\.format\()|[\w.)\]]{1,80} *\+ *["'\`]|\`[^\`\n]{0,300}\$\{|fmt\.Sprintf\(|String\.format\()`;
const SQL = String.raw`(?:select\s[^\n]{0,200}\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|drop\s+table|where\s)`;
/** What came in with a request. */
const FROM_FLASK = String.raw`\brequest\.(?:args|form|json|values|data|GET|POST|query_params|cookies|headers)\b`;
const FROM_EXPRESS = String.raw`\breq(?:uest)?\.(?:query|params|body|headers|cookies)\b`;
const FROM_SERVLET = String.raw`\bgetParameter\(`;
const FROM_GO = String.raw`\br(?:eq)?\.(?:URL|FormValue|PostFormValue|Form|Header)\b`;
/** Of names that a page has: `<Node 3>` is how Python writes objects. */
const TAG = String.raw`\s*<(?:!doctype|html|head|body|title|div|span|p|a|b|i|em|strong|pre|code|h[1-6]|ul|ol|li|table|tr|t[dh]|form|input|button|select|option|img|script|style|br|hr|label|section|iframe)\b`;
const LITERAL = String.raw`(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'|\`[^\`$\n]{0,500}\`)`;
const CONSTANT = String.raw`(?!\s*${LITERAL}\s*[,)])`;

const rule = (
  cwe: string,
  what: string,
  pattern: string,
  more: Omit<InsecureRule, 'cwe' | 'what' | 'pattern'> & { readonly flags?: string } = {},
): InsecureRule => {
  const { flags = '', ...conditions } = more;
  return { cwe, what, pattern: new RegExp(pattern, flags), ...conditions };
};

const SQL_PARTS = 'a query put together from parts';
const SHELL = 'a shell command that holds a value';
const HTML = 'HTML that holds a value as it is';
const PATH = 'a file path out of a request';
const OBJECTS = 'objects read from data that may come from anywhere';
const CERTIFICATE = 'certificates that are not checked';
const CIPHER = 'a weak cipher';
const HASH = 'a quick hash for a password';
const RANDOM = 'a secret that can be guessed, from a generator for games';
const EVALUATED = 'text that is run as code';
const OVERFLOW = 'a copy without a length';
const FORMAT = 'a format that is no constant';
const ENTITIES = 'XML whose entities are followed';
const FETCHED = 'an address out of a request';
const SECRET = 'a secret in the code';
const SIGNATURE = 'a token whose signature is not checked';
const COOKIE = 'a cookie that goes over plain HTTP';

export const INSECURE_RULES: readonly InsecureRule[] = [
  rule(
    'CWE-89',
    SQL_PARTS,
    String.raw`\b(?:execute\w{0,12}|query\w{0,12}|QueryRow|Query|Exec|raw|createQuery|createNativeQuery|prepareStatement|prepare)(?:Context)?\((?=[^\n]{0,300}${SQL})(?:\s*ctx,)?\s*(?:new\s+\w+\()?${PARTS}`,
    { flags: 'i' },
  ),
  rule('CWE-89', SQL_PARTS, String.raw`(?:=|\breturn)\s*(?=f?["'\`]\s*${SQL})${PARTS}`, { flags: 'i' }),
  rule('CWE-78', SHELL, String.raw`\b(?:os\.(?:system|popen)|commands\.getoutput|subprocess\.getoutput)\(${CONSTANT}`, {
    languages: PYTHON,
  }),
  rule('CWE-78', SHELL, String.raw`\bsubprocess\.\w{1,20}\((?=[^\n]{0,500}\bshell\s*=\s*True)${CONSTANT}`, {
    languages: PYTHON,
  }),
  rule(
    'CWE-78',
    SHELL,
    String.raw`(?:(?<![\w.])|\b(?:child_process|cp|childProcess)\.)exec(?:Sync)?\(${CONSTANT}\s*[^\s)]`,
    {
      languages: SCRIPT,
    },
  ),
  rule('CWE-78', SHELL, String.raw`\bspawn(?:Sync)?\((?=[^\n]{0,500}\bshell\s*:\s*true)`, { languages: SCRIPT }),
  rule('CWE-78', SHELL, String.raw`\bgetRuntime\(\)\.exec\(\s*${PARTS}`, { languages: JAVA }),
  rule(
    'CWE-78',
    SHELL,
    String.raw`\b(?:new ProcessBuilder|exec\.Command(?:Context)?)\([^\n]{0,80}"(?:/bin/)?(?:ba|z|da)?sh",\s*"-c",\s*(?!"[^"\n]{0,300}"\s*\))`,
  ),
  rule('CWE-78', SHELL, String.raw`(?<![\w.>])(?:std::)?(?:system|popen)\(\s*(?!["\s)])`, { languages: C }),
  rule('CWE-79', HTML, String.raw`\.(?:innerHTML|outerHTML)\s*\+?=(?!=)(?!\s*${LITERAL}\s*;?\s*$)`, {
    unless: /sanit|escape|purify/i,
  }),
  rule('CWE-79', HTML, String.raw`\b(?:insertAdjacentHTML|document\.write(?:ln)?)\((?:["']\w+["'],\s*)?${CONSTANT}`, {
    languages: SCRIPT,
    unless: /sanit|escape|purify/i,
  }),
  rule('CWE-79', HTML, String.raw`\bdangerouslySetInnerHTML\b`, { unless: /sanit|escape|purify/i }),
  rule('CWE-79', HTML, String.raw`\bres\.(?:send|write|end)\((?=["'\`]${TAG})\s*${PARTS}`, { unless: /sanit|escape/i }),
  rule(
    'CWE-79',
    HTML,
    String.raw`(?:\breturn\s*|\bHttpResponse\(|\bmake_response\(|\bMarkup\()(?=f?["']${TAG})${PARTS}`,
    {
      languages: PYTHON,
      unless: /escape/i,
    },
  ),
  rule('CWE-22', PATH, String.raw`\b(?:send_file|open|FileResponse|Path)\([^\n]{0,200}${FROM_FLASK}`, {
    languages: PYTHON,
    unless: /secure_filename|safe_join|basename/,
  }),
  rule(
    'CWE-22',
    PATH,
    String.raw`\b(?:readFile|createReadStream|sendFile|writeFile|createWriteStream|unlink|download)\w{0,8}\([^\n]{0,200}${FROM_EXPRESS}`,
    { languages: SCRIPT, unless: /basename|root\s*:/ },
  ),
  rule('CWE-22', PATH, String.raw`\b(?:new File\w{0,12}|Paths\.get|Path\.of)\([^\n]{0,200}${FROM_SERVLET}`, {
    languages: JAVA,
  }),
  rule(
    'CWE-22',
    PATH,
    String.raw`\b(?:os\.(?:Open|OpenFile|ReadFile)|ioutil\.ReadFile|http\.ServeFile)\([^\n]{0,200}${FROM_GO}`,
    {
      languages: GO,
      unless: /filepath\.Base/,
    },
  ),
  rule('CWE-502', OBJECTS, String.raw`\b(?:c?pickle|dill|marshal|jsonpickle)\.(?:loads?|decode|Unpickler)\(`, {
    languages: PYTHON,
    flags: 'i',
  }),
  rule('CWE-502', OBJECTS, String.raw`\byaml\.(?:load(?:_all)?\((?![^\n]{0,300}Safe)|unsafe_load\w{0,5}\()`, {
    languages: PYTHON,
  }),
  rule('CWE-502', OBJECTS, String.raw`\bnew (?:ObjectInputStream|XMLDecoder|BinaryFormatter)\(`),
  rule('CWE-502', OBJECTS, String.raw`(?<!\w)unserialize\(`),
  rule('CWE-328', HASH, String.raw`\bhashlib\.(?:md5|sha1)\([^\n]{0,200}(?:pass|pwd|\bpw\b|secret)`, {
    languages: PYTHON,
    flags: 'i',
    unless: /usedforsecurity\s*=\s*False/,
  }),
  rule('CWE-328', HASH, String.raw`\bcreateHash\(["'](?:md5|sha1)["']\)[^\n]{0,200}(?:pass|pwd|\bpw\b|secret)`, {
    flags: 'i',
  }),
  rule('CWE-328', HASH, String.raw`\b(?:md5|sha1)\.(?:Sum|New)\w{0,3}\([^\n]{0,200}(?:pass|pwd|\bpw\b|secret)`, {
    languages: GO,
    flags: 'i',
  }),
  rule('CWE-328', HASH, String.raw`\bMessageDigest\.getInstance\("(?:MD2|MD5|SHA-?1)"`, { languages: JAVA }),
  rule('CWE-327', CIPHER, String.raw`\bCipher\.getInstance\("(?:DES|DESede|RC2|RC4|ARCFOUR|Blowfish|AES/ECB)\b`),
  rule('CWE-327', CIPHER, String.raw`\bMODE_ECB\b|\bmodes\.ECB\(|\b(?:DES3?|ARC4|ARC2|Blowfish)\.new\(`, {
    languages: PYTHON,
  }),
  rule('CWE-327', CIPHER, String.raw`\bcreateCipher\(|\bcreate(?:C|Dec)ipheriv\(["'](?:des|rc[24]|bf|aes-\d+-ecb)`, {
    languages: SCRIPT,
    flags: 'i',
  }),
  rule('CWE-327', CIPHER, String.raw`\b(?:des\.New\w{0,10}Cipher|rc4\.NewCipher)\(`, { languages: GO }),
  rule(
    'CWE-338',
    RANDOM,
    String.raw`\b\w{0,40}(?:token|secret|passw|session|nonce|salt|otp|csrf|api_?key|reset)\w{0,40}\s*(?::\s*\w+\s*)?:?=[^\n]{0,200}(?:(?<!\w)random\.(?:choices?|random|rand\w*|sample|getrandbits)|Math\.random\(|\brand\.(?:Int|Read|Float)|new Random\(|(?<!\w)rand\(\))`,
    { flags: 'i', unless: /SystemRandom|SecureRandom|crypto\/rand/ },
  ),
  rule('CWE-295', CERTIFICATE, String.raw`\bverify\s*=\s*False\b`, { languages: PYTHON, unless: /jwt\.decode/ }),
  rule(
    'CWE-295',
    CERTIFICATE,
    String.raw`\bssl\.(?:_create_unverified_context|CERT_NONE)\b|\bcheck_hostname\s*=\s*False`,
    {
      languages: PYTHON,
    },
  ),
  rule(
    'CWE-295',
    CERTIFICATE,
    String.raw`\brejectUnauthorized\s*:\s*false|\bNODE_TLS_REJECT_UNAUTHORIZED\b[^\n]{0,10}=\s*["']?0`,
    {
      languages: SCRIPT,
    },
  ),
  rule('CWE-295', CERTIFICATE, String.raw`\bInsecureSkipVerify\s*[:=]\s*true`, { languages: GO }),
  rule('CWE-295', CERTIFICATE, String.raw`\bNoopHostnameVerifier\b|\bALLOW_ALL_HOSTNAME_VERIFIER\b`, {
    languages: JAVA,
  }),
  rule('CWE-295', CERTIFICATE, String.raw`\bCURLOPT_SSL_VERIFY(?:PEER|HOST),\s*0`, { languages: C }),
  // A value with a digit and without a blank: labels, names of fields and placeholders have none.
  rule(
    'CWE-798',
    SECRET,
    String.raw`(?<!\w)\w{0,30}(?:password|passwd|pwd|secret|api_?key|token)\w{0,10}["']?\s*(?::=|=|:)\s*["'](?=[^"'\n]{0,40}\d)[^\s"'<>{}$]{8,}["']`,
    { flags: 'i', unless: /example|placeholder|x{4}|\*{3}|["']0x/i },
  ),
  rule('CWE-798', SECRET, String.raw`\bjwt\.(?:sign|verify|encode)\([^,\n]{1,80},\s*["'][^"'\n]{6,}["']`),
  rule('CWE-95', EVALUATED, String.raw`(?<![\w.])(?:eval|exec)\(\s*(?!["')])`, { languages: PYTHON }),
  rule('CWE-95', EVALUATED, String.raw`(?<![\w.])eval\(\s*(?!["')])|\bnew Function\(\s*(?!["']["']|\))`, {
    languages: SCRIPT,
  }),
  rule(
    'CWE-120',
    OVERFLOW,
    String.raw`(?<![\w.>])(?:std::)?(?:gets\(|strcat\(|strcpy\((?![^,\n]{1,80},\s*")|v?sprintf\(|scanf\("[^"\n]{0,40}%s)`,
    { languages: C },
  ),
  rule(
    'CWE-134',
    FORMAT,
    String.raw`(?<![\w.>])(?:printf\(\s*|fprintf\(\s*\w{1,30}\s*,\s*|syslog\(\s*\w{1,30}\s*,\s*)[A-Za-z_][\w.>[\]-]{0,60}\s*\)`,
    { languages: C },
  ),
  rule('CWE-611', ENTITIES, String.raw`\b(?:DocumentBuilderFactory|SAXParserFactory|XMLInputFactory)\.new\w{1,20}\(`, {
    unlessAnywhere: /disallow-doctype-decl|FEATURE_SECURE_PROCESSING|SUPPORT_DTD|external-general-entities/,
  }),
  rule('CWE-611', ENTITIES, String.raw`\bresolve_entities\s*=\s*True`, { languages: PYTHON }),
  rule('CWE-918', FETCHED, String.raw`\b(?:requests|httpx|urllib\.request)\.\w{1,10}\([^\n]{0,60}${FROM_FLASK}`, {
    languages: PYTHON,
  }),
  rule('CWE-918', FETCHED, String.raw`\b(?:fetch|axios(?:\.\w{1,8})?|got)\(\s*[^\n,]{0,60}${FROM_EXPRESS}`, {
    languages: SCRIPT,
  }),
  rule('CWE-918', FETCHED, String.raw`\bnew URL\([^\n]{0,60}${FROM_SERVLET}`, { languages: JAVA }),
  rule('CWE-918', FETCHED, String.raw`\bhttp\.(?:Get|Post|Head)\([^\n]{0,60}${FROM_GO}`, { languages: GO }),
  rule('CWE-601', FETCHED, String.raw`\.redirect\(\s*(?:\d{3},\s*)?${FROM_EXPRESS}[^?\n]{0,80}\)`, {
    languages: SCRIPT,
  }),
  rule('CWE-601', FETCHED, String.raw`\b(?:redirect|HttpResponseRedirect)\(\s*${FROM_FLASK}`, { languages: PYTHON }),
  rule('CWE-601', FETCHED, String.raw`\bsendRedirect\([^\n]{0,60}${FROM_SERVLET}`, { languages: JAVA }),
  rule('CWE-601', FETCHED, String.raw`\bhttp\.Redirect\(\w+,\s*\w+,\s*${FROM_GO}`, { languages: GO }),
  rule(
    'CWE-942',
    'a server that answers every site, with credentials',
    String.raw`\bcors\((?=[^\n]{0,300}\borigins?["']?\s*[:=]\s*(?:["']\*|\[["']\*|true))(?=[^\n]{0,300}credentials["']?\s*[:=]\s*true)`,
    { flags: 'i' },
  ),
  rule(
    'CWE-347',
    SIGNATURE,
    String.raw`\bjwt\.\w{1,12}\([^\n]{0,300}(?:verify_signature["']?\s*:\s*False|\bverify\s*=\s*False|algorithms?["']?\s*[:=]\s*\[?\s*["']none["'])`,
    { flags: 'i' },
  ),
  rule('CWE-489', 'a debugger on a server', String.raw`\.run\([^\n]{0,200}\bdebug\s*=\s*True`, { languages: PYTHON }),
  rule(
    'CWE-732',
    'a file that everybody may write',
    String.raw`\bchmod\w{0,4}\([^\n]{0,200}(?<![\w.])(?:0o?)?[0-7]?(?:777|666)\b`,
    {
      flags: 'i',
    },
  ),
  rule('CWE-614', COOKIE, String.raw`\b(?:set_?)?cookie\w{0,8}\([^\n]{0,300}\bsecure\s*[:=]\s*false`, { flags: 'i' }),
  rule('CWE-614', COOKIE, String.raw`\bsetSecure\(\s*false|\b(?:SESSION|CSRF)_COOKIE_SECURE\b[^\n]{0,4}=\s*False`),
  rule('CWE-614', COOKIE, String.raw`\bhttp\.Cookie\{[^\n]{0,300}\bSecure\s*:\s*false`, { languages: GO }),
];
