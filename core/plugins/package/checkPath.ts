import { packageLimits } from './limits.ts';

/** Why a path of an archive is refused; undefined where nothing is wrong with it. */
export function pathProblem(path: string): string | undefined {
  if (path === '' || path.length > packageLimits.pathLength) {
    return `Paths have 1 to ${packageLimits.pathLength} characters.`;
  }
  if (!path.isWellFormed() || path.includes('\uFFFD')) return 'The name is not UTF-8.';
  // Control characters, and what turns text around.
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(path)) return 'The name has characters that are not seen.';
  if (/^[/\\]|^[A-Za-z]:|\\/.test(path)) return 'The path leads out of the package.';
  const steps = path.split('/');
  if (steps.some((step) => step === '' || step === '.' || step === '..')) return 'The path leads out of the package.';
  if (steps.length > packageLimits.depth) return `Folders are at most ${packageLimits.depth} deep.`;
  return undefined;
}
