import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { UnixUser } from './unprivilegedUser.ts';

/** True when the user may pass through every folder from the root down to `folder`, which must exist. */
export async function canReach(folder: string, user: UnixUser): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    const { uid, gid, mode } = await stat(path);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & 0o1) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
