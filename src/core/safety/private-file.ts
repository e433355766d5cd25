/**
 * Whether the file holds keys or passwords by custom, told by its name. Such a file is not read into the model (a
 * suggestion could repeat it), not completed in, and not sent. Upper and lower case do not matter.
 */
export function isPrivateFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return NAMES.has(name) || PATTERN.test(name);
}

const NAMES: ReadonlySet<string> = new Set(
  `.npmrc .pypirc .netrc _netrc .htpasswd .pgpass .my.cnf .git-credentials .dockercfg kubeconfig
  credentials credentials.json credentials.yml credentials.yaml client_secret.json token.json
  secrets.json secrets.yml secrets.yaml secret.json secret.yml secret.yaml
  local.settings.json key.properties master.key id_rsa id_dsa id_ecdsa id_ed25519`.split(/\s+/),
);
const PATTERN =
  /^\.env(?:$|\.)|\.env$|\.(?:pem|key|p12|pfx|jks|keystore|kdbx|asc|gpg|ppk|tfvars|tfstate)$|^service[-_]?account.*\.json$|\.secrets?\.(?:json|ya?ml)$/;
