import { randomBytes } from 'node:crypto';
import { createOnce, readIfThere } from '../../config/createOnce.ts';
import { StartError } from '../../config/StartError.ts';

/** How Kiln signs in to its own Postgres; kept in `<data>/postgres.json`, mode 600. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Reads the file; makes it with a random password when it is missing. */
export async function makeCredentials(file: string): Promise<Credentials> {
  const make = () => ({ user: 'postgres', password: randomBytes(24).toString('base64url') });
  return parse(file, await createOnce(file, () => `${JSON.stringify(make(), null, 2)}\n`));
}

/** Undefined when there is no such file. */
export async function readCredentials(file: string): Promise<Credentials | undefined> {
  const text = await readIfThere(file);
  return text === undefined ? undefined : parse(file, text);
}

function parse(file: string, text: string): Credentials {
  try {
    const { user, password }: { user?: unknown; password?: unknown } = JSON.parse(text);
    if (typeof user === 'string' && typeof password === 'string') return { user, password };
  } catch {
    // Told below.
  }
  throw new StartError(`${file} has to hold the user and password of the database beside it, and does not.`);
}
