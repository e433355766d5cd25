import path from 'node:path';

/** Whether a file, or a folder, lies in `root`, at any depth; the root itself does not. Both are absolute paths. */
export function isInside(root: string, file: string): boolean {
  // What has no folder yet, such as a new document, would be looked for in the one this process was started in.
  if (!path.isAbsolute(file)) return false;
  const relative = path.relative(root, file);
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
